"""MinHash: a text's shingles as 128 numbers, and those as 64 keys by which copies are found.

The probability that two texts agree in a number equals the Jaccard similarity J of their shingles
(Broder 1997). Two numbers make a band, and a band makes a key; texts that share ``MIN_KEYS`` keys
are worth comparing. That finds 98 % of the pairs with J = 0.3, and one pair in 50,000 with J = 0.01
(unrelated news: 0.003 on average).

The keys are stored in the archive, so they must never change unless ``SCHEME`` does: the arithmetic
is our own, on integers of 32 and 64 bits, and a test holds known answers.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

SCHEME = 2  # of shingles, numbers and keys; stored with everything computed by it
NUMBERS = 128
ROWS = 2  # numbers in a band
BANDS = NUMBERS // ROWS
MIN_KEYS = 2  # that two texts must share to be compared
KEY_BITS = 35  # SQLite stores them in six bytes, week included
AT_ONCE = 512  # shingles hashed together: a block that stays in the cache


def _constants() -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint64]]:
    """Odd factors and addends of the hash functions, and a factor for each band: splitmix64."""
    state = np.arange(1, 2 * NUMBERS + BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    short = (mixed >> np.uint64(32)).astype(np.uint32)
    return (
        short[:NUMBERS, None] | np.uint32(1),
        short[NUMBERS : 2 * NUMBERS, None],
        mixed[2 * NUMBERS :] | np.uint64(1),
    )


_FACTORS, _ADDENDS, _BAND_FACTORS = _constants()


def signature(shingles: Collection[int]) -> NDArray[np.uint32]:
    """The least value of each of 128 hash functions over the shingles.

    Each function is a permutation of the 32-bit numbers, x -> ax + b with an odd a; the shingles it
    permutes are already hashes. Raises ValueError for a text without shingles, which resembles
    nothing.
    """
    if not shingles:
        raise ValueError("a text without shingles has no signature")
    values = np.fromiter(shingles, dtype=np.uint32, count=len(shingles))
    least = np.full(NUMBERS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(values), AT_ONCE):
        hashed = _FACTORS * values[None, start : start + AT_ONCE]
        hashed += _ADDENDS
        np.minimum(least, hashed.min(axis=1), out=least)
    return least


def keys(numbers: NDArray[np.uint32]) -> list[int]:
    """The key of each band, in order. The band's factor is mixed in, so equal keys mean equal
    bands."""
    wide = numbers.astype(np.uint64)
    first, second = wide[0::2], wide[1::2]
    mixed = ((first << np.uint64(32)) | second) * _BAND_FACTORS
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    found: list[int] = (mixed >> np.uint64(64 - KEY_BITS)).tolist()
    return found
