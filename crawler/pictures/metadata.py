"""The metadata embedded in an image file: IPTC-IIM (version 4.2) and XMP (ISO 16684-1).

Where both have a field, XMP wins: it has no length limit and no doubt about its characters (IPTC
Photo Metadata Standard, section "Mapped fields").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree
from PIL import IptcImagePlugin
from PIL.ImageFile import ImageFile

from crawler.items import Embedded

_UTF_8 = b"\x1b%G"  # value of dataset 1:90, ISO 2022
_CHARSET = (1, 90)
_BYLINE, _CREDIT, _SOURCE, _COPYRIGHT, _CAPTION = (2, 80), (2, 110), (2, 115), (2, 116), (2, 120)

_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SHORT = f"{_RDF}Description"
_LONGEST = 4000  # characters of one field


def embedded_in(image: ImageFile) -> Embedded:
    """The embedded metadata; missing fields are None."""
    iim, xmp = _iim(image), _xmp(image)

    def told(name: str, dataset: tuple[int, int]) -> str | None:
        return xmp.get(name) or iim.get(dataset)

    return Embedded(
        credit=told(f"{_PHOTOSHOP}Credit", _CREDIT),
        byline=told(f"{_DC}creator", _BYLINE),
        caption=told(f"{_DC}description", _CAPTION),
        copyright=told(f"{_DC}rights", _COPYRIGHT),
        source=told(f"{_PHOTOSHOP}Source", _SOURCE),
    )


def _iim(image: ImageFile) -> dict[tuple[int, int], str]:
    try:
        found: Mapping[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}
    except (OSError, SyntaxError, KeyError, IndexError, TypeError):  # damaged
        return {}
    is_utf_8 = found.get(_CHARSET) == _UTF_8
    read = {}
    for dataset, value in found.items():
        parts = value if isinstance(value, list) else [value]
        text = "; ".join(_decoded(part, is_utf_8) for part in parts if isinstance(part, bytes))
        if clean := _clean(text):
            read[dataset] = clean
    return read


def _decoded(value: bytes, is_utf_8: bool) -> str:
    """Decode a value. Writers that do not declare UTF-8 often use it all the same."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8" if is_utf_8 else "cp1252", "replace")


def _xmp(image: ImageFile) -> dict[str, str]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser) if packet else None
    except etree.XMLSyntaxError:
        root = None
    read: dict[str, str] = {}
    for description in root.iter(_SHORT) if root is not None else ():
        fields = [(str(name), str(value)) for name, value in description.attrib.items()]
        fields += [(str(child.tag), _text(child)) for child in description]
        for name, text in fields:
            if clean := _clean(text):
                read.setdefault(name, clean)
    return read


def _text(field: etree._Element) -> str:
    """A field's text: all items of a list, or the first of alternatives in several languages."""
    items = ["".join(map(str, item.itertext())) for item in field.iter(f"{_RDF}li")]
    if not items:
        return "".join(map(str, field.itertext()))
    is_choice = field.find(f"{_RDF}Alt") is not None
    return items[0] if is_choice else "; ".join(items)


def _clean(text: str) -> str | None:
    return " ".join(text.replace("\0", "").split())[:_LONGEST] or None
