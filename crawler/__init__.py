"""A news archive: crawl, keep, read, remember, and give back."""

from importlib.metadata import version

__version__ = version("crawler")
