"""Scrapy signals of ours."""

# A response was kept. Sent with ``capture`` (items.Capture) and ``request``.
capture_kept = object()
