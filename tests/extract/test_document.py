"""The text of a page as a reader sees it."""

from tests.extract.pages import STORY, story
from tests.extract.test_page import article


def test_a_soft_hyphen_is_no_letter() -> None:
    divided = [STORY[0].replace("lighthouse", "light\u00adhouse"), *STORY[1:]]
    page = story(headline="Port Ellery to re&shy;build its light&shy;house", paragraphs=divided)
    read = article(page.encode())
    assert read.headline == "Port Ellery to rebuild its lighthouse"
    assert [p.text for p in read.paragraphs] == STORY
