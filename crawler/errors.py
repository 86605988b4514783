"""Errors that a user can act upon.

Each message says what is wrong, where, and what to do. The command line prints it without a
traceback; anything that is not a ``CrawlerError`` is a defect of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MOST_NAMES = 3


class CrawlerError(Exception):
    """Base of all errors that are told to the user as one message."""


class SourceError(CrawlerError):
    """A source is unknown, or its description cannot be read."""


class JobError(CrawlerError):
    """A job is unknown, or its description cannot be read."""


class ArchiveError(CrawlerError):
    """The archive's database cannot be opened, or its schema does not fit this code."""


class NoArchiveError(ArchiveError):
    """There is no archive where one is to be read."""


class CaptureError(CrawlerError):
    """A WARC file or record cannot be read or written."""


class ExportError(CrawlerError):
    """A dump cannot be written."""


class AlarmError(CrawlerError):
    """The alarm cannot be understood, or could not be given."""


def there_is_no(what: str, name: str, known: Iterable[str]) -> str:
    """ "there is no job 'nigthly'. Did you mean nightly?": a message's begin."""
    near = difflib.get_close_matches(name, sorted(known), n=_MOST_NAMES)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"there is no {what} {name!r}.{hint}"
