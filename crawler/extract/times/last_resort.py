"""Find the day of a story if no metadata and no line of the page gives it.

The day may be in a line that was taken for the story's first, or in a dateline that opens the lede
("Port Ellery, 3 March 2026 -- The council ..."), or in the page's address, where content systems
put the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extract.document import path_of

_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}\.? (?:de )?{_MONTH} (?:de )?\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)"
)
# a day, perhaps after a place and before an agency in brackets, then the end of a dateline
_DATELINE = re.compile(
    rf"(?:[^\W\d_][\w.'’ -]{{1,40}}[,(] ?)?\(?(?P<day>{_DAY})\)?(?: ?\([^()]{{2,40}}\))?"
    r"(?: ?(?:--|[–—―])| -(?= )|:(?= )|(?<=\)) )"
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)([/-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=/)")
_NAMED_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})(?=/)")
_LONGEST_DATELINE = 120  # characters
_LONGEST_LINE = 60


def claims_of_last_resort(lede: str, address: str) -> Iterator[tuple[str, str]]:
    """The claims of the story's first line, then of the address: the rule, and the day."""
    if lede and len(lede) <= _LONGEST_LINE and lede[-1] not in ".!?…":
        yield "visible", lede
    found = _DATELINE.match(lede[:_LONGEST_DATELINE])
    if found:
        yield "dateline", found["day"]
    path = path_of(address)
    found = _IN_ADDRESS.search(path)
    if found:
        year, _, month, day = found.groups()
        yield "address", f"{year}-{month:0>2}-{day:0>2}"
    found = _NAMED_IN_ADDRESS.search(path)
    if found:
        yield "address", f"{found[3]} {found[2]} {found[1]}"
