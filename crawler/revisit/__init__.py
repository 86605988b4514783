"""When to look at an article again: arithmetic on looks. No SQL, no Scrapy, no clock."""
