"""Which character encoding a page is in.

The order follows what is true of pages rather than what is declared: a byte order mark; valid
UTF-8 (text in another encoding is practically never valid UTF-8 by chance); the charset of the
HTTP header; that of the page's ``<meta>``; a guess from the bytes. Labels are read as browsers
read them (WHATWG Encoding Standard): ``euc-kr`` is cp949, ``iso-8859-1`` is windows-1252.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WHATWG = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_META_WINDOW = 16_384  # bytes; browsers look at 1024, many pages declare later
_SAMPLE = 65_536  # bytes looked at for a guess
_REPLACED_TOLERATED = 0.002  # broken characters in a thousand that still make it UTF-8


def to_utf8(body: bytes, charset: str | None = None) -> tuple[bytes, str]:
    """Return ``body`` in UTF-8, as it nearly always is, and the name of the codec that read it.

    ``charset`` is the label in the HTTP header, if it had one. Never raises: bytes that do not
    fit become U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _recoded(body[len(mark) :], name), name
    told = codec_of(charset)
    is_wide = told in ("utf-16-le", "utf-16-be", "utf-16") or b"\x1b$" in body[:_SAMPLE]
    if not is_wide and _is_utf8(body):
        return body, "utf-8"
    declared = told or codec_of(_declared_in(body))
    name = declared if declared and declared != "utf-8" else _guess(body, declared)
    return _recoded(body, name), name


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _recoded(body: bytes, name: str) -> bytes:
    return body.decode(name, "replace").encode("utf-8", "replace")


def codec_of(label: str | None) -> str | None:
    """The codec that a browser uses for a charset label, or ``None`` for an unknown label."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
        b"a".decode(name)  # labels such as "hex" are codecs, but not of text
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WHATWG.get(name, name)


def _declared_in(body: bytes) -> str | None:
    found = _META.search(body, 0, _META_WINDOW)
    label = found[1].decode("ascii", "replace") if found else None
    # A meta that could be read as ASCII cannot stand in UTF-16 (WHATWG: take it as UTF-8).
    return "utf-8" if label and label.lower().startswith("utf-16") else label


def _guess(body: bytes, declared: str | None) -> str:
    sample = body[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    if text.count("\ufffd") <= len(text) * _REPLACED_TOLERATED:
        return "utf-8"
    for name, script in (
        ("iso2022_jp", ("\u3040", "\u30ff")),
        ("cp949", ("\uac00", "\ud7a3")),
        ("cp932", ("\u3040", "\u30ff")),
        ("gb18030", ("\u4e00", "\u9fff")),
        ("cp1251", ("\u0430", "\u044f")),
    ):
        if _fits(sample, name, script):
            return name
    return declared or "cp1252"


def _fits(sample: bytes, name: str, script: tuple[str, str]) -> bool:
    """Whether the sample decodes, and most of what is not ASCII is then of one script."""
    try:
        text = codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return False
    foreign = [c for c in text if c > "\x7f"]
    low, high = script
    return len(foreign) > 20 and sum(low <= c <= high for c in foreign) > len(foreign) * 0.6
