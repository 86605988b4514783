"""Photos for the demo press, drawn by code: a small landscape for each key, always the same.

The first word of a key chooses the scene: ``sea-ferry``, ``town-hall``, ``hills-reservoir``.
Written as PNG (W3C Portable Network Graphics, third edition) with a palette, column by column: a
column is a few runs of one colour, which is cheap to draw.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from random import Random
from struct import pack

SKY_STEPS = 32  # shades of the sky, first in the palette
SUN, FAR, MIDDLE, NEAR, LIGHT = range(SKY_STEPS, SKY_STEPS + 5)

Colour = tuple[int, int, int]
# top of the sky, horizon, sun, far, middle, near, light
_MOODS: Sequence[Sequence[Colour]] = (
    (
        (74, 122, 176),
        (214, 226, 232),
        (255, 250, 230),
        (132, 156, 168),
        (92, 118, 122),
        (52, 74, 72),
        (238, 238, 226),
    ),
    (
        (52, 62, 104),
        (238, 168, 120),
        (255, 226, 170),
        (126, 98, 118),
        (84, 68, 92),
        (44, 38, 58),
        (255, 214, 128),
    ),
    (
        (128, 142, 152),
        (214, 216, 212),
        (236, 236, 230),
        (142, 150, 150),
        (104, 114, 116),
        (62, 70, 74),
        (226, 228, 226),
    ),
    (
        (36, 52, 82),
        (116, 138, 166),
        (232, 236, 240),
        (66, 84, 110),
        (44, 58, 80),
        (24, 32, 48),
        (250, 222, 140),
    ),
    (
        (96, 158, 190),
        (244, 232, 204),
        (255, 252, 236),
        (150, 174, 140),
        (106, 140, 92),
        (66, 96, 58),
        (248, 240, 214),
    ),
)


@lru_cache(maxsize=128)
def picture(key: str, width: int = 960, height: int = 600) -> bytes:
    """A PNG file of ``width`` by ``height`` pixels."""
    random = Random(zlib.crc32(key.encode()))  # noqa: S311 - a drawing, not a secret
    scene = key.partition("-")[0]
    palette = _palette(random.choice(_MOODS[:-1] if scene == "sea" else _MOODS))
    column = _SCENES.get(scene, _hills)(random, width, height)
    pixels = b"".join(column(x) for x in range(width))
    rows = b"".join(b"\0" + pixels[y::height] for y in range(height))
    header = pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def _palette(mood: Sequence[Colour]) -> bytes:
    top, horizon, *rest = mood
    steps = [
        tuple(round(a + (b - a) * n / (SKY_STEPS - 1)) for a, b in zip(top, horizon, strict=True))
        for n in range(SKY_STEPS)
    ]
    return b"".join(bytes(colour) for colour in (*steps, *rest))


Column = Callable[[int], bytes]


def _sky(height: int, horizon: int) -> bytes:
    return bytes(min(y * SKY_STEPS // horizon, SKY_STEPS - 1) for y in range(height))


def _with_sun(column: bytearray, x: int, sun: tuple[int, int, int]) -> None:
    centre_x, centre_y, radius = sun
    if abs(x - centre_x) < radius:
        reach = int(math.sqrt(radius**2 - (x - centre_x) ** 2))
        column[centre_y - reach : centre_y + reach] = bytes([SUN]) * (2 * reach)


def _fill(column: bytearray, top: float, shade: int) -> None:
    start = max(0, min(len(column), int(top)))
    column[start:] = bytes([shade]) * (len(column) - start)


def _sun(random: Random, width: int, height: int) -> tuple[int, int, int]:
    left = random.randrange(width // 6, width * 5 // 6)
    return left, height // 4, height // random.randint(9, 14)


def _hills(random: Random, width: int, height: int) -> Column:
    sky, sun = _sky(height, height * 2 // 3), _sun(random, width, height)
    ridges = [
        (level, shade, random.uniform(0, 6), random.uniform(2, 5))
        for level, shade in ((0.45, FAR), (0.6, MIDDLE), (0.78, NEAR))
    ]

    def column(x: int) -> bytes:
        pixels = bytearray(sky)
        _with_sun(pixels, x, sun)
        for level, shade, phase, waves in ridges:
            angle = phase + x / width * waves * 2
            swell = math.sin(angle) * 0.07 + math.sin(angle * 2.7) * 0.03
            _fill(pixels, (level + swell) * height, shade)
        return bytes(pixels)

    return column


def _sea(random: Random, width: int, height: int) -> Column:
    horizon = int(height * random.uniform(0.5, 0.62))
    sky, sun = _sky(height, horizon), _sun(random, width, height)
    length = random.randint(width // 5, width // 3)
    start = random.randrange(width // 8, width // 2)
    deck = horizon + height // 14

    def column(x: int) -> bytes:
        pixels = bytearray(sky)
        _with_sun(pixels, x, sun)
        _fill(pixels, horizon - 14 - 10 * math.sin(x / width * 9), FAR)
        _fill(pixels, horizon, MIDDLE)
        for n in range(5):  # glitter
            y = horizon + height // 10 + n * height // 16
            if (x + n * 67) % 131 < 40 - n * 4:
                pixels[y : y + 2] = bytes([LIGHT]) * 2
        if 0 <= x - start < length:  # a ship: hull, cabins, bridge
            bridge = height // 7 if 0.72 < (x - start) / length < 0.86 else 0
            boxes = height // 22 * (1 + (x // 37) % 2) if (x - start) / length < 0.68 else 0
            pixels[deck - max(bridge, boxes) : deck] = bytes([LIGHT if bridge else FAR]) * max(
                bridge, boxes
            )
            pixels[deck : deck + height // 18] = bytes([NEAR]) * (height // 18)
        return bytes(pixels)

    return column


def _town(random: Random, width: int, height: int) -> Column:
    sky, sun = _sky(height, height * 3 // 4), _sun(random, width, height)
    rows = [
        (shade, block, [random.uniform(low, low + 0.28) for _ in range(width // block + 1)])
        for shade, block, low in ((FAR, 48, 0.3), (MIDDLE, 71, 0.42), (NEAR, 97, 0.55))
    ]
    lit = [random.random() < 0.35 for _ in range(997)]

    def column(x: int) -> bytes:
        pixels = bytearray(sky)
        _with_sun(pixels, x, sun)
        for shade, block, tops in rows:
            top = int(tops[x // block] * height)
            _fill(pixels, top, shade)
            if shade != FAR and x % block % 16 in range(4, 11):
                for y in range(top + 12, height - 20, 22):  # windows
                    if lit[(x // 16 * 31 + y * 7) % 997]:
                        pixels[y : y + 9] = bytes([LIGHT]) * 9
        return bytes(pixels)

    return column


_SCENES: Mapping[str, Callable[[Random, int, int], Column]] = {
    "hills": _hills,
    "sea": _sea,
    "town": _town,
}
