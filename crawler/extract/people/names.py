"""Read the names in a printed byline, without labels, places, roles and mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from crawler.extract.agencies import find_agency, find_wire
from crawler.extract.people.asia import (
    KOREAN,
    asian_names,
    is_title,
    without_place,
    without_role,
)
from crawler.extract.people.words import (
    AND,
    EDITED,
    FOR,
    FURTHER,
    HOUSE,
    IN_A_PLACE,
    IS_A,
    LABEL,
    LAST,
    NO_NAME,
    PHOTO,
    PLACE,
    RANK,
    ROLE,
    ROLE_BEHIND,
    TRAILING_ROLE,
    WHEN,
    WITH,
    WITHIN_A_NAME,
)

_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|ph\.? ?d|m\.?d|esq|mba|phd)\b\.?", re.IGNORECASE)
_MAIL = re.compile(  # also a "Follow" button at the end
    r"(?<!\S)[^\s@]+@\S+|(?:https?://|www\.)\S+|(?:\bFollow )?@\w+|(?<=\w )Follow$"
    r"|[(\[][^()\[\]]*[)\]]"
)
_SPACES = re.compile(r" {2,}")
_RUN = re.compile(r"\s{2,}")
_HOUSE_AND_PLACE = re.compile(r"(?<=\n)([A-Z]\w* News), [^\n,]+$")  # "XYZ News, South West"
_HOUSE_BEHIND = re.compile(r"(?<=\w)\s+[A-Z]{2,5} News$")  # "Ann Lee BBC News"
_INITIALS_BEHIND = re.compile(r"(?<=[a-z])\s+[A-Z]{2,5}$")  # "Ann Lee BBC", before her role
# scripts without spaces between words
_SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff가-힣]+$"
)
_OF_TEMPLATES = frozenset("{}<>")
_NO_VALUES = frozenset({"undefined", "null", "none"})
_NOT_A_NAME = re.compile(r"\d|[:!?|/…]")
_LONGEST_NAME = 60
_LONGEST_BYLINE = 1000  # characters to look at
_SHORTEST_HOUSE = 6  # letters: an agency's name as long as this is nobody's family name
_LONGEST_SPACELESS = 8
_LONGEST_THAI = 20


def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline: "By Ann Lee and Bo Ek, staff writers" gives Ann Lee, Bo Ek.

    A part that is a role is left out if there is another name; otherwise it is the name.
    """
    return _names_in(_looked_into(text))


def _looked_into(text: str) -> str:
    """The beginning of a text, with runs of spaces reduced to one: patterns would try every way to
    divide a run."""
    return _RUN.sub(lambda run: "\n" if "\n" in run[0] else " ", text[:_LONGEST_BYLINE])


@lru_cache(maxsize=1024)
def _names_in(text: str) -> tuple[str, ...]:
    text = without_place(text)
    asian = asian_names(text)
    if asian is not None:
        return distinct(asian)
    found: list[str] = []
    roles: list[str] = []
    for name in map(_name_of, _parts(_only_names(text))):
        if not _may_be_name(name):
            continue
        if not ROLE.search(name):
            found += _with_house_apart(name)
        elif (person := _without_trailing_role(name)) != name:
            found.append(person)
        elif " " in name:
            roles.append(name)
    return distinct(found or roles)


def _only_names(byline: str) -> str:
    """A byline without what else it says: labels, times, addresses, who edited it, roles."""
    text = _HOUSE_AND_PLACE.sub(r"\1", WITH.sub(r" \1 \2", byline))
    text = FURTHER.sub("", EDITED.sub("", text))
    text = _SPACES.sub(" ", _MAIL.sub(" ", text))
    text = PHOTO.sub("", LABEL.sub("", WHEN.sub("", text).strip(" ,;|")))
    return ROLE_BEHIND.sub("", text)


def _may_be_name(part: str) -> bool:
    if not 1 < len(part) <= _LONGEST_NAME or is_left_over(part) or part.isdigit():
        return False
    return NO_NAME.search(part) is None


def _parts(text: str) -> list[str]:
    """Cut a byline at its separators, except inside a name."""
    pieces = AND.split(text)
    parts = [pieces[0]]
    for sign, part in zip(pieces[1::2], pieces[2::2], strict=True):
        if _is_one_name(parts[-1], sign.strip().lower(), part, is_all=len(pieces) == 3):
            parts[-1] += sign + part
        else:
            parts.append(part)
    return parts


def _is_one_name(before: str, sign: str, part: str, *, is_all: bool) -> bool:
    """Whether the texts on both sides of a separator form one name: "Lee, Ann", "King, Jr.",
    "José Ortega y Gasset"."""
    if sign == "," and _SUFFIX.fullmatch(part):
        return True
    if sign not in WITHIN_A_NAME and not (sign == "," and is_all):
        return False
    short = [len(side.split()) == 1 for side in (before, part)]
    if any(find_agency(side) or is_house(side) or ROLE.search(side) for side in (before, part)):
        return False
    if sign == ",":
        return all(short) and before.istitle() and part.istitle() and not _SPACELESS.match(part)
    return any(short)


def _name_of(part: str) -> str:
    """The name in a part of a byline, without label, place and organisation."""
    part = part.strip()
    korean = KOREAN.match(part)
    if korean:
        return korean[1]
    if part[-1:] >= "\u3400":
        part = without_role(part)
    if is_title(part) or part.endswith((":", "：")) or IN_A_PLACE.match(part):
        return ""
    suffix = "." if re.search(r"\b(?:Jr|Sr|Ph\.D|M\.D)\.$", part) else ""
    name = FOR.sub("", IS_A.sub("", LABEL.sub("", part.strip(" .:-–—()"))))
    shorter = _HOUSE_BEHIND.sub("", PLACE.sub("", name))
    return (shorter if " " in shorter else name) + suffix


def without_time(line: str) -> str:
    """A byline's line up to the time in it, or after it: "March 4, 2025 | By Ann Lee"."""
    line = _looked_into(line)
    last = LAST.match(line)
    return line[last.end() :] if last else WHEN.sub("", line)


def _with_house_apart(name: str) -> tuple[str, ...]:
    """A name, split from the agency that may follow it: "Ann Lee Reuters", "Ann Lee AFP"."""
    person, _, house = name.rpartition(" ")
    is_house_set = len(house) >= _SHORTEST_HOUSE or (house.isupper() and not person.isupper())
    if " " in person and is_house_set and find_wire(house) and is_name(person):
        return (name,) if is_house(person) else (person, house)
    return (name,)


def _without_trailing_role(name: str) -> str:
    person = _INITIALS_BEHIND.sub("", TRAILING_ROLE.sub("", name))
    is_person = is_name(person) and not is_house(person) and not RANK.match(person)
    return person if is_person else name


def is_left_over(name: str) -> bool:
    """Whether a text is a page template's placeholder for a name, "{{author.name}}", or its result
    for no name, "undefined"."""
    return not _OF_TEMPLATES.isdisjoint(name) or _NO_VALUES.issuperset(name.lower().split())


def is_name(name: str) -> bool:
    """Whether a text has the form of a person's name."""
    if not name.strip():
        return False
    if name.isascii() or not _SPACELESS.match(name):
        words = name.split()
        is_set = not name[0].islower() and (not words[-1][0].islower() or is_role(name))
        return is_set and 2 <= len(words) <= 5 and not _NOT_A_NAME.search(name)
    return len(name) <= (_LONGEST_SPACELESS if name[0] >= "\u3040" else _LONGEST_THAI)


def is_house(name: str) -> bool:
    """Whether a name has the words of an organisation: "Newsroom", "example.com", "The Example"."""
    return HOUSE.search(name) is not None


def is_role(name: str) -> bool:
    return ROLE.search(name) is not None


def persons_and_wires(byline: str) -> tuple[str, ...]:
    """The persons that a printed byline names, and the agencies beside them."""
    return tuple(n for n in names_in(byline) if is_name(n) or find_wire(n))


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
