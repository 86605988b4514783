"""Errors that a user can do something about.

Each message says what is wrong, where, and what to do. The command line prints it without a
traceback; any other exception is a bug of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MOST_NAMES = 3


class CrawlerError(Exception):
    """Base of all errors that are shown to the user as one message."""


class SourceError(CrawlerError):
    """A source is unknown, or its description cannot be read."""


class JobError(CrawlerError):
    """A job is unknown, or its description cannot be read."""


class ArchiveError(CrawlerError):
    """The archive's database cannot be opened, or its schema does not fit this code."""


class NoArchiveError(ArchiveError):
    """There is no archive where one should be read."""


class CaptureError(CrawlerError):
    """A WARC file or record cannot be read or written."""


class ExportError(CrawlerError):
    """A dump cannot be written."""


class AlarmError(CrawlerError):
    """The alarm's settings cannot be understood, or it could not be given."""


def there_is_no(what: str, name: str, known: Iterable[str]) -> str:
    """The start of a message: "there is no job 'nigthly'. Did you mean nightly?"."""
    near = difflib.get_close_matches(name, sorted(known), n=_MOST_NAMES)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"there is no {what} {name!r}.{hint}"
