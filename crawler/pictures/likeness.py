"""What a picture looks like, in 64 bits: the difference hash.

The picture is reduced to 9 by 8 shades of grey. Each bit says whether a field is darker than the
one to its right. Another size, format or compression changes few bits; another crop or picture
many. (N. Krawetz, "Kind of Like That", The Hacker Factor Blog, 2013.)
"""

from __future__ import annotations

from PIL import Image

SIDE = 8
BANDS = 4  # of 16 bits: two hashes that differ in fewer bits than there are bands share one
MOST_BITS = BANDS - 1  # by which the hashes of one picture may differ


def likeness_of(image: Image.Image) -> str:
    """The hash in 16 hexadecimal digits. Raises OSError for a damaged image."""
    image.draft("L", (SIDE * 16, SIDE * 16))  # unpack a JPEG no larger than needed
    small = image.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.LANCZOS)
    shades = list(small.tobytes())
    bits = 0
    for row in range(SIDE):
        at = row * (SIDE + 1)
        for left, right in zip(shades[at : at + SIDE], shades[at + 1 : at + SIDE + 1], strict=True):
            bits = bits << 1 | (left < right)
    return f"{bits:016x}"


def bands(likeness: str) -> list[int]:
    """The four parts of a hash. Similar hashes share at least one."""
    return [int(likeness[at : at + 4], 16) for at in range(0, 16, 4)]


def is_alike(one: str, other: str) -> bool:
    """Whether two hashes are of the same picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_BITS
