"""Commands of `scrapy` that are ours in this project."""
