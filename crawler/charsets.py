"""Charset labels, read as browsers read them (WHATWG Encoding Standard). Pure."""

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
        name = codecs.lookup(label.strip().strip("\"'").removeprefix("x-")).name
        _ANY.decode(name, "replace")  # labels such as "hex" and "idna" are no codecs of text
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WHATWG.get(name, name)
