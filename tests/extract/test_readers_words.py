"""What readers say below a story is none of it, whatever the page calls its elements."""

from __future__ import annotations

import pytest

from crawler.extract import extract
from tests.extract.pages import STORY, story

SAID = (
    "I have lived on the quay for {} years, and no council has ever finished a thing in time. Let "
    "us hope that the new light is better than the old one."
)


def comments(door: str, count: int = 12) -> str:
    return "".join(
        f'<div class="q7"><span>reader{n}</span> <span>{n} hours ago</span>'
        f'<div class="k2"><p>{SAID.format(n)}</p></div>{door}</div>'
        for n in range(1, count + 1)
    )


def body_of(below: str) -> list[str]:
    html = story(paragraphs=STORY[:2]).replace("<footer>", f"<div>{below}</div><footer>")
    article = extract(html.encode(), "https://courier.example/1").article
    assert article is not None
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    "door",
    [
        "<button>Reply</button>",
        '<a href="#r">Antworten (3)</a>',
        '<span><a href="#r">답글 2</a></span>',
        '<div role="button">返信する</div>',
    ],
)
def test_comments_are_longer_than_the_story_and_none_of_it(door: str) -> None:
    assert body_of(comments(door)) == STORY[:2]


def test_what_is_answered_in_a_comment_goes_with_it() -> None:
    answered = comments("<button>Reply</button>").replace(
        "<button>", f"<div><p>{SAID.format(99)}</p></div><button>", 1
    )
    assert body_of(answered) == STORY[:2]


def test_paragraphs_in_boxes_of_their_own_stay_the_story() -> None:
    said = map(SAID.format, range(1, 6))
    boxed = "".join(f'<div class="q7"><div>{text}</div></div>' for text in said)
    html = story().replace(f"<p>{STORY[-1]}</p>", f"<p>{STORY[-1]}</p>{boxed}")
    article = extract(html.encode(), "https://courier.example/1").article
    assert article is not None
    assert len(article.paragraphs) == len(STORY) + 5


def test_a_forum_has_comments_and_no_story() -> None:
    html = story(paragraphs=[]).replace("<footer>", f"{comments('<a>Reply</a>')}<footer>")
    assert extract(html.encode(), "https://courier.example/1").article is None
