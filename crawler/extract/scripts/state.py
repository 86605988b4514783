"""Read stories that a page holds only in the state of its scripts.

Pages built in the browser carry the story as HTML in a JSON string, inside a script (the state of
Next, Nuxt, React Query and the like; sometimes a string within a string).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from crawler.extract.body.blocks import Block
from crawler.extract.body.hints import Hint
from crawler.extract.body.service import is_service
from crawler.extract.body.walk import read_blocks
from crawler.extract.document import Document
from crawler.extract.photos.find import find_photos
from crawler.items import Photo

_STRING = re.compile(r'(?<!\\)"((?:[^"\\]|\\.){600,}+)"')
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_MAYBE = re.compile(r"<p[\s>]|\\u003cp", re.IGNORECASE)
_PLACE = re.compile(r"(?:\$\$|\{\{|%%|\[\[)[^\s]*$")  # placeholders: "$$AD$$"
_FEWEST = 3  # paragraphs in a string that may be a story
_LONGEST = 2_000_000  # characters; longer scripts are not read
_DEEPEST = 2  # strings within strings
_NOT_TEXT = Hint.CAPTION | Hint.RELATED | Hint.PROMO


def story_in_scripts(document: Document) -> tuple[list[Block], tuple[Photo, ...]]:
    """The blocks and photos of the longest story in a script; both empty if there is none."""
    found = [html for script in _scripts(document) for html in _stories(script, _DEEPEST)]
    story = None
    if found:
        text = max(found, key=len).encode("utf-8", "replace")
        story = Document(document.url, text, document.encoding)
    if story is None or story.body is None:
        return [], ()
    photos = find_photos(story)
    blocks = [
        block
        for block in read_blocks(story.body, photos.nodes).blocks
        if not (block.frame.all & _NOT_TEXT or is_service(block.text) or _PLACE.match(block.text))
    ]
    return blocks, photos.photos


def _scripts(document: Document) -> Iterator[str]:
    for node in document.tree.css("script:not([src])"):
        text = node.text()
        if len(text) <= _LONGEST and len(_MAYBE.findall(text)) >= _FEWEST:
            yield text


def _stories(text: str, depth: int) -> Iterator[str]:
    for string in _STRING.finditer(text):
        try:
            value = json.loads(string[0], strict=False)
        except ValueError:
            continue
        is_data = value.lstrip()[:1] in ("{", "[")
        if is_data and depth > 1 and _MAYBE.search(value):
            yield from _stories(value, depth - 1)
        elif not is_data and len(_PARAGRAPH.findall(value)) >= _FEWEST and "</p>" in value:
            yield value
