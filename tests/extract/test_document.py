"""The text of a page as a reader sees it."""

from crawler.extract.document import Document
from tests.extract.pages import STORY, story
from tests.extract.test_page import article


def test_a_soft_hyphen_is_no_letter() -> None:
    divided = [STORY[0].replace("lighthouse", "light\u00adhouse"), *STORY[1:]]
    page = story(headline="Port Ellery to re&shy;build its light&shy;house", paragraphs=divided)
    read = article(page.encode())
    assert read.headline == "Port Ellery to rebuild its lighthouse"
    assert [p.text for p in read.paragraphs] == STORY


def test_a_paragraph_of_signs_without_width_is_none() -> None:
    read = article(story(paragraphs=[*STORY[:3], "\u200d", *STORY[3:], "&#xfeff; "]).encode())
    assert [p.text for p in read.paragraphs] == STORY


def test_the_link_of_a_heading_to_itself_is_none_of_its_words() -> None:
    head = '<h2 id="vote">How they voted{}<a hidden class="anchor" href="#vote">{}</a></h2>'
    for space, sign in (("", "#"), (" ", "¶")):
        page = story().replace(f"<p>{STORY[3]}", head.format(space, sign) + f"<p>{STORY[3]}")
        told = [*STORY[:3], "How they voted", *STORY[3:]]
        assert [p.text for p in article(page.encode()).paragraphs] == told


def test_of_many_equal_articles_the_first_is_the_pages() -> None:
    listed = ",".join(
        f'{{"@type":"NewsArticle","headline":"Ferry number {n}","datePublished":"2026-03-03"}}'
        for n in range(60)
    )
    page = f'<script type="application/ld+json">[{listed}]</script>'.encode()
    document = Document.parse(page, "https://herald.example/")
    assert document.news["headline"] == "Ferry number 0"
