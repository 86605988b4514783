"""The language of a story, as BCP 47's primary subtag.

The language that the page declares is believed if the text reads like it. One news page in forty
declares a wrong one, such as a theme's "en" or a country's "kr", and one in sixteen declares none.
Then a naive Bayes classifier of 140 languages (Lui and Baldwin 2012) reads the text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from crawler.extract import jsonld
from crawler.extract.document import Document, attr
from crawler.extract.languages.vocabulary import bounded, words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

logger = logging.getLogger(__name__)

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*$", re.IGNORECASE)
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro"}
_ALIKE = (  # one language under two names, or languages so alike that the page knows best
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"sr", "hr", "bs", "sh", "cnr"}),
    frozenset({"id", "ms"}),
    frozenset({"ku", "ckb", "sdh"}),
    frozenset({"tl", "fil"}),
)
# languages without printed news, each much like one that has it
_NO_NEWS = frozenset({"arz", "ary", "wuu", "yue", "hbo", "grc", "la", "pcm", "ext", "gcf", "gcr"})
_OWN_SCRIPT = frozenset({"ko", "ja", "th", "el", "ka", "hy", "km", "lo"})  # no other language's
_NO_LANGUAGE = "zxx"
_ENOUGH = 600  # characters that are looked at
_LEAST = 100  # characters from which a language can be told
_COMMON = 1.0  # common words in a hundred characters of a text in their language
_SURE = 0.9  # the least probability


def find_language(
    document: Document, source: str | None, texts: Iterable[str]
) -> tuple[str | None, str]:
    """The language and the rule that gave it; ``source`` is the language of the source, ``texts``
    are the headline and the paragraphs."""
    claims = list(_told(document, source))
    text = _begin(texts)
    for language, rule in claims:
        if _reads_like(text, language):
            return language, rule
    read = _read(text)
    if read is not None:
        for language, rule in claims:
            if language == read or any({language, read} <= alike for alike in _ALIKE):
                return language, rule
        is_beyond = (
            bool(claims) and claims[0][0] not in _classifier().labels and read not in _OWN_SCRIPT
        )
        if not is_beyond:
            return read, "text"
    return claims[0] if claims else (None, "")


def _told(document: Document, source: str | None) -> Iterator[tuple[str, str]]:
    """What metadata and source declare, and the rule of each."""
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
            code = found[1].lower()
            yield _RENAMED.get(code, code), rule


def _begin(texts: Iterable[str]) -> str:
    """As much of a story's beginning as tells its language."""
    found = ""
    for text in texts:
        found += text[:_ENOUGH] + " "
        if len(found) >= _ENOUGH:
            break
    return found[:_ENOUGH]


def _reads_like(text: str, language: str) -> bool:
    """Whether a text has a language's common words as often as sentences in that language do."""
    common = _common_words(language)
    if common is None or len(text) < _LEAST:
        return False
    return len(common.findall(text.lower())) * 100 >= _COMMON * len(text)


@cache
def _common_words(language: str) -> re.Pattern[str] | None:
    if language in ("nb", "nn"):
        language = "no"
    known = words("text.common", language=language)
    return re.compile(bounded("text.common", language=language)) if known else None


def _read(text: str) -> str | None:
    """The language that a text is in; ``None`` if it is too short, or may be in another."""
    if len(text) < _LEAST:
        return None
    try:
        language, probability = _classifier().classify(text)
    except OSError as error:  # it unpacks its weights to the disk, which may be full
        logger.warning("languages are taken as pages tell them: %s", error)
        return None
    return language if probability >= _SURE and language != _NO_LANGUAGE else None


@cache
def _classifier() -> LanguageIdentifier:
    """The classifier, read when a text first needs it: it takes most of a second, and 80 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    classifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    classifier.set_languages(set(classifier.labels) - _NO_NEWS)
    return classifier
