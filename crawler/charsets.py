"""Charsets: labels as browsers read them (WHATWG Encoding Standard), and bytes in UTF-8. Pure."""

from __future__ import annotations

import codecs

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
_ANY = bytes(range(256))


def codec_of(label: str | None) -> str | None:
    """The codec that a browser uses for a charset label, or ``None`` for an unknown label:
    ``euc-kr`` is cp949, ``iso-8859-1`` is windows-1252."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'").lower().removeprefix("x-")).name
        _ANY.decode(name, "replace")  # labels such as "hex" and "idna" are no codecs of text
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WHATWG.get(name, name)


def is_utf8(body: bytes) -> bool:
    """Whether bytes are UTF-8, as text in another encoding practically never is by chance."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def recoded(body: bytes, codec: str) -> bytes:
    """Bytes in UTF-8 that ``codec`` reads; those that do not fit become U+FFFD."""
    return body.decode(codec, "replace").encode("utf-8", "replace")
