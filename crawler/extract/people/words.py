"""The words of bylines: labels, roles, organisations, and separators between names."""

from __future__ import annotations

import re

from crawler.extract.languages.vocabulary import bounded, pattern, words

_BY = pattern("byline.by", "byline.of")
_AND = pattern("byline.and")
_ROLE = pattern("byline.role")
_AUTHOR = pattern("byline.author")
_REPORTER = pattern("byline.reporter")
_SIGNS = pattern("byline.signs")
_PICTURE = pattern("credit.picture")
HAN = r"[\u3400-\u9fff]"
# "By", "Written by", "An analysis by"
_A_WORK = pattern("byline.published", "byline.written", "byline.work", "byline.text")
_WRITTEN_BY = rf"(?:(?:{pattern('byline.a')}\s+)?{_A_WORK}\s+)?{_BY}"
# before a colon: "Reporter", "Text and photos"
_TEXT = rf"{pattern('byline.text')}(?:\s?(?:[,&/+]|\w{{1,3}})\s?{_PICTURE})?"
_LABEL = rf"(?:{pattern('byline.label')}|{_TEXT}|{_AUTHOR})"
# "Photo", "Photo credit", "Photographer"
_WHOSE = pattern("wire.source", "credit.credit")
_PHOTO = rf"(?:(?:{_WHOSE}\s)?{_PICTURE}(?:[\s-]?{_WHOSE})?|{pattern('credit.photographer')})"

# a label before a name, not part of it
LABEL = re.compile(
    rf"^(?:{_WRITTEN_BY}(?:\s*[:：]\s*|\s+)|{_LABEL}\s*(?:[:：]\s*|\n\s*)|{_AUTHOR}\s+"
    rf"|{pattern('byline.own')}?(?:{_REPORTER}|{_SIGNS})(?:\s*[:：／/｜|＝・]\s*|\s+)"
    rf"|{pattern('byline.wrote')}(?:\s*:\s*|\s+)|{pattern('byline.more_by')}\s+"
    rf"|{_AUTHOR}(?={HAN}{{2,3}}$))",
    re.IGNORECASE,
)
# a line that begins so is a byline
SAYS_BY = re.compile(
    rf"{_WRITTEN_BY}\b|{_LABEL}\s*[:：]|{_TEXT}$"
    rf"|{HAN}{{0,8}}{_REPORTER}{HAN}{{2,4}}\s*[／/|]"
    rf"|(?:{HAN}{{0,8}}{_REPORTER}|{_SIGNS})\s*[:：／/｜|＝・ ]",
    re.IGNORECASE,
)
# a line that signs for the whole newsroom
BY_THE_STAFF = re.compile(pattern("byline.newsroom"), re.IGNORECASE)
# a label only authors have
AUTHOR = re.compile(rf"{_AUTHOR}\s*[:：]?\s+(?=[^\W\d_])", re.IGNORECASE)
# the name comes last: "Published March 4, 2025 by Ann Lee"; Chinese ones are read elsewhere
_BEHIND_TIME = rf"(?:\d{{4}}|\d\s?[:.h/]\s?\d+)[^\n\d]{{0,25}}[\s|·,–-]{pattern('byline.by')}"
_PUBLISHED = rf"\b{pattern('byline.published')} {pattern('byline.by')}"
_BEHIND_FIGURE = rf"\d[^\n]*?[\s|·,–-]{_LABEL}(?=\s?[:：](?!\s*{HAN}))"
LAST = re.compile(  # after a digit: the first of several is enough
    rf"^(?:[^\n\d]*?{_PUBLISHED}|[^\n\d]*+(?:{_BEHIND_TIME}|{_BEHIND_FIGURE}"
    rf"|\d[^\n]*?(?:{_BEHIND_TIME}|{_PUBLISHED})))[:：\s]\s*(?=[^\W\d_])",
    re.IGNORECASE,
)

# between two names
AND = re.compile(
    rf"(\s*(?:,|;|\||•|·|、|\n|&|/)\s*|\s[-–—]\s|\s+{pattern('byline.and', 'byline.with')}\s+)",
    re.IGNORECASE,
)
# a co-author, after a comma or in brackets
WITH = re.compile(
    rf"\s?[,(]\s?({pattern('byline.with')})\s(?!{_PICTURE}\b)([^()\n]+)\)?", re.IGNORECASE
)
WITHIN_A_NAME = frozenset(words("byline.surname_and"))
# between the names of one list, each in an element of its own
LIST_GOES_ON = re.compile(rf"(?<=[,，、&])\s*\n|\n\s*(?=,)|\n\s*(?:{_AND}|&)\s*\n", re.IGNORECASE)

ROLE = re.compile(bounded("byline.role", "byline.staff"), re.IGNORECASE)
# a role after the name: "Ann Lee Senior Health Reporter"
TRAILING_ROLE = re.compile(
    rf"\s+(?:{pattern('byline.rank', 'byline.field')}\s+)*{_ROLE}$", re.IGNORECASE
)
# the same after a stroke: "Ann Lee / Harbour Desk Reporter"
ROLE_BEHIND = re.compile(rf"(?<=\w)\s+[|/]\s+[^|/,&\n]{{2,50}}\s{_ROLE}$", re.IGNORECASE)
RANK = re.compile(rf"{pattern('byline.rank')}\b", re.IGNORECASE)
# marks of an organisation's name, "example.com", "The Example"; a person may be named Church or
# House
HOUSE = re.compile(
    rf"{bounded('byline.house')}|^{pattern('byline.the')}\s|{pattern('byline.house_end')}$"
    r"|\w\.(?:com|org|net|de|fr|it|es|uk|br|tr|tv|info)\b",
    re.IGNORECASE,
)
# words of buttons, accounts and facts on a story; social networks' names may carry endings
NO_NAME = re.compile(
    rf"{bounded('byline.fact', 'byline.reading', 'byline.no_name')}"
    r"|\b(?:facebook|twitter|whatsapp|linkedin|tiktok)",
    re.IGNORECASE,
)
_MINUTES = r"\b\d{1,3}[ -]?min\b"  # reading time
# a line that says something else
NO_BYLINE = re.compile(
    rf"\d{{1,2}}\s?[:.h]\s?\d{{2}}|\b\d{{4}}\b|{_MINUTES}"
    rf"|^(?:{pattern('byline.on')}|{pattern('byline.weekday_short')}\.)$"
    rf"|{bounded('byline.fact', 'byline.reading', 'byline.no_line')}",
    re.IGNORECASE,
)
# a button beside a name
BUTTON = re.compile(pattern("byline.button"), re.IGNORECASE)
# a line that begins so is the credit of a photo
PHOTO_CREDIT = re.compile(
    rf"https?:|[(©]|{_PHOTO}\s*[:：/]"
    rf"|{pattern('credit.made')} {pattern('credit.by', 'credit.courtesy_of')}\b",
    re.IGNORECASE,
)

# what follows the names, up to the end: the time, or the reading time
_ON = pattern("byline.on")
WHEN = re.compile(
    rf"\s*[-–—|·,]?\s*\b(?:{_ON} {pattern('byline.weekday_short')}\b"
    rf"|(?:{_ON}\s+)?(?:{pattern('byline.weekday')}\b|\d{{4}}-\d\d-\d\d"
    rf"|{pattern('byline.month')}[a-z]*\.? \d{{1,2}}\b"
    rf"|{pattern('byline.at')} \d{{1,2}}[:.]\d\d\b|{pattern('byline.updated')}\b)"
    rf"|{_ON} (?:\w{{2,12}}\.?,? )?\d{{1,2}}[./ -]"
    r"|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d\d){1,2}\b"
    rf"|(?<=\S\s){pattern('byline.published')}\b(?!\s+{pattern('byline.by')})"
    rf"|{_MINUTES}|(?:\d{{1,3}}[ -])?{pattern('byline.reading')}\b).*$",
    re.IGNORECASE | re.DOTALL,
)
# who edited or checked what another wrote
EDITED = re.compile(rf"(?<=\S)\s+{pattern('byline.edited')} {_BY}\b.*$", re.I | re.S)
# labels of a source and of others, such as the photographer or editor
FURTHER = re.compile(
    rf"(?<=\S)\s+{pattern('wire.source', 'byline.others')}\s*[:：／/].*$", re.I | re.S
)
PHOTO = re.compile(rf"\s*[|/,]?\s*\b{_PHOTO}\s*[:/].*$", re.I | re.S)
# who the author is
IS_A = re.compile(rf"\s+{pattern('byline.is')}\s+{pattern('byline.a', 'byline.the')}\b.*$")
FOR = re.compile(rf"\s+{pattern('byline.for')}\s+\S.*$", re.IGNORECASE)  # "Ann Lee for The Herald"
# "Ann Lee in Berlin"; a word that can mean "and" or "in" is taken for "and"
_IN = pattern("byline.in")
PLACE = re.compile(rf"\s+(?!{_AND}\s){_IN}\s+[A-ZÀ-Þ][\w-]+(?:\s[A-ZÀ-Þ][\w-]+)?$")
IN_A_PLACE = re.compile(rf"{_IN}\s+[A-ZÀ-Þ]")
