"""XML from strangers: parsed leniently, with nothing in it that can reach out or blow up."""

from __future__ import annotations

import re
from html.entities import name2codepoint

from lxml import etree

from crawler.sources.listed import DiscoveryError

_ENTITIES = b"<!ENTITY"
_NAMED = re.compile(rb"&([A-Za-z]{2,8}[0-9]{0,2});")
_XML_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def parse_xml(body: bytes) -> etree._Element:
    """The root of an XML document. Entities are not expanded, nothing is fetched.

    Raises DiscoveryError for HTML, for a document that declares entities (a bomb, or an attempt to
    read our files), and for what is no XML at all.
    """
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise DiscoveryError("empty", "the body is empty")
    if head[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise DiscoveryError("html", "it is an HTML page")
    if _ENTITIES in body.replace(b"\0", b""):  # also in UTF-16
        raise DiscoveryError("entities", "the document declares entities, which is refused")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(_NAMED.sub(_numbered, body.lstrip()), parser)
    except etree.XMLSyntaxError as error:
        raise DiscoveryError("unreadable", f"it is no XML: {error}") from error
    if root is None:
        raise DiscoveryError("unreadable", "it is no XML")
    if local_name(root) == "html":
        raise DiscoveryError("html", "it is an HTML page")
    return root


def _numbered(found: re.Match[bytes]) -> bytes:
    """Replace an HTML entity by its number: XML does not know them, and feeds are full of them."""
    name = found[1]
    point = None if name in _XML_OWN else name2codepoint.get(name.decode())
    return found[0] if point is None else b"&#%d;" % point


def local_name(element: etree._Element) -> str:
    """An element's name in lower case, without namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def child_text(element: etree._Element, *names: str) -> str | None:
    """The text of the first child that has any, trying the names in order."""
    for name in names:
        for child in element:
            if local_name(child) == name:
                text = "".join(str(part) for part in child.itertext()).strip()
                if text:
                    return text
    return None
