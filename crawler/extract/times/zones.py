"""Read the zones that printed times name: offsets, abbreviations, names like Europe/Madrid."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from crawler.zones import ABBREVIATIONS, zone_at

# the next text on a page may follow an abbreviation without a space, but with a capital
_ZONE = re.compile(
    r"(?:\b(?:GMT|UTC)\s?|\s)?(?<!\d)([+-]\d{1,2}(?::?\d{2})?)\b"
    r"|\b([A-Z]{2,5}|Z)(?:\b|(?=[A-Z][a-z]))"
)
_IANA = re.compile(r"[\s(\[]*([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2})\b")  # "Europe/Madrid"
_CIVIL = {  # the season decides between two offsets
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
# CST is America's if the month is English and the time has am or pm
CENTRAL = timezone(timedelta(hours=-6))


@lru_cache(maxsize=256)
def zone_named(name: str | None) -> tzinfo | None:
    """The IANA time zone of this name, or ``None``."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, LookupError):
        return None


def zone_in(text: str, central: tzinfo | None) -> tzinfo | None:
    """The first zone that a text names; ``central`` is what CST means here, if known."""
    if "/" in text and (named := _IANA.match(text)):
        return zone_named(named[1])
    for found in _ZONE.finditer(text):
        if found[1]:
            return zone_at(found[1])
        if found[2] in ABBREVIATIONS:
            rest = _ZONE.match(text, found.end())
            if found[2] in ("GMT", "UTC") and rest and rest[1]:
                return zone_at(rest[1])
            return ABBREVIATIONS[found[2]]
        if found[2] == "CST" and central:
            return central
        if found[2] in _CIVIL:
            return zone_named(_CIVIL[found[2]])
    return None
