"""The words of credit lines: labels, terms, rights notes, and what tells a person from a house."""

from __future__ import annotations

import re

from crawler.extract.languages.vocabulary import bounded, pattern
from crawler.items import CreditTerm

PICTURE = pattern("credit.picture")
SAID = pattern("wire.source", "credit.owner")  # whose it is
DRAWING = pattern("credit.drawing")
# labels before a credit, in the languages of the table in tests/extract
LABEL = re.compile(
    rf"(?:(?:{PICTURE}[\s-]*{SAID}|{SAID}\s*{PICTURE}|{SAID})"
    rf"\s*(?:by\b|[:：=/／.…]+)"
    rf"|{PICTURE}\s*(?:(?:by|von|de|di|af|av|par|por|from|از)\b|[:：=/／・©ⓒ]+|[-–—](?=\s))"
    rf"|satellite image(?= ?[©(])|(?:fotos?|fot\.|φωτ\.)(?=\s+\w)|beeld(?=\s+[A-Z])"
    r"|photo(?: d['’](?:archives?|illustration))?(?=\s+[A-ZÀ-Þ]\w+\s+[A-ZÀ-Þ/])"
    r"|[©ⓒ]|\(c\)|copyright\b|via\b(?=\s+\w+$)(?!)|credit\b|(?:촬영|사진)(?=\s))\s*",
    re.IGNORECASE,
)
# labels and openings that name a term beside the label
OPENINGS: tuple[tuple[CreditTerm, re.Pattern[str]], ...] = tuple(
    (term, re.compile(rf"(?:{pattern})[\s:：=/.]*", re.IGNORECASE))
    for term, pattern in (
        (
            CreditTerm.ILLUSTRATION,
            r"(?:photo[ -])?illustrations?(?:\s*by\b|(?=\s*[:.])|$)|cartoons?\s+by\b"
            r"|symbol(?:foto|bild)\s*(?=:|$)"
            rf"|(?:photo[ -])?{DRAWING}(?:\s*by\b|(?=\s*[:：]))",
        ),
        (CreditTerm.FILE, r"(?:archiv|arkiv)(?:foto|bild)e?r?\s*(?=[:/]|$)|foto de archivo"),
        (CreditTerm.POOL, r"pool photo(?:\s*by\b|(?=\s*/)|$)"),
        (
            CreditTerm.COURTESY,
            r"(?:photo(?:graph)?s?\s+|images?\s+)?courtesy(?:\s*(?:of|:)(?:\s+the\b)?|\s+the\b"
            r"|(?=\s+\S)|$)"
            r"|cedida(?: por(?: la| el)?)?\b|cortes[ií]a(?: del?(?: la| los| las)?)?\b"
            r"|ขอบคุณ(?:ภาพ)?(?:จาก)?",
        ),
        (
            CreditTerm.HANDOUT,
            r"(?:supplied|submitted|provided|handed out)(?:\s+by\b|\s+image|(?=\s*:)|$)"
            r"|(?:사진\s*)?제공\s*(?==)|(?:照片|图片|圖片|写真)?提供\s*(?=[:：])",
        ),
        (
            CreditTerm.SCREENSHOT,
            r"screen ?shots?(?: (?:from|of))?|(?:screen )?captured? from|skjermdump"
            r"|capture d['’]écran|captura de pantalla|reprodução",
        ),
    )
)
# what a whole part of the line, or its end, may say
TERMS: dict[CreditTerm, str] = {
    CreditTerm.POOL: pattern("credit.pool"),
    CreditTerm.HANDOUT: pattern("credit.handout"),
    CreditTerm.COURTESY: pattern("credit.courtesy"),
    CreditTerm.FILE: pattern("credit.file"),
    CreditTerm.ILLUSTRATION: pattern("credit.illustration"),
    CreditTerm.SCREENSHOT: pattern("credit.screenshot"),
    CreditTerm.AI_GENERATED: pattern("credit.ai_generated"),
}
TERM_WHOLE = {t: re.compile(rf"(?:{p})$", re.IGNORECASE) for t, p in TERMS.items()}
TERM_END = {
    t: re.compile(rf"(?<=[\w)])\s+(?:{p})$", re.IGNORECASE)
    for t, p in TERMS.items()
    if t not in (CreditTerm.POOL, CreditTerm.COURTESY, CreditTerm.ILLUSTRATION)
}
# where a line may say that a picture was given, and not whose it is
_GIVEN = (CreditTerm.POOL, CreditTerm.HANDOUT, CreditTerm.COURTESY)
SAYS_GIVEN = re.compile(
    rf"(?<!\w)(?:(?:{'|'.join(TERMS[term] for term in _GIVEN)})(?!\w)"
    rf"|{'|'.join(opening.pattern for term, opening in OPENINGS if term in _GIVEN)})",
    re.IGNORECASE,
)
# what agencies add for editors, from its first word to the end of the line
RIGHTS = re.compile(
    r"(?:attention editors\b|editors['’]? note\b|this (?:image|handout) (?:has been|was)\b|"
    r"third[- ]party\b|no (?:resales?|archives?|sales|commercial|use|licensing)\b"
    r"|mandatory credit\b|"
    r"restricted to editorial\b|editorial use only\b|all rights reserved|alle rechte vorbehalten|"
    r"tous droits réservés|riproduzione riservata|無断転載|무단\s*전재|재판매 및 DB 금지|"
    r"\b[A-Z]{4,}(?: [A-Z]{3,})? OUT\b|"
    r"\bCC[ -](?:BY|0)[-A-Z0-9. ]*|\bPTI\d{2}_\w+).*$",
)
RIGHTS_ANY_CASE = re.compile(RIGHTS.pattern.replace(r"\b[A-Z]{4,}(?: [A-Z]{3,})? OUT\b|", ""), re.I)
# of the notes on rights those that may be all that stands where a credit does
RESERVED = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|riproduzione riservata"
    r"|(?:todos los )?derechos reservados|(?:todos os )?direitos reservados",
    re.IGNORECASE,
)
# when a picture was taken, behind whose it is: "12.05.2025", "May 13, 2025", "114年10月8日"
DATE_END = re.compile(
    r"(?<=[\w)）])[\s,;|•(（–-]+(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{2,4}年\d{1,2}月\d{1,2}日|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
    r"|\d{1,2}\.? [^\W\d_]{3,10}\.? (?:19|20)\d\d)[)）.]*$"
)
NOBODY = re.compile(
    r"uncredited|unknown|n/a\b|(?:getty images )?(?:contributor|stringer)|"
    r"\d{4}|all|\W*|foto|photo|image|bild|by|攝影|摄影|撮影",
    re.IGNORECASE,
)
_HOUSE = re.compile(bounded("credit.house"))
# small words within a person's name
PARTICLES = frozenset(
    [
        *("de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den"),
        *("ten", "ter", "la", "le", "el", "al", "bin", "ben", "ibn", "y", "e", "zu", "zum", "af"),
        *("av", "und", "mac"),
    ]
)
_NO_NAME = re.compile(r"[\d@&:+_]")
_INITIALLED = re.compile(r"[A-ZÀ-Þ]\.(?:[A-Z]\.)*\s?[A-ZÀ-Þ][\w'’-]+$")
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추"
)
_HANGUL = re.compile(r"[가-힣]+$")
_HAN = re.compile(r"[\u4e00-\u9fff\u3040-\u30ff々]+$")
_HAN_HOUSE = re.compile(
    r"[社市県庁省館会局部署学区町村府院所隊党団台報网網]|通信|新聞|視聴|図書|[\u3040-\u30ff]{4}"
)


def is_house(name: str) -> bool:
    """Whether a name says of itself that it is an organisation's."""
    return bool(_HOUSE.search(name.lower()))


def is_person(name: str) -> bool:
    """Whether a name reads like one or more persons' rather than an organisation's."""
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
    return all(p[0].isupper() or p[0] in "'’‘\"“" for p in big) and parts[0][0].isupper()
