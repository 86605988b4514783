"""A news archive: it crawls pages, keeps them, reads them, remembers every version, and exports
it."""

from importlib.metadata import version

__version__ = version("crawler")
