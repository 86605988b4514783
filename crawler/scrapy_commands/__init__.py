"""Our own `scrapy` commands for this project."""
