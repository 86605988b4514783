"""Scrapy signals of ours."""

# A response was kept. Sent with ``capture`` (items.Capture) and ``request``.
capture_kept = object()

# A feed, sitemap or section could be read. Sent with ``url``, the address that was asked for.
discovered = object()
