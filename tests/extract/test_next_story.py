"""Pages that go on with another story below the one they are about."""

import pytest

from crawler.extract import extract
from tests.extract.pages import STORY, story

URL = "https://courier.example/sea/lighthouse"
FERRIES = [
    "Two ferries are to be bought by the town of Sandholm, which has quarrelled over them for as "
    "long as anybody there can think back.",
    "They will be built at a yard in the north that asked for less than the four others, the "
    "mayor said when the vote was over.",
    "The islands have hoped for them since the old boat was laid up, and the school there has "
    "lost a third of its children to the mainland.",
    "Its first trip is planned for the day after Easter, with a band on board and coffee for all "
    "who can show a ticket.",
]
HEADING = '<h2><a href="/sea/ferries">Sandholm buys two ferries after all</a></h2>'
HEAD = f"{HEADING}<p>By Peter Lind</p><time>3 May 2026, 14:05</time>"


def box(head: str, paragraphs: list[str]) -> str:
    return f'<div class="zq">{head}{"".join(f"<p>{text}</p>" for text in paragraphs)}</div>'


def read(html: str) -> list[str]:
    found = extract(html.encode(), URL).article
    assert found is not None
    return [p.text for p in found.paragraphs]


@pytest.mark.parametrize("count", [1, len(STORY)])
def test_the_next_story_is_none_of_the_page_s_even_if_it_is_longer(count: int) -> None:
    page = story(paragraphs=STORY[:count])
    assert read(page.replace("</main>", f"{box(HEAD, FERRIES)}</main>")) == STORY[:count]


@pytest.mark.parametrize(
    "head",
    [
        HEADING,  # a chapter on what is told elsewhere: nothing says when it was
        HEAD.replace("<a ", "<b ").replace("</a>", "</b>"),
        HEAD.replace("Sandholm buys two ferries after all", "Ferries"),  # a topic
    ],
)
def test_a_chapter_goes_on_with_the_story(head: str) -> None:
    page = story().replace(f"<p>{STORY[-1]}</p>", f"<p>{STORY[-1]}</p>{box(head, FERRIES)}")
    assert FERRIES[0] in read(page)
