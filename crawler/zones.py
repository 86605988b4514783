"""Zones of time as people write them: offsets ("+09:00", "GMT+9") and abbreviations. Pure."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo

# Hours of offset -> abbreviations that mean just this offset in the press, whatever the season
# (some of RFC 822, section 5.1, and others). Those with different meanings by country (IST, CST,
# BST of Bangladesh) are left out: where they stand, the source's zone decides.
_OFFSETS = {
    -8: "PST",
    -7: "PDT MST",
    -6: "MDT",
    -5: "EST CDT",
    -4: "EDT",
    -3: "BRT ART",
    0: "UTC GMT UT Z WET",
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
ABBREVIATIONS = {
    name: timezone(timedelta(hours=hours))
    for hours, names in _OFFSETS.items()
    for name in names.split()
}


def zone_at(offset: str | None) -> tzinfo | None:
    """The zone of a written offset: "+09:00", "-5", "Z"; ``None`` if there is no such zone."""
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
