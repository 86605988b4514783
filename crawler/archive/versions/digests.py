"""The content digest: captures with the same one show the same version."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from crawler.items import Article

_QUOTES = dict.fromkeys(map(ord, '‘’‚‛“”„‟«»‹›"`´'), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_FOLD = {chr(code): sign or "" for code, sign in (_QUOTES | _DASHES | _INVISIBLE).items()}
_FOLDED = re.compile("[" + "".join(map(re.escape, _FOLD)) + "]")


def content_sha256(article: Article) -> str:
    """Hexadecimal SHA-256 over what a reader reads, normalised.

    It covers headlines, standfirst, body, captions and credit lines, each marked as what it is, in
    Unicode NFKC with one form of quotes, dashes and spaces. A page that changes only its markup,
    typography or surroundings keeps its digest.
    """
    digest = hashlib.sha256()
    for name, text in _content(article):
        digest.update(f"{name}\x1f{_normalise(text)}\x1e".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _content(article: Article) -> Iterator[tuple[str, str]]:
    yield "headline", article.headline
    yield "alternative_headline", article.alternative_headline or ""
    yield "standfirst", article.standfirst or ""
    for paragraph in article.paragraphs:
        yield paragraph.kind, paragraph.text
    for photo in article.photos:
        yield "caption", photo.caption or ""
        yield "credit", photo.credit.line if photo.credit else ""


def _normalise(text: str) -> str:
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return " ".join(_FOLDED.sub(lambda found: _FOLD[found[0]], text).split())
