"""The language of a page, as BCP 47's primary subtag."""

from __future__ import annotations

import re

from crawler.extract import jsonld
from crawler.extract.document import Document, attr

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*$", re.IGNORECASE)


def find_language(document: Document, source: str | None) -> tuple[str | None, str]:
    """The language and the rule that gave it; ``source`` is the language of the source."""
    html = document.tree.root
    claims = {
        "json_ld": jsonld.string(document.news.get("inLanguage")),
        "html_lang": attr(html, "lang") or attr(html, "xml:lang") if html else None,
        "meta": document.first_meta("og:locale", "content-language", "language", "inlanguage"),
        "source": source,
    }
    for rule, claim in claims.items():
        found = _TAG.match(claim.strip()) if claim else None
        if found:
            return found[1].lower(), rule
    return None, ""
