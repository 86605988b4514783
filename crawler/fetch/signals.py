"""Our own Scrapy signals."""

# A response was stored. Sent with ``capture`` (items.Capture) and ``request``.
capture_kept = object()

# A feed, sitemap or section was read. Sent with ``listing`` (sources.listing.Listing).
discovered = object()
