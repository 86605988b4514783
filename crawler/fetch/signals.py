"""Scrapy signals of ours."""

# A response was kept. Sent with ``capture`` (items.Capture) and ``request``.
capture_kept = object()

# A feed, sitemap or section was read. Sent with ``listing`` (sources.listing.Listing).
discovered = object()
