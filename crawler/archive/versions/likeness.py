"""Whether two addresses of one publisher show one article, judged by their texts.

A canonical URL or a redirect alone is not believed: a withdrawn story may redirect to another one,
and a faulty site may name one page as canonical on all.
"""

from __future__ import annotations

from crawler.copies.overlap import overlap, prepare
from crawler.items import Article


def say_the_same(one: Article, other: Article) -> bool:
    """Whether they have the same headline, or one body is a copy of the other."""
    if one.headline == other.headline:
        return True
    return overlap(prepare(one.body), prepare(other.body)).is_copy
