"""Image files of our own, with metadata embedded as agencies do."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 photoshop:Credit="{credit}"><photoshop:Source>Harbour Desk</photoshop:Source>
<dc:creator><rdf:Seq><rdf:li>Ann Oak</rdf:li><rdf:li>Bo Ek</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The gate is mended.</rdf:li>
<rdf:li xml:lang="de">Das Tor wird geflickt.</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
BYLINE, CREDIT, SOURCE, COPYRIGHT, CAPTION = 80, 110, 115, 116, 120


def gradient(width: int, height: int, turned: bool = False) -> Image.Image:
    """A picture with something to see: rings that grow darker to one side."""
    image = Image.new("RGB", (width, height))
    pixels = [
        (
            (x * 7 // width * 31 + y * 5 // height * 17) % 256,
            x * 255 // width,
            (255 - y * 255 // height) if turned else y * 255 // height,
        )
        for y in range(height)
        for x in range(width)
    ]
    image.putdata(pixels)
    return image.rotate(90, expand=True) if turned else image


def jpeg(image: Image.Image, quality: int = 90, xmp: str = "") -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, **({"xmp": xmp.encode()} if xmp else {}))
    return out.getvalue()


def with_iim(body: bytes, fields: dict[int, str], charset: str = "utf-8") -> bytes:
    """A JPEG with these datasets of record 2, in a Photoshop segment behind its first marker."""
    data = b"\x1c\x01\x5a\x00\x03\x1b%G" if charset == "utf-8" else b""
    for number, text in fields.items():
        value = text.encode(charset)
        data += struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + block
    return body[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + body[2:]
