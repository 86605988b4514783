"""Which character encoding a page is in.

The order follows what is true of pages rather than what is declared: a byte order mark; valid
UTF-8 (text in another encoding is practically never valid UTF-8 by chance); the charset of the
HTTP header; that of the page's ``<meta>``; chardet's guess from the page's text.
"""

from __future__ import annotations

import codecs
import re

from crawler.charsets import codec_of, is_utf8, recoded

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_META_WINDOW = 16_384  # bytes; browsers look at 1024, many pages declare later
_SAMPLE = 16_384  # bytes of text that a guess looks at
_BROKEN_TOLERATED = 0.1  # of what is not ASCII; of text in another encoding nearly all is broken
_ESCAPES = b"\x1b$"  # to Japanese, in ISO-2022-JP
_BETWEEN_TAGS = re.compile(rb">([^<>]+)<")
_FOREIGN = re.compile("[^\\x00-\\x7f]+")


def to_utf8(body: bytes, charset: str | None = None) -> tuple[bytes, str]:
    """Return ``body`` in UTF-8 (most pages are already) and the name of the codec that read it.

    ``charset`` is the label in the HTTP header, if it had one. Never raises: bytes that do not fit
    become U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return recoded(body[len(mark) :], name), name
    told = codec_of(charset)
    is_wide = told in ("utf-16-le", "utf-16-be", "utf-16") or _ESCAPES in body[:_SAMPLE]
    if not is_wide and is_utf8(body):
        return body, "utf-8"
    declared = told or codec_of(_declared_in(body))
    name = declared if declared and declared != "utf-8" else _guess(body)
    return recoded(body, name), name


def _declared_in(body: bytes) -> str | None:
    found = _META.search(body, 0, _META_WINDOW)
    label = found[1].decode("ascii", "replace") if found else None
    # A meta that could be read as ASCII cannot stand in UTF-16 (WHATWG: take it as UTF-8).
    return "utf-8" if label and label.lower().startswith("utf-16") else label


def _guess(body: bytes) -> str:
    """The encoding of bytes that are not UTF-8 throughout and declare no other."""
    if _ESCAPES not in body[:_SAMPLE] and _is_nearly_utf8(body):
        return "utf-8"
    import chardet  # seldom needed, and slow to import

    texts = [text for text in _BETWEEN_TAGS.findall(body) if not text.isascii()]
    found = chardet.detect(
        b"\n".join(texts)[:_SAMPLE] or body[:_SAMPLE],
        encoding_era=chardet.EncodingEra.MODERN_WEB,
    )
    return codec_of(found["encoding"]) or "cp1252"


def _is_nearly_utf8(body: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: an advertisement or a cut letter may not be."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    return broken <= _BROKEN_TOLERATED * sum(map(len, _FOREIGN.findall(text)))
