"""Read the zones that printed times name: offsets, abbreviations, names like Europe/Madrid."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

# the next text on a page may follow an abbreviation without a space, but with a capital
_ZONE = re.compile(
    r"(?:\b(?:GMT|UTC)\s?|\s)?(?<!\d)([+-]\d{1,2}(?::?\d{2})?)\b"
    r"|\b([A-Z]{2,5}|Z)(?:\b|(?=[A-Z][a-z]))"
)
_IANA = re.compile(r"[\s(\[]*([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_]+){1,2})\b")  # "Europe/Madrid"
# Hours of offset -> abbreviations that mean just this offset in the press, whatever the season.
# Those with different meanings by country (IST, BST of Bangladesh) are left out; CST is American
# if the month is English and the time has am or pm.
_OFFSETS = {
    -8: "PST",
    -7: "PDT MST",
    -6: "MDT",
    -5: "EST CDT",
    -4: "EDT",
    -3: "BRT ART",
    0: "UTC GMT Z WET",
    1: "WEST CET MEZ WAT",
    2: "CEST MESZ EET SAST",
    3: "EEST MSK EAT",
    5: "PKT",
    7: "WIB",
    8: "HKT SGT AWST",
    9: "KST JST",
    10: "AEST",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
}
_ABBREVIATIONS = {
    name: timezone(timedelta(hours=hours))
    for hours, names in _OFFSETS.items()
    for name in names.split()
}
_CIVIL = {  # the season decides between two offsets
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
CENTRAL = timezone(timedelta(hours=-6))  # America's CST


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
        if found[2] in _ABBREVIATIONS:
            rest = _ZONE.match(text, found.end())
            if found[2] in ("GMT", "UTC") and rest and rest[1]:
                return zone_at(rest[1])
            return _ABBREVIATIONS[found[2]]
        if found[2] == "CST" and central:
            return central
        if found[2] in _CIVIL:
            return zone_named(_CIVIL[found[2]])
    return None


def zone_at(offset: str | None) -> tzinfo | None:
    """The zone of a printed offset: "+09:00", "-5", "Z"."""
    if not offset:
        return None
    if offset[0] not in "+-":
        return UTC
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))
