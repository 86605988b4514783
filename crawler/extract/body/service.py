"""Service lines: what the publisher says on its own behalf, in the languages of the press.

They stand between and below the paragraphs of a story, often set like one. Words that may begin a
sentence of the story as well count only as a label: before a colon, a "|" or the end of the line.
"""

from __future__ import annotations

import re
import unicodedata

from crawler.extract.languages.vocabulary import alternatives, pattern, words

# signs before the first word; what is quoted somebody said
_SIGNS_BEFORE = r"(?:[^\w“„«]|_)*"
_BEGINS = re.compile(rf"{_SIGNS_BEFORE}{pattern('service.begins')}")
_POINTS = re.compile(rf"{_SIGNS_BEFORE}{pattern('service.points')}")
_LABEL = re.compile(rf"{_SIGNS_BEFORE}{pattern('service.label')}\s*(?:[:：|>→]|$)")
# all of a line; or the clock of a player, "0:00 / 1:35"
_ALONE = re.compile(rf"[\W_]*{pattern('service.alone')}[\W_]*|\d+:\d\d(?:\s?/\s?\d+:\d\d)?")
# slow, and thus not tried on a line of Latin words
_ENDS = re.compile(rf"{pattern('service.ends')}[\W_]*")
_LATIN = re.compile(r"[\W_]*(?:[a-zà-ÿ]+[,.]? ){3}|[\W_]*[a-zà-ÿ]+\W*[a-zà-ÿ]*\W*$")
# only where a word begins, which few places of a line are: three times as fast
_SAYS = re.compile(
    rf"(?<!\w){alternatives(words('service.says', spaced=True))}"
    rf"|{alternatives(words('service.says', spaced=False))}"
)
# a call to follow the paper elsewhere: a verb, then a platform
_FOLLOWS = re.compile(
    rf"{_SIGNS_BEFORE}{pattern('service.follow')}\b.{{0,120}}"
    rf"\b{pattern('service.networks')}\w{{0,5}}\b"  # with an ending: "Facebookissa"
)
_RIGHTS = words("service.rights")
# the copyright sign, which may also stand behind the story's last sentence
_SIGN = re.compile(r"©|ⓒ|\(c\) ")
_SENTENCE = re.compile(r".{60,}[.!?。][\W]{0,2}")
_COPYRIGHT = re.compile(r"[\W_]*copyright\b")  # at its beginning: a story may be about copyright
_NOTICE = re.compile(rf"[\W_]*{pattern('service.notice')}")
# an offer names a price, for how long, and how to join or leave; a story seldom does in one breath
_SIGNS, _CODES = "$€£¥₩₹₺", ("kr", "chf", "zł", "usd", "eur")
_MONEY = (*_SIGNS, *_CODES)  # every price has one of these: a quick first check
_PRICE = re.compile(rf"[{_SIGNS}]|\b(?:{'|'.join(_CODES)})\b")
_PERIOD = re.compile(pattern("service.period"))
_LEAVES_OR_JOINS = re.compile(pattern("service.leave", "service.join"))
_MAIL = re.compile(r"\S+@\S+\.\w+")
# the reporter's account
_ACCOUNT = re.compile(r"(?:https?://)?(?:www\.)?(?:twitter|x|facebook|instagram|t)\.(?:com|me)/\S+")
_HOST = re.compile(r"[\s—–-]+[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}")  # "– courier.example"
_EDITOR_BEHIND = re.compile(
    r"(?:编辑|編輯|责编|責編|校对|摄影|攝影)\s*[:：|｜/／]\s*[\u3400-\u9fff]{2,4}[）)】\]]?$"
)
_PICTURES = re.compile(rf"[(\[]?{pattern('service.pictures')}[^.!?]*[)\]]?$")
_MADE_BY = re.compile(rf"[(\[]?{pattern('credit.picture')} {pattern('byline.by')} ")
_BETWEEN_MAKERS = re.compile(rf",\s*|\s(?:{pattern('byline.and')}|&)\s")
_COVER = re.compile(
    rf"[(\[（【]?{pattern('service.cover')}"
    rf"(?:\s?[:：]|(?:\s{pattern('byline.by')}\s|[来來]自)(?=[^.!?]{{2,80}}$))"
)
_LONGEST = 800  # characters of any service line
_LONGEST_LINE = 400
_LONGEST_ALONE = 120
_LONGEST_POINTER = 200
_LONGEST_RIGHTS = 220
_LONGEST_OFFER = 300
_LONGEST_SIGNATURE = 140
_LONGEST_PICTURES = 200
_LONGEST_MAKER = 4  # words


def is_service(text: str) -> bool:
    """Whether a text is a service line: a pointer to other pages, a copyright notice, the
    reporter's address."""
    if len(text) > _LONGEST:
        return False
    text = text.lower().replace("’", "'")
    if not text.isascii():  # a letter with its mark is written in two ways; the files have one
        # a capital I with its dot, of Turkish, is two letters when small
        text = unicodedata.normalize("NFC", text).replace("i\u0307", "i")
    if _SAYS.search(text):
        return True
    if len(text) > _LONGEST_LINE:
        return False
    if _BEGINS.match(text) or _FOLLOWS.match(text) or cover_label(text):
        return True
    if len(text) <= _LONGEST_ALONE and (
        _ALONE.fullmatch(text) or (not _LATIN.match(text) and _ENDS.fullmatch(text))
    ):
        return True
    if len(text) <= _LONGEST_POINTER and (_POINTS.match(text) or _LABEL.match(text)):
        return True
    if len(text) <= _LONGEST_SIGNATURE and _signs(text):
        return True
    if len(text) <= _LONGEST_PICTURES and (_PICTURES.match(text) or _names_makers(text)):
        return True
    return _claims_rights(text) or _offers(text)


def cover_label(line: str) -> str | None:
    """The words that begin a lower-cased line below the story if it is the caption or credit line
    of the photo above the headline ("cover photo:"); else ``None``."""
    found = _COVER.match(line)
    return found[0] if found else None


def _names_makers(text: str) -> bool:
    """Whether a line names who made the story's photos and says no more: "Photos by Ann Lee (The
    Herald), boek and Tom Low." A sentence that begins like this goes on with more words."""
    label = _MADE_BY.match(text)
    if label is None:
        return False
    return all(
        len(name.split()) <= _LONGEST_MAKER for name in _BETWEEN_MAKERS.split(text[label.end() :])
    )


def _signs(text: str) -> bool:
    """Whether a line has a mail address in it, ends in who edited it or took the photos (in
    Chinese), or is only the site's name or the reporter's account."""
    if text[-1:] >= "\u3400" and _EDITOR_BEHIND.search(text):
        return True
    return bool(
        ("@" in text and _MAIL.search(text)) or _HOST.fullmatch(text) or _ACCOUNT.fullmatch(text)
    )


def _offers(text: str) -> bool:
    if len(text) > _LONGEST_OFFER or not any(map(text.__contains__, _MONEY)):
        return False
    is_price = _PRICE.search(text) and _PERIOD.search(text)
    return bool(is_price and _LEAVES_OR_JOINS.search(text))


def _claims_rights(text: str) -> bool:
    if len(text) > _LONGEST_RIGHTS:
        return _NOTICE.match(text) is not None
    if _COPYRIGHT.match(text) or any(map(text.__contains__, _RIGHTS)):
        return True
    sign = _SIGN.search(text)
    return sign is not None and not _SENTENCE.fullmatch(text, 0, sign.start())
