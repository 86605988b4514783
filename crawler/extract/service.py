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
_RIGHTS = (
    *("©", "ⓒ", "(c) ", "all rights reserved", "alle rechte vorbehalten", "tous droits réservés"),
    *("todos los derechos", "無断転載", "저작권자", "무단전재", "무단 전재", "재배포금지"),
    "재배포 금지",
)
_COPYRIGHT = re.compile(r"[\W_]*copyright\b")  # at its beginning: a story may be about copyright
# what a box says that asks to store data, in the words of the IAB's framework for consent
_CONSENT = (
    *("store and/or access information on a device", "precise geolocation data"),
    *("personalised ads", "informationen auf einem gerät speichern"),
    *("informationen auf einem gerät zu speichern", "genaue standortdaten"),
    *("personalisierte anzeigen", "personalisierte inhalte", "externe inhalte einbinden"),
    *("empfohlener externer inhalt", "stocker et/ou accéder"),
    *("données de géolocalisation précises", "almacenar información en un dispositivo"),
    *("almacenar la información en un dispositivo", "archiviare informazioni su dispositivo"),
    *("armazenar e/ou aceder", "informatie op een apparaat opslaan"),
)
_MAIL = re.compile(r"\S+@\S+\.\w+")
_LONGEST_CONSENT = 800  # characters
_LONGEST_SERVICE = 400
_LONGEST_RIGHTS = 220
_LONGEST_SIGNATURE = 80


def is_service(text: str) -> bool:
    """Whether it is the publisher's own line: a pointer to other pages, the notice of copyright,
    the reporter's address."""
    if len(text) > _LONGEST_CONSENT:
        return False
    text = text.lower()
    if any(map(text.__contains__, _CONSENT)):
        return True
    if len(text) > _LONGEST_SERVICE:
        return False
    is_signature = len(text) <= _LONGEST_SIGNATURE and "@" in text and _MAIL.search(text)
    return bool(_SERVICE.match(text) or is_signature or _claims_rights(text))


def _claims_rights(text: str) -> bool:
    if len(text) > _LONGEST_RIGHTS:
        return False
    return any(map(text.__contains__, _RIGHTS)) or _COPYRIGHT.match(text) is not None
