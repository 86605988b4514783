"""XML from strangers: parsed leniently, with nothing in it that can reach out or blow up."""

from __future__ import annotations

import codecs
import re
from html.entities import name2codepoint

from lxml import etree

from crawler.charsets import codec_of, is_utf8, recoded
from crawler.sources.listed import DiscoveryError

_ENTITIES = b"<!ENTITY"
_QUOTED = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>"  # what stands in these is no markup
_NO_MARKUP = re.compile(_QUOTED, re.DOTALL)
_DECLARATION = re.compile(
    rb"""\s*<\?xml\b(?:[^>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["'])?[^>]*\?>"""
)
_AMPERSAND = re.compile(
    _QUOTED + rb"|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z]\w{1,31});)?", re.DOTALL
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))  # XML has none
_APOSTROPHES = {b"apos": ord("'")}  # XML has it, HTML 4 had not
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")


def parse_xml(body: bytes) -> etree._Element:
    """The root of an XML document. Entities are not expanded, nothing is fetched. What is no XML in
    it, such as a bare "&", costs nothing of what is around it.

    Raises DiscoveryError for HTML, for a document that declares entities (a bomb, or an attempt to
    read our files), and for what is no XML at all.
    """
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise DiscoveryError("empty", "the body is empty")
    if head[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise DiscoveryError("html", "it is an HTML page")
    plain = body.replace(b"\0", b"")  # also in UTF-16
    if _ENTITIES in plain and _ENTITIES in _NO_MARKUP.sub(b"", plain):
        raise DiscoveryError("entities", "the document declares entities, which is refused")
    is_wide = body.startswith(_UTF_16)
    parser = etree.XMLParser(
        encoding=None if is_wide else "utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # else what is too long or too deep would end the document without a word
        recover=True,
    )
    try:
        root = etree.fromstring(body if is_wide else _mended(body), parser)
    except etree.XMLSyntaxError as error:
        raise DiscoveryError("unreadable", f"it is no XML: {error}") from error
    if root is None:
        raise DiscoveryError("unreadable", "it is no XML")
    if local_name(root) == "html":
        raise DiscoveryError("html", "it is an HTML page")
    return root


def _mended(body: bytes) -> bytes:
    """A document in UTF-8 that libxml2 reads to its end. After a first mistake it drops entities
    and bare ampersands, with which an address would become another one, and it ends at a character
    that browsers know and its own tables do not."""
    declared = _DECLARATION.match(body)
    content = body[declared.end() :] if declared else body.lstrip()
    if not is_utf8(content):
        label = declared[1].decode("ascii", "replace") if declared and declared[1] else None
        content = recoded(content, codec_of(label) or "utf-8")
    return _AMPERSAND.sub(_as_number, content.translate(None, _CONTROLS))


def _as_number(found: re.Match[bytes]) -> bytes:
    """An entity by its number, which is read whatever else is wrong; "&" that begins none, too."""
    text, name = found[0], found[1]
    if text[:1] == b"<" or text[:2] == b"&#":
        return text
    point = name2codepoint.get(name.decode(), _APOSTROPHES.get(name)) if name else None
    return b"&#38;" + text[1:] if point is None else b"&#%d;" % point


def local_name(element: etree._Element) -> str:
    """An element's name in lower case, without namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def child_text(element: etree._Element, *names: str) -> str | None:
    """The text of the first child that has any, trying the names in order."""
    for name in names:
        for child in element:
            if local_name(child) == name:
                text = text_of(child)
                if text:
                    return text
    return None


def text_of(element: etree._Element) -> str:
    """The text of an element and all in it, but for its comments."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)).strip()
