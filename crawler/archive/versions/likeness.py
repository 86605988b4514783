"""Whether two addresses of one publisher show one article: by what stands there.

A canonical URL or a redirect alone is not believed: a story that was withdrawn may redirect to
another one, and a defect of a site may name one page as canonical on all.
"""

from __future__ import annotations

from crawler.copies.overlap import overlap, prepare
from crawler.items import Article


def say_the_same(one: Article, other: Article) -> bool:
    """Whether they have the same headline, or are one text."""
    if one.headline == other.headline:
        return True
    return overlap(prepare(one.body), prepare(other.body)).is_copy
