"""The lines of a news page that are the publisher's own service, in the languages of the press."""

from __future__ import annotations

import re

_SERVICE = re.compile(
    r"[\W_]*(?:sign up (?:to|for|here|now)|subscribe (?:to|here|now)|join our|follow us on|"
    r"download (?:the|our) |get (?:our|the) .{0,40}(?:newsletter|app\b|inbox)|"
    r"read (?:more|also|next)\b|see also\b|also read\b|related:|"
    r"don['’]t miss\b|more:|advertisement\b|"
    r"privacy notice:|this article contains (?:affiliate|content provided)|"
    r"(?:folgst|folge|folgen sie) (?:du schon|uns|unserem)|an dieser stelle (?:findest|finden)|"
    r"jetzt (?:anmelden|abonnieren)|abonnieren sie|hier (?:anmelden|abonnieren)|lesen sie auch|"
    r"auch interessant|mehr zum thema|mehr dazu:|lies auch|empfohlener redaktioneller inhalt|"
    r"lire aussi|à lire aussi|abonnez-vous|inscrivez-vous|lea también|lee también|leer más|"
    r"te puede interesar|suscríbe|leia (?:também|mais)|assine |leggi anche|iscriviti|"
    r"lees ook|les også|læs også|läs också|lue myös|czytaj także|czytaj też|"
    r"читайте также|подпишитесь|ayrıca oku|baca juga|関連記事|あわせて読みたい|관련기사)",
)
_RIGHTS = re.compile(
    r"©|ⓒ|\(c\)\s|\bcopyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos|無断転載|저작권자|무단\s?전재|재배포\s?금지",
)
_MAIL = re.compile(r"\S+@\S+\.\w+")
_LONGEST_SERVICE = 400  # characters
_LONGEST_RIGHTS = 220
_LONGEST_SIGNATURE = 80


def is_service(text: str) -> bool:
    """Whether it is the publisher's own line: a pointer to other pages, the notice of copyright,
    the reporter's address."""
    if len(text) > _LONGEST_SERVICE:
        return False
    text = text.lower()
    is_signature = len(text) <= _LONGEST_SIGNATURE and "@" in text and _MAIL.search(text)
    claims_rights = len(text) <= _LONGEST_RIGHTS and _RIGHTS.search(text)
    return bool(_SERVICE.match(text) or claims_rights or is_signature)
