"""Items of a story's list that are no more than a link."""

from crawler.extract import extract
from tests.extract.pages import STORY, story

URL = "https://courier.example/sea/lighthouse"
QUESTIONS = [
    "Was the money for the lighthouse set aside in the year of the storm?",
    "Who will look after the light?",
    "How long will the landing be closed for the ferry while the work goes on?",
]


def between(items: str) -> list[str]:
    """The lines that are read where a list stands among the story's paragraphs."""
    html = story().replace(f"<p>{STORY[3]}", f"<ul>{items}</ul><p>{STORY[3]}")
    found = extract(html.encode(), URL).article
    assert found is not None
    return [p.text for p in found.paragraphs]


def listed(texts: list[str], linked: str) -> str:
    link = f'<a href="/sea/answer">{linked}</a>'
    return "".join(f"<li>{text.replace(linked, link)}</li>" for text in texts)


def test_an_item_that_is_a_link_goes_with_the_other_items() -> None:
    told = [*STORY[:3], *QUESTIONS, *STORY[3:]]
    assert between(listed(QUESTIONS, QUESTIONS[1])) == told
    assert between(listed(QUESTIONS, "look after the light")) == told


def test_a_list_of_links_is_none_of_the_storys() -> None:
    links = "".join(f'<li><a href="/x">{text}</a></li>' for text in QUESTIONS)
    assert between(links) == STORY


def test_an_item_that_points_elsewhere_stays_out() -> None:
    pointer = '<li><a href="/x">Read more: Herring is late</a></li>'
    told = [*STORY[:3], QUESTIONS[0], QUESTIONS[2], *STORY[3:]]
    assert between(listed([QUESTIONS[0], QUESTIONS[2]], "none") + pointer) == told
