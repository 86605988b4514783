"""Tell whether unlabelled words are names, as of a photographer and an organisation, or prose."""

from __future__ import annotations

import re

from crawler.extract.agencies import find_agency
from crawler.extract.credits.persons import PARTICLES, is_house, is_person
from crawler.extract.credits.words import FOR, LICENCE, OPENINGS, PICTURE_BEHIND, TERM_WHOLE
from crawler.extract.languages.vocabulary import words as words_of

_MOST_WORDS = 8
_LONGEST = 200  # characters of all words
_PARTS = re.compile(rf"\s*[/|／;]\s*|,\s+|\s+(?:via|{FOR})\s+")
# "Ann Lee for The Echo", "Anne Lys pour « L'Écho »"
_FOR_WHOM = re.compile(rf"(.+?)\s+{FOR}\s+[«“„\"]?\s?(.+?)\s?[»”\"]?")
_LABEL_BEHIND = re.compile(rf"\s+{PICTURE_BEHIND}$")
_ELIDED = re.compile(r"(?:d|l|dell|all)['’](?=\w)")  # "Mairie d'Ys", "Comune dell'Aquila"
_WORDS = re.compile(r"[\s/|／;,–—«»-]+")
_SITE = re.compile(r"@?[\w-]+(?:\.[\w-]+)+$")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}")
_BETWEEN = PARTICLES | {"&", *words_of("credit.between")}
_PHOTO_OF = re.compile(r"(?:[A-Z]\S* ){1,3}(?:FILE )?(?:PHOTO|FOTO|Photo|Foto)")
_ONE_WORD = re.compile(r"[a-z]{2,}\.?")  # a site, or the initials of the picture's editor
_STOP = re.compile(r"(?:\w{3}|[^\x00-\x7f])[.!?。]$")


def are_names(text: str) -> bool:
    """Whether a text is a few words that are all written as names are."""
    if len(text) > _LONGEST:
        return False
    text = _LABEL_BEHIND.sub("", text.strip())
    words = [word for word in _WORDS.split(text) if word]
    if not words or len(words) > _MOST_WORDS or _STOP.search(text):
        return False
    return _is_name_word(words[0]) and all(w in _BETWEEN or _is_name_word(w) for w in words)


def is_signed(text: str) -> bool:
    """Whether a text credits a person and an organisation without a label.

    "Ann Lee / The Echo" has a stroke or comma between them; after a stroke, any name that is not a
    person's counts as an organisation's. Also accepted are "Ann Lee for The Echo", an
    organisation's photo, "ECHO PHOTO", and a name before its label, as in Lithuanian.
    """
    if has_label_behind(text):
        return True
    if for_whom := _FOR_WHOM.fullmatch(text):
        return is_person(for_whom[1]) and are_names(for_whom[2])
    parts = [part for part in _PARTS.split(text.strip()) if part]
    if len(parts) == 1:
        return are_names(text) and bool(_PHOTO_OF.fullmatch(text))
    if len(parts) == 2 and _HOST.fullmatch(parts[0]):  # "echo.example/Ann"
        return are_names(parts[1])
    people = sum(map(is_person, parts))
    houses = [p for p in parts if not is_person(p)]
    if not people or not houses or len(parts) > 4:
        return False
    if "," in text or "/" not in text:
        return are_names(text) and any(is_house(p) or find_agency(p) for p in houses)
    return all(are_names(p) or _ONE_WORD.fullmatch(p) or _is_term(p) for p in parts)


def reads_as_sentence(text: str) -> bool:
    """Whether words are a sentence rather than a list: several are no names, agencies or terms."""
    if (text.isascii() and text.islower()) or any(p.match(text) for _, p in OPENINGS):
        return False
    text = LICENCE.sub("", text)
    said = [word for part in _PARTS.split(text) for word in _said_in(part)]
    if not said:
        return not re.search(r"[A-Za-z]", text) and text.endswith(("。", "।", "다."))
    return len(said) > 2 or len(said) * 2 >= len(text.split()) or bool(_STOP.search(text))


def _said_in(part: str) -> list[str]:
    """The words of a part that belong to no name, in a script that has capitals."""
    part = part.strip(" .()")
    if find_agency(part) or _is_term(part):
        return []
    words = (word.strip(".,:;()[]“”\"'’") for word in part.split())
    return [
        w
        for w in words
        if w[:1].islower() and w.isalpha() and w not in _BETWEEN and not _is_part_of_a_credit(w)
    ]


def _is_part_of_a_credit(word: str) -> bool:
    return is_house(word) or find_agency(word) is not None or _is_term(word)


def has_label_behind(text: str) -> bool:
    """Whether a text is a few words before a label, "E. Lee / ELTA nuotr."."""
    return bool(_LABEL_BEHIND.search(text)) and len(text.split()) <= _MOST_WORDS


def _is_term(text: str) -> bool:
    return any(whole.match(text) for whole in TERM_WHOLE.values())


def _is_name_word(word: str) -> bool:
    """Whether a word is capitalised, a site's address, or an agency's abbreviation."""
    bare = _ELIDED.sub("", word.lstrip("@(“\"'’‘"), count=1)
    if not bare or bare.isdigit():
        return False
    return (
        bare[0].isupper()
        or word[0] == "@"
        or bool(_SITE.match(word))
        or find_agency(word) is not None
    )
