"""Under which words a story stands, where the page's code is of little help."""

import pytest

from crawler.extract import extract
from crawler.items import Article
from tests.extract.pages import STORY

URL = "https://courier.example/sea/lighthouse"
LINE = "海港镇将重建灯塔：工程明年春天开始"
NAME = "Port Ellery to rebuild its lighthouse"
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)


def article(head: str, top: str, url: str = URL) -> Article:
    page = f"<html><head>{head}</head><body>{top}<div>{TEXT}</div></body></html>"
    found = extract(page.encode(), url).article
    assert found is not None
    return found


@pytest.mark.parametrize(
    "title",
    [f"{LINE}_海港网", f"{LINE}-海港网 新闻频道", f"海港网--{LINE}", f"{LINE} 镇政府_海港网"],
)
def test_the_headline_is_the_line_of_the_page_that_its_title_holds(title: str) -> None:
    found = article(f"<title>{title}</title>", f"<div>{LINE}</div><div>2025-03-04 10:20:30</div>")
    assert found.headline == LINE
    assert found.published_raw == "2025-03-04 10:20:30"


def test_a_first_heading_of_which_the_title_says_nothing_is_the_sites() -> None:
    top = f"<h1>海港镇人民政府</h1><h2>{LINE}</h2>"
    assert article(f"<title>{LINE} - 海港镇门户网站</title>", top).headline == LINE


def test_a_short_name_of_the_site_may_begin_the_title() -> None:
    title = f'<meta property="og:title" content="ECHO | {NAME}">'
    assert article(title, "", "https://www.echo.com/a").headline == NAME


def test_the_sites_name_at_the_end_of_a_title_is_no_headline() -> None:
    title = "A light for Port Ellery and all who sail past it ‹ Harbour Watch Society"
    found = article(f"<title>{title}</title>", "<div>Harbour Watch Society</div>")
    assert found.headline == title


def test_a_name_that_ends_at_a_quotation_mark_in_its_code_is_cut_off() -> None:
    whole = '海港镇公布"灯塔计划"细节'
    head = f'<title>{whole}_海港网</title><meta property="og:title" content="{whole}">'
    assert article(head, f"<h1>{whole}</h1>").headline == whole


def headline(title: str, top: str) -> str:
    return article(f"<title>{title}</title>", top).headline


def test_the_first_rank_heading_may_be_the_sites_and_the_storys_of_lower_rank() -> None:
    page = f"<h1>Sea news</h1><div><h2>2 March</h2><h3>{NAME}</h3></div>"
    assert headline(f"{NAME} | A paper of the coast", page) == NAME
    assert headline("Quite another title of the page", page) == "Sea news"


def test_a_title_may_name_nothing_but_the_site() -> None:
    page = f"<h1> </h1><h2>{NAME}</h2>"
    assert headline("Courier.example", page) == NAME


def test_a_title_may_be_set_off_from_the_sites_name_by_an_angle() -> None:
    page = f"<h1>Courier</h1><h3>{NAME}</h3>"
    assert headline(f"Courier &raquo; {NAME}", page) == NAME


def test_a_title_that_begins_with_the_sites_name_is_the_heading_of_lower_rank() -> None:
    head = f'<title>Anstey Watch: {NAME}</title><meta property="og:title" content="{NAME}">'
    motto = '<p class="description">News from three parishes of the coast</p>'
    found = article(head, f"<h1>Anstey Watch</h1>{motto}<h3>{NAME}</h3>")
    assert (found.headline, found.standfirst) == (NAME, None)


@pytest.mark.parametrize("is_title_shared", [True, False])
def test_of_heading_and_shared_title_that_is_the_headline_which_the_title_does_not_repeat(
    is_title_shared: bool,
) -> None:
    shared = "Lighthouse: what the town plans"
    told = f'{{"@type": "NewsArticle", "headline": "{NAME}"}}'
    head = (
        f"<title>{shared if is_title_shared else NAME}</title>"
        f'<meta property="og:title" content="{shared}">'
        f'<script type="application/ld+json">{told}</script>'
    )
    found = article(head, f"<h1>{NAME}</h1>")
    headlines = (NAME, shared) if is_title_shared else (shared, NAME)
    assert (found.headline, found.alternative_headline) == headlines


SHARED = "What the council of Port Ellery has in mind for its dark tower"
OTHERWISE = "A light comes back to the harbour mouth"


@pytest.mark.parametrize(
    "printed",
    [
        f'<h1>{OTHERWISE}</h1><div><a href="/ann-lee">Ann Lee</a></div>',
        f'<h1><a href="/">The Courier of the Coast</a></h1><h1>{OTHERWISE}</h1>',
        f'<h1 itemprop="headline">{OTHERWISE}</h1><aside><h1>More stories to read</h1></aside>',
    ],
)
def test_the_heading_of_the_page_is_the_alternative_headline_however_it_is_worded(
    printed: str,
) -> None:
    found = article(f'<meta property="og:title" content="{SHARED}">', printed)
    assert (found.headline, found.alternative_headline) == (SHARED, OTHERWISE)


def test_a_heading_that_is_a_link_elsewhere_or_the_sites_name_is_no_headline() -> None:
    head = f'<meta property="og:title" content="{SHARED}">'
    for heading in ('<a href="/">All the news of the coast</a>', "The Courier Example"):
        assert article(head, f"<h1>{heading}</h1>").alternative_headline is None
    printed = f"<h1>Latest stories of ours</h1><h2>{SHARED}</h2>"
    assert article(head, printed).alternative_headline is None


def test_a_heading_of_any_rank_that_begins_the_title_is_the_headline() -> None:
    line = "A light for Port Ellery and all who sail past it"
    printed = f'<h2>Our parishes</h2><h3><a href="/sea/lighthouse">{line}</a></h3>'
    assert headline(f"{line} ‹ Harbour Watch Society", printed) == line


def test_a_heading_that_leads_elsewhere_is_the_sites_or_a_sections() -> None:
    section = '<a href="/money"><h1>Money on Mondays</h1></a>'
    title = f"{SHARED} and more"
    assert headline(title, f"{section}<h1>{OTHERWISE}</h1>") == OTHERWISE
    assert headline(title, f'<h1>{OTHERWISE} <a href="#top">¶</a></h1>').startswith(OTHERWISE)


@pytest.mark.parametrize(
    "shared",
    [
        *(f"{NAME} | Coast", f"{NAME} – CC – 04.03.2025", f"{NAME} - Ann Lee and Bo Sand"),
        *(f"{NAME}-Coast", f"{NAME}：Echo", f"{NAME} * by Ann Lee"),
    ],
)
def test_what_sites_set_behind_a_headline_makes_no_alternative_of_it(shared: str) -> None:
    told = (
        f'<script type="application/ld+json">{{"@type": "Article", "headline": "{NAME}"}}</script>'
    )
    found = article(f'<meta property="og:title" content="{shared}">{told}', f"<h1>{NAME}</h1>")
    assert (found.headline, found.alternative_headline) == (NAME, None)


def test_a_sections_name_before_the_headline_is_no_part_of_it() -> None:
    found = article(f'<meta property="og:title" content="Opinion | {NAME}">', f"<h1>{NAME}</h1>")
    assert (found.headline, found.alternative_headline) == (NAME, None)


@pytest.mark.parametrize(
    "printed", [f"<span>Dark since March</span>{NAME}", f'{NAME} <i class="badge">Members</i>']
)
def test_a_kicker_or_a_badge_in_the_heading_makes_no_alternative_of_it(printed: str) -> None:
    found = article(f'<meta property="og:title" content="{NAME}">', f"<h1>{printed}</h1>")
    assert (found.headline, found.alternative_headline) == (NAME, None)


def test_an_alternative_that_is_cut_off_at_a_quotation_mark_is_none() -> None:
    whole = '海港镇公布"灯塔计划"细节'
    head = f'<title>海港镇公布</title><meta property="og:title" content="{whole}">'
    assert article(head, f"<h1>{whole}</h1>").alternative_headline is None


def test_the_name_of_a_page_in_its_address_is_no_headline() -> None:
    head = '<meta property="og:title" content="ellery-lighthouse-spring-2025">'
    assert article(head, f"<h1>{NAME}</h1>").headline == NAME


def test_metadata_that_is_named_headline_knows_better_than_a_title_with_the_section() -> None:
    told = f'<meta property="og:title" content="{LINE}-经济"><title>{LINE}-经济_海港网</title>'
    assert article(f'{told}<meta name="headline" content="{LINE}">', "").headline == LINE


def test_a_title_that_differs_in_its_signs_alone_is_no_alternative() -> None:
    shared = f"“{NAME}”: council"
    told = (
        f'<script type="application/ld+json">{{"@type": "Article", "headline": "{NAME}: council"}}'
    )
    head = f'<title>{shared}</title><meta property="og:title" content="{shared}">{told}</script>'
    found = article(head, f"<h1>{NAME}: council</h1>")
    assert (found.headline, found.alternative_headline) == (f"{NAME}: council", None)


LEAD = "Seven of nine voted for the light, and the ferry landing will have to wait"


def test_a_heading_that_ends_the_way_to_the_story_is_not_where_its_headline_stands() -> None:
    way = f"<nav><ul><li><a href='/sea'>Sea</a></li><li><h1>{NAME}</h1></li></ul></nav>"
    head = f'<h2>A dark tower: {NAME}</h2><div class="intro"><p>{LEAD}</p></div>'
    links = "".join(f"<p>Text size {n} and up to {n + 1}</p>" for n in range(14))
    found = article(f'<meta property="og:title" content="{NAME}">', way + links + head)
    assert (found.headline, found.standfirst) == (NAME, LEAD)


@pytest.mark.parametrize(
    "heading",
    [
        f'<h1>Sea<span class="visually-hidden">: </span><span>{NAME}</span></h1>',
        f"<h1><div>Sea</div><div>{NAME}</div></h1>",
    ],
)
def test_a_headline_stands_where_its_heading_does_though_not_all_of_its_words_are_seen(
    heading: str,
) -> None:
    lead = f"<p>Text size</p><div class=intro><p>{LEAD}</p></div>"
    title = f'<meta property="og:title" content="{NAME}">'
    links = "".join(f"<p>Text size {n} and up to {n + 1}</p>" for n in range(14))
    assert article(title, links + heading + lead).standfirst == LEAD


def test_a_text_of_thousands_of_letters_is_no_headline() -> None:
    long = "<meta property='og:title' content='" + "A light " * 200 + "'>"
    found = article(f"<title>{NAME}</title>{long}", f"<h1>{'A light ' * 200}</h1><h1>{NAME}</h1>")
    assert (found.headline, found.alternative_headline) == (NAME, None)
    page = f"<title>{'A' * 100_000}</title><h1>{'B' * 100_000}</h1><div>{TEXT}</div>"
    assert extract(page.encode(), URL).article is None


def test_the_initials_of_the_site_behind_the_headline_are_no_part_of_it() -> None:
    shared = f'<meta property="og:title" content="«{NAME}» | ECR">'
    site = '<meta property="og:site_name" content="Ellery Courier">'
    found = article(f"<title>Lighthouse</title>{site}{shared}", "", "https://ecr.example/a")
    assert found.headline == f"«{NAME}»"


def test_the_kind_of_story_in_capitals_before_the_headline_is_no_part_of_it() -> None:
    shared = f'<meta property="og:title" content="INTERVIEW - {NAME}">'
    found = article(f"<title>Lighthouse</title>{shared}", f"<h1>{NAME}</h1>")
    assert (found.headline, found.alternative_headline) == (NAME, None)
