"""Photos on a page of our own: what the reader makes of them, and of the story around them."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.extract import extract
from crawler.items import Photo
from tests.extract.pages import STORY, story

CAPTION = "Masons mend the gate of Port Ellery."


def photos_of(
    inner: str = "",
    top: str = "",
    over: str = "",
    below: str = "",
    paragraphs: Sequence[str] = STORY,
) -> list[tuple[str | None, ...]]:
    """Caption and credit line of each photo: ``top`` stands above the headline's article, ``over``
    in it above the headline, ``inner`` before the paragraphs, ``below`` at the end of the page."""
    html = story(paragraphs=paragraphs).replace("<main>", f"<main>{top}")
    html = html.replace("<article>", f"<article>{over}")
    html = html.replace('<div class="article-body">', f'<div class="article-body">{inner}')
    page = extract(html.replace("<footer>", f"{below}<footer>").encode(), "https://x.example/a")
    assert page.article is not None
    assert [p.text for p in page.article.paragraphs] == list(paragraphs)
    return [_words(photo) for photo in page.article.photos]


def _words(photo: Photo) -> tuple[str | None, ...]:
    return photo.caption, photo.credit.line if photo.credit else None


def figure(words: str, image: str = '<img src="/gate.jpg" width="900">') -> str:
    return f"<figure>{image}<figcaption>{words}</figcaption></figure>"
