"""Tell whether a name is a person's or an organisation's, by its words and its form."""

from __future__ import annotations

import re

from crawler.extract.languages.vocabulary import bounded, words

PARTICLES = frozenset(words("credit.particle"))
# one of these words makes a name an organisation's
_HOUSE = re.compile(bounded("byline.house", "credit.house"))
_LONGEST = 200  # characters of a name
# characters that no name has, or an organisation's initials without a vowel: "BTC Keychain"
_NO_NAME = re.compile(r"[\d@&:+_]|^[B-DF-HJ-NP-TV-XZ]{3,} ")
_INITIALLED = re.compile(r"[A-ZÀ-Þ]\.(?:[A-Z]\.)*\s?[A-ZÀ-Þ][\w'’-]+$")
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추"
)
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ӿԱ-և]")
_MOST_UNCASED = 3  # words of a name in a script without capitals: Arabic, Hebrew, Hindi
_HANGUL = re.compile(r"[가-힣]+$")
_HAN = re.compile(r"[\u4e00-\u9fff\u3040-\u30ff々]+$")
_HAN_HOUSE = re.compile(
    r"[社市県庁省館会局部署学区町村府院所隊队党団台報网網]|通信|新聞|視聴|図書|警|公司|官方|集[团團]|[协協][会會]|臉書|脸书|网友|網友|[\u3040-\u30ff]{4}"
)


def is_house(name: str) -> bool:
    """Whether a name contains a word that marks an organisation."""
    return len(name) <= _LONGEST and bool(_HOUSE.search(name.lower()))


def is_person(name: str) -> bool:
    """Whether a name reads like that of one or more persons rather than an organisation's."""
    if _HANGUL.match(name):
        return len(name) == 3 and name[0] in _KOREAN_SURNAMES
    if _HAN.match(name):
        return 2 <= len(name) <= 5 and not _HAN_HOUSE.search(name)
    if _INITIALLED.match(name):
        return True
    if _NO_NAME.search(name) or is_house(name):
        return False
    parts = name.split()
    big = [p for p in parts if p.lower() not in PARTICLES]
    if not 2 <= len(parts) <= 5 or len(big) < 2 - (len(parts) > 2):
        return False
    if not _CASED.search(name):
        return len(parts) <= _MOST_UNCASED and '"' not in name  # a mark of Hebrew acronyms
    return all(p[0].isupper() or p[0] in "'’‘\"“" for p in big) and parts[0][0].isupper()
