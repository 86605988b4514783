"""Bylines as the press prints them: persons, and organisations apart from them."""

from __future__ import annotations

import html
import json
import re

import pytest

from crawler.extract import extract
from crawler.items import Article
from tests.extract.pages import STORY, story


def read(
    byline: str = "", authors: object = None, first: str = "", *, last: str = "", head: str = ""
) -> Article:
    """The article of a page with this byline element, these JSON-LD authors, ``first`` and
    ``last`` as the story's first and last paragraph, and ``head`` among its metadata."""
    text = story(paragraphs=[first, *STORY] if first else STORY)
    text = text.replace("</head>", f"{head}</head>")
    text = text.replace("</div></article>", f"{last}</div></article>")
    text = re.sub(r'"author": \[.*?\]', lambda _: f'"author": {json.dumps(authors)}', text)
    text = text.replace('<div class="byline">By Ida Brandt</div>', byline)
    page = extract(text.encode(), "https://courier.example/a")
    assert page.article is not None
    return page.article


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ida Brandt and Bo Ek | March 3, 2026 6:20 pm", ("Ida Brandt", "Bo Ek")),
        ("Analysis by Ida Brandt", ("Ida Brandt",)),
        ("Von Ida Brandt, CNV-Studio Ellery, zzt. Porto", ("Ida Brandt",)),
        ("Ida Brandt - Mar 3, 2026, 8:15 pm CST", ("Ida Brandt",)),
        ("by Ida Brandt on Tuesday, March 3rd, 2026 at 11:08 a.m.", ("Ida Brandt",)),
        ("Текст: Ида Брандт", ("Ида Брандт",)),
        ("Kommentar von Ida Brandt", ("Ida Brandt",)),
        ("Tin, ảnh: Ida Brandt", ("Ida Brandt",)),
        ("Texto y fotos: Ida Brandt", ("Ida Brandt",)),
        ("By Ida Brandt For The Ellery Courier", ("Ida Brandt",)),
    ],
)
def test_the_names_in_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert read(f'<p class="byline">{byline}</p>').authors == names


def test_authors_stand_side_by_side() -> None:
    names = '<a rel="author">Ida Brandt</a>, <a rel="author">Bo Ek</a>'
    follow = '<a rel="author" class="button">Follow</a>'
    assert read(f"<p>By {names} {follow}</p>").authors == ("Ida Brandt", "Bo Ek")


def test_in_microdata_the_name_is_an_element_of_its_own() -> None:
    name = '<b itemprop="name">Ida Brandt</b><a href="mailto:ida@courier.example">Write me</a>'
    assert read(f'<div itemprop="author">{name}</div>').authors == ("Ida Brandt",)


@pytest.mark.parametrize(
    "names",
    [
        '<span itemprop="author"><a rel="author"><b itemprop="name">Ida Brandt</b></a></span> and '
        '<span itemprop="author"><a rel="author"><b itemprop="name">Bo Ek</b></a></span>',
        '<span itemprop="author creator">By <b itemprop="name">Ida Brandt</b> and </span>'
        '<span itemprop="author creator"><b itemprop="name">Bo Ek</b></span>',
    ],
)
def test_in_microdata_each_author_may_have_an_element_of_its_own(names: str) -> None:
    assert read(f'<p class="byline">{names}</p>', []).authors == ("Ida Brandt", "Bo Ek")


def test_an_author_told_twice_in_a_row_is_printed_once() -> None:
    names = '<span class="author">Ida Brandt</span>' * 2
    assert read(f"<p>{names}</p>", []).byline == "Ida Brandt"


@pytest.mark.parametrize(
    "micro",
    [
        '<div itemprop="author"><meta itemprop="name" content="Ida Brandt"></div>',
        '<meta itemprop="author" content="Ida Brandt">',
    ],
)
def test_microdata_may_tell_an_author_that_is_not_printed(micro: str) -> None:
    assert read(micro, []).authors == ("Ida Brandt",)
    assert read(f"{micro}<p>By Bo Ek</p>", []).authors == ("Bo Ek",)


def test_what_follows_the_names_is_no_byline() -> None:
    byline = '<div class="byline"><b>Ida Brandt</b><i>Updated 6:20 pm</i><a>Print this</a></div>'
    assert read(byline).byline == "Ida Brandt"


@pytest.mark.parametrize(
    ("byline", "printed"),
    [
        ("By Ida Brandt<i>5 minute Read</i>", "By Ida Brandt"),
        ("Por Ida Brandt<i>4 minutos de lectura</i>", "Por Ida Brandt"),
        ("<b>Ida Brandt</b><i>Lesezeit: 4 Min.</i>", "Ida Brandt"),
        ("By Ida Brandt Published in Sea March 3, 2026 6:20 pm", "By Ida Brandt"),
        ("By Ida Brandt 3.3.2026 18:20 | Sea", "By Ida Brandt"),
        ("By Ida Brandt 3/ 3/26 06:20 PM ET", "By Ida Brandt"),
        ("By <b>Ida Brandt</b> <i>on</i> <time>3 March 2026</time>", "By Ida Brandt"),
        ("By <b>Ida Brandt</b> ·", "By Ida Brandt"),
        ("By <b>Ida Brandt</b><div>Ida Brandt</div><div>Opinion writer</div>", "By Ida Brandt"),
        (
            "By <b>Ida Brandt</b><a>Close</a><a>Follow on X</a>, <b>Bo Ek</b>",
            "By Ida Brandt , Bo Ek",
        ),
        ("<i>1,046</i> <b>Ida Brandt</b><a>Follow</a>", "Ida Brandt"),
        ("<b>Ida Brandt</b> <i class='icons'>timer</i><i>2 min. read</i>", "Ida Brandt"),
        ("<b>林品均</b><i>发布时间：10-08</i>", "林品均"),
        ("责任编辑：王海", None),
        ("发布于", None),
    ],
)
def test_the_byline_ends_before_the_time_and_what_else_stands_there(
    byline: str, printed: str | None
) -> None:
    assert read(f'<div class="byline">{byline}</div>', []).byline == printed


@pytest.mark.parametrize("byline", ["By Ida Brandt 3.3.2026 18:20", "By Ida Brandt Posted 6:20 pm"])
def test_the_time_in_a_line_is_no_part_of_a_name(byline: str) -> None:
    assert read(f"<p>{byline}</p>", []).authors == ("Ida Brandt",)


def test_what_a_chinese_page_compiled_has_no_author() -> None:
    article = read('<p class="author">作者：网络整理</p>', [])
    assert (article.authors, article.organisations) == ((), ())


def test_a_chinese_office_is_an_organisation() -> None:
    article = read('<p class="author">作者：海港药剂党支部</p>', [])
    assert (article.authors, article.organisations) == ((), ("海港药剂党支部",))


def test_an_agency_of_the_metadata_stands_beside_a_printed_person() -> None:
    article = read("<p>By IDA BRANDT</p>", [], head='<meta name="author" content="AP">')
    assert (article.authors, article.organisations) == (("IDA BRANDT",), ("AP",))


def test_organisations_are_apart() -> None:
    article = read(authors=[{"@type": "Person", "name": n} for n in ("Ida Brandt", "Reuters")])
    assert article.authors == ("Ida Brandt",)
    assert article.organisations == ("Reuters",)


def test_beside_persons_the_publisher_is_no_author() -> None:
    article = read(authors=[{"name": "The Ellery Courier"}, {"name": "Ida Brandt"}])
    assert (article.authors, article.organisations) == (("Ida Brandt",), ())


def test_a_byline_of_another_story_is_not_taken() -> None:
    other = '<aside><div class="author">Nils Holt</div></aside>'
    article = read(f'{other}<div class="byline">By Ida Brandt</div>')
    assert article.authors == ("Ida Brandt",)


def test_the_names_may_be_the_storys_first_line() -> None:
    article = read(authors={"name": "The Ellery Courier"}, first="Ida Brandt/Bo Ek")
    assert article.authors == ("Ida Brandt", "Bo Ek")
    assert article.paragraphs[0].text == STORY[0]


@pytest.mark.parametrize("line", ["<h2>Harbour Votes</h2>", "<blockquote>Bo Ek</blockquote>"])
def test_a_heading_or_who_is_quoted_is_no_author(line: str) -> None:
    assert read(first="Bo Ek").authors == ("Bo Ek",)
    found = read(first=f"The harbour votes on Tuesday.</p>{line}<p>")
    assert (found.byline, found.authors) == (None, ())


def test_who_is_quoted_in_the_story_and_named_above_is_no_author() -> None:
    lede = "The light burns again, says the keeper, Bo Ek, who has waited for it since the storm."
    quote = '<blockquote><p>At last.</p><cite class="quote__author">Bo Ek</cite></blockquote>'
    assert read(first=f"{lede}</p>{quote}<p>").authors == ()


def test_a_japanese_reporter_signs_in_a_line_below() -> None:
    found = read(last='<p class="writer">（山田太郎）</p>')
    assert found.authors == ("山田太郎",)
    assert [p.text for p in found.paragraphs] == STORY


def test_a_name_of_the_headline_is_not_the_authors() -> None:
    html = story("Ida Brandt sees the harbour again", ["Ida Brandt", *STORY])
    html = html.replace('<div class="byline">By Ida Brandt</div>', "")
    html = html.replace('"name": "Ida Brandt"', '"name": "The Ellery Courier"')
    found = extract(html.encode(), "https://courier.example/a").article
    assert found is not None
    assert found.authors == ()


def test_the_place_at_the_end_of_another_headline_is_no_author() -> None:
    below = "<ol><li>1 A storm breaks the gates of the harbour by Port Ellery</li></ol>"
    assert read(authors={"name": "Ida Brandt"}, last=below).authors == ("Ida Brandt",)


def test_the_publisher_is_known_without_the_marks_on_its_letters() -> None:
    article = read('<div class="author">Thé Ellery Coürier</div>')
    assert (article.authors, article.organisations) == ((), ("Thé Ellery Coürier",))


@pytest.mark.parametrize(
    "signed",
    ["(By Ida Brandt) Enditem/", "(By Ida Brandt)", "(c)AFP/Ida BRANDT"],
)
def test_an_agency_signs_behind_the_last_sentence(signed: str) -> None:
    article = read(authors=None, last=f"<p>The light is old. {signed}</p>")
    assert [name.title() for name in article.authors] == ["Ida Brandt"]


def test_the_sites_own_account_is_no_person() -> None:
    admin = {"@type": "Person", "name": "Ellery D", "url": "https://courier.example/author/admin/"}
    assert read(authors=admin).authors == ()


@pytest.mark.parametrize(
    "byline",
    [
        '<div><a href="/author/ida-brandt">Ida Brandt</a></div>',
        '<div><a href="/people/ida-brandt">Ida Brandt</a></div>',
        '<div class="szerzo">Ida Brandt</div>',
        '<div><span class="signature">Ida Brandt</span></div>',
        '<ul data-cy="byline"><li><a href="/x">Ida Brandt</a></li></ul>',
        "<p>WRITER: <a>Ida Brandt</a></p>",
        '<a href="/av/ida-brandt"><div><p>Ida Brandt</p></div></a>',
        "<p>Published by: Ida Brandt</p>",
        "<p><i>National</i>, <i>News</i>, <i>Top Story</i> | Published: 5 hours ago | Last "
        "updated: 5 hours ago | Written by Ida Brandt</p>",
        "<p>Por Ida Brandt, Madrid</p>",
        "<p>Shkruar nga Ida Brandt</p>",
        "<p>Shkruan: Ida Brandt</p>",
        '<p class="byline">от Ida Brandt</p>',
        "<p>Репортер: Ida Brandt</p>",
        "<p>Novinarka: Ida Brandt</p>",
        "<p>Аутор: Ida Brandt</p>",
        '<p class="byline">de Ida Brandt</p>',
        "<p>Ρεπορτάζ: Ida Brandt</p>",
        '<p class="byline">Της Ida Brandt</p>',
        "<p>Articolo di Ida Brandt</p>",
        "<p>Repórter: Ida Brandt</p>",
        "<p>Periodista: Ida Brandt</p>",
        '<p class="byline">De notre envoyée spéciale à Brest, Ida Brandt</p>',
        "<p>Écrit par</p><p><a>Ida Brandt</a></p>",
        "<p>Published March 4, 2025 by Ida Brandt</p>",
        "<p>March 4, 2025 | By Ida Brandt</p>",
        "<p>الثلاثاء 04-03-2025 15:20 | كتب: Ida Brandt</p>",
        '<p class="author">Фото: Бу Эк / ТАСС</p><p>Von Ida Brandt</p>',
        "<p>By</p><p><a>Ida Brandt</a></p>",
        '<p class="byline">Ida Brandt <button>Follow</button><svg><title>Mail</title></svg></p>',
        '<p class="byline">March 4, 2025 | By Ida Brandt</p>',
        '<p>By <a rel="author"><i>Ida</i> <i>Brandt</i></a></p>',
    ],
)
def test_a_line_above_the_story_names_the_author(byline: str) -> None:
    assert read(byline).authors == ("Ida Brandt",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("بقلم ليلى حسن", ("ليلى حسن",)),
        ("كتبت: ليلى حسن", ("ليلى حسن",)),
        ("Piše: Ida Brandt", ("Ida Brandt",)),
        ("Ein Gastbeitrag von Ida Brandt", ("Ida Brandt",)),
        ("Ein Bericht von Ida Brandt", ("Ida Brandt",)),
        ("Van onze verslaggever Ida Brandt", ("Ida Brandt",)),
        ("Een reportage van Ida Brandt", ("Ida Brandt",)),
        ("En krönika av Ida Brandt", ("Ida Brandt",)),
        ("En kommentar af Ida Brandt", ("Ida Brandt",)),
        ("Leder av Norsk Havneforening", ()),
        ("Kirjoittaja: Ida Brandt", ("Ida Brandt",)),
        ("Rozmawiała Ida Brandt", ("Ida Brandt",)),
        ("Napsala Ida Brandtová", ("Ida Brandtová",)),
        ("Autori: Ida Brandtová, Ján Petrík", ("Ida Brandtová", "Ján Petrík")),
        ("Szerzők: Nagy Kata, Kis Péter", ("Nagy Kata", "Kis Péter")),
        ("Propos recueillis par Ida Brandt", ("Ida Brandt",)),
        ("Γράφει η Ίντα Μπραντ", ("Ίντα Μπραντ",)),
        ("โดย สมชาย ใจดี", ("สมชาย ใจดี",)),
        ("記者林品均／海港報導", ("林品均",)),
        ("来源：海港日报 作者：林品均 2025-03-04 11:20", ("林品均",)),
        ("取材・文：山田太郎", ("山田太郎",)),
        ("2025-03-04 11:20来源：海港日报网作者：林品均", ("林品均",)),
        ("2025-03-04 11:20 | 12次阅读 | 作者林品均", ("林品均",)),
        ("采写：海港日报记者 林品均 王海", ("林品均", "王海")),
        ("김하늘, 박보라 기자", ("김하늘", "박보라")),
        ("取材・文＝山田太郎", ("山田太郎",)),
        ("記者・山田太郎", ("山田太郎",)),
        ("Авторка: Ольга Вітренко", ("Ольга Вітренко",)),
        ("به قلم سارا امینی", ("سارا امینی",)),
        ("প্রতিবেদক: আনিস আহমেদ", ("আনিস আহমেদ",)),
        ("Imeandikwa na Neema Mushi", ("Neema Mushi",)),
        ("A town by the sea", ()),
        ("Eine Stadt von Welt", ()),
    ],
)
def test_labels_of_many_languages(line: str, names: tuple[str, ...]) -> None:
    assert read(f"<p>{line}</p>").authors == names


def test_a_figure_and_a_preposition_make_no_byline() -> None:
    assert read("<p>Seite 1 – Im Boot von Ellery nach Norden</p>").authors == ()


def test_a_korean_reporter_after_a_place() -> None:
    assert read(last="<p>순천, 광양 김하늘 기자 sky@courier.example</p>").authors == ("김하늘",)


def test_a_link_to_a_person_elsewhere_is_no_byline() -> None:
    other = '<a href="/author/nils-holt">Nils Holt</a>'
    assert read(first=f"The chair wrote to {other} about the light on the pier.").authors == ()


def test_agencies_beside_a_printed_name_are_organisations() -> None:
    article = read('<p class="byline">By Ida Brandt and AP</p>')
    assert (article.authors, article.organisations) == (("Ida Brandt",), ("AP",))


@pytest.mark.parametrize("house", ["Courier Coast", "Brandt Media Group", "Tim Redaksi"])
def test_the_publishers_house_beside_a_person_is_no_author(house: str) -> None:
    article = read(f'<div class="byline"><b>Ida Brandt</b><i>{house}</i></div>')
    assert (article.authors, article.organisations) == (("Ida Brandt",), ())


def test_the_initials_of_a_house_are_no_part_of_a_name() -> None:
    article = read('<p class="byline">Ida Brandt EC</p>', [{"name": "Ida Brandt"}])
    assert article.authors == ("Ida Brandt",)


def test_an_organisation_with_a_label_is_a_person() -> None:
    told = {"@type": "Organization", "name": "Por Ida Brandt, e1 Costa"}
    assert read(authors=told).authors == ("Ida Brandt",)


def test_an_account_gives_way_to_a_printed_person() -> None:
    account = {"@type": "Person", "name": "idab", "url": "https://courier.example/author/idab/"}
    assert read(authors=account, first="BY IDA BRANDT").authors == ("IDA BRANDT",)
    assert read(authors=account).authors == ("idab",)
    numbered = {"@type": ["Person", "Organization"], "name": "webadmin5"}
    article = read('<span class="author">By <a>Reuters</a></span>', numbered)
    assert article.organisations == ("Reuters",)


def test_a_role_gives_way_to_a_person_of_the_metadata() -> None:
    head = '<meta name="article:author" content="Ida Brandt">'
    told = {"@type": "Person", "name": "Ellery staff reporter"}
    assert read(authors=told, head=head).authors == ("Ida Brandt",)
    assert read(authors=told).organisations == ("Ellery staff reporter",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="parsely-author" content="Ida Brandt">',
        '<meta name="DC.creator" content="Ida Brandt">',
        '<meta name="byl" content="By Ida Brandt">',
        '<meta name="twitter:label1" content="Written by">'
        '<meta name="twitter:data1" content="Ida Brandt">',
        '<meta name=parsely-page content=\'{"authors": ["Ida Brandt"]}\'>',
    ],
)
def test_authors_of_further_metadata(head: str) -> None:
    assert read(head=head).authors == ("Ida Brandt",)


def test_an_author_may_be_told_elsewhere_in_the_metadata() -> None:
    person = {"@type": "Person", "@id": "#ida", "name": "Ida Brandt"}
    head = f'<script type="application/ld+json">{json.dumps(person)}</script>'
    assert read(authors={"@id": "#ida"}, head=head).authors == ("Ida Brandt",)


def test_a_signature_after_the_story() -> None:
    signed = '<p style="text-align: right"><strong>Ida Brandt</strong> (AFP)</p>'
    article = read(last=signed)
    assert article.authors == ("Ida Brandt",)
    assert article.paragraphs[-1].text == STORY[-1]
    assert read(last="<p>Ida Brandt (AFP)</p>").authors == ("Ida Brandt",)
    assert read(last="<p><em>Ida Brandt</em></p>").authors == ("Ida Brandt",)
    bold = read(last='<p style="text-align:right;"><strong>Trần Hải Âu</strong></p>')
    assert (bold.authors, bold.paragraphs[-1].text) == (("Trần Hải Âu",), STORY[-1])
    assert read(last="<p>Ida <em>Brandt</em></p>").authors == ()
    assert read(last="<p><strong>Ida Brandt Street</strong> is closed.</p>").authors == ()
    assert read(last="<p><strong>Top Stories</strong></p>").authors == ()


@pytest.mark.parametrize("line", ["(ib)", "(ib/nho)"])
def test_initials_alone_below_the_story_are_none_of_it(line: str) -> None:
    assert read(last=f"<p>{line}</p>").paragraphs[-1].text == STORY[-1]


def test_the_initials_of_an_agency_tell_where_the_story_came_from() -> None:
    assert [a.name for a in read(last="<p>(dpa)</p>").attributions] == ["dpa"]


def test_a_name_above_what_they_do_is_the_authors() -> None:
    def card(name: str, role: str) -> str:
        return f'<div class="flex"><div>{name}</div><div>{role}</div></div>'

    assert read(card("Ida Brandt", "Journalist")).authors == ("Ida Brandt",)
    assert read(card("Ida Brandt", "Port Ellery")).authors == ()
    assert read(card("News", "Reporter")).authors == ()


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Ida Brandt, Staff Writer", ("Ida Brandt",)),
        ("Ida Brandt | Harbour correspondent", ("Ida Brandt",)),
        ("Ida Brandt (Reporter)", ("Ida Brandt",)),
        ("Port Ellery, Norway", ()),
        ("Storm on the coast, says reporter", ()),
    ],
)
def test_a_line_of_a_name_and_what_they_do_is_the_authors(
    line: str, authors: tuple[str, ...]
) -> None:
    assert read(f"<p>{line}</p>", []).authors == authors
    article = read("", [], first=line)
    assert article.authors == authors
    assert (article.paragraphs[0].text == STORY[0]) is bool(authors)


def test_the_reporters_in_a_bracket() -> None:
    told = "港务局星期二表示，渡轮码头将于明年春季关闭，因为主厅下方的木桩腐烂程度远远超出预期。"
    assert read(first=f"新华社海港3月4日电（记者李明、王芳）{told}").authors == ("李明", "王芳")
    assert read(last=f"<p>{told}（山田健太郎）</p>").authors == ("山田健太郎",)
    assert read(last=f"<p>{told}（敬称略）</p>").authors == ()
    assert read(first=f"〔記者林品均／海港報導〕{told}").authors == ("林品均",)
    assert read(last="<p>（山田 健太郎、佐藤 美咲）</p>").authors == ("山田 健太郎", "佐藤 美咲")
    assert read(last="<p>（おわり）</p>").authors == ()
    assert read(last=f"<p>{told}(林品)</p>").authors == ("林品",)
    assert read(last=f"<p>{told}(林品均 王海)</p>").authors == ("林品均", "王海")
    assert read(last=f"<p>{told}（未完待续）</p>").authors == ()
    signed = read(last=f"<p>{told}（編集委員　山田健太郎、長崎支局長　佐藤美咲）</p>")
    assert signed.authors == ("山田健太郎", "佐藤美咲")
    assert signed.paragraphs[-1].text == told
    alone = read(last="<p>（取材・文＝山田健太郎）</p>")
    assert alone.authors == ("山田健太郎",)
    assert alone.paragraphs[-1].text == STORY[-1]
    work = read(last="<p>（取材・文＝山田けんた／ライター）</p>")
    assert work.authors == ("山田けんた",)
    office = read(last="<p>（長崎支局・山田健太郎、写真も）</p>")
    assert office.authors == ("山田健太郎",)
    drawn = read(last="<p>（山田健太郎、グラフィックス 佐藤美咲）</p>")
    assert drawn.authors == ("山田健太郎",)
    assert office.paragraphs[-1].text == STORY[-1]
    assert read(first=f"【ワシントン＝山田健太郎】{told}").authors == ("山田健太郎",)
    assert read(first=f"【ワシントン＝共同】{told}").authors == ()
    assert read(last=f"<p>{told}（文部科学省）</p>").authors == ()
    assert read(first=f"本站讯（职工通讯员 林品均 王海）{told}").authors == ("林品均", "王海")


def test_notes_may_follow_the_paragraph_that_reporters_sign() -> None:
    told = "港務局は火曜日、杭の傷みが予想を超えていたため、渡船場を来春に閉じると発表した。"
    article = read(last=f"<p>{told}（小西もも香）</p><p>（問）港務局＝０１２（３４５）</p>")
    assert article.authors == ("小西もも香",)
    assert article.paragraphs[-2].text == told


def test_a_byline_in_several_elements_is_the_line_in_which_they_stand() -> None:
    each = '<a class="author" href="/a/{0}">{0}</a>'
    line = f"By {each.format('Ida Brandt')} and {each.format('Bo Ek')} on March 3, 2026"
    assert read(f"<p>{line}</p>").byline == "By Ida Brandt and Bo Ek"


def test_a_byline_may_name_more_than_the_element_in_it() -> None:
    line = '<p>By <a href="/x">Ida Brandt</a> and <span class="last-byline">Bo Ek</span></p>'
    assert read(line).authors == ("Ida Brandt", "Bo Ek")


def test_a_table_of_facts_below_may_name_the_author() -> None:
    facts = "".join(f"<li>Fact {i}</li>" for i in range(6))
    told = f"<ul>{facts}<li><strong>Autorin/Autor</strong> Ida Brandt</li></ul>"
    assert read(last=told).authors == ("Ida Brandt",)
    assert read(last=told.replace("Autorin/Autor", "Fotograf")).authors == ()
    assert read(last=f'<div class="comments">{told}</div>').authors == ()


def test_a_house_named_by_initials_in_its_host_leaves_the_author_open() -> None:
    head = '<meta name="author" content="Court Observer">'
    facts = "".join(f"<li>Fact {i}</li>" for i in range(6)) + "<li>Author: Ida Brandt</li>"
    text = "".join(f"<p>{text}</p>" for text in STORY)
    html = f"<html><head>{head}</head><h1>The light</h1>{text}<ul>{facts}</ul>"
    for host, author in (("co", "Ida Brandt"), ("sea", "Court Observer")):
        article = extract(html.encode(), f"https://www.{host}.example/a").article
        assert article is not None
        assert article.authors == (author,)


@pytest.mark.parametrize("house", ["海港", "海港日报", "海港网", "海港科技"])
def test_the_source_of_a_story_is_no_person(house: str) -> None:
    text = "".join(f"<p>{text}</p>" for text in STORY)
    head = f'<title>海港镇将重建灯塔_海港新闻</title><meta name="author" content="{house}">'
    html = f"<html><head>{head}</head><h1>海港镇将重建灯塔</h1>{text}"
    article = extract(html.encode(), "https://courier.example/a").article
    assert article is not None
    assert (article.authors, article.organisations) == ((), (house,))


def test_beside_a_house_in_the_metadata_less_evidence_tells_the_author() -> None:
    head = '<meta name="author" content="海港日报">'
    assert read("<p>Por Ida Brandt, Madrid</p>", head=head).authors == ("Ida Brandt",)
    told = "港务局星期二表示，渡轮码头将于明年春季关闭，因为主厅下方的木桩腐烂程度远远超出预期。"
    assert read(last=f"<p>{told}（林品均）</p>", head=head).authors == ("林品均",)


def test_a_reader_is_no_author() -> None:
    said = '<span class="author">Bo Ek</span><p>So it is.</p>'
    assert read(last=f'<div class="comments">{said}</div>').byline is None
    assert read(last=f"<div>{said}</div>").byline == "Bo Ek"


def test_the_sites_own_account_is_no_author_beside_a_person() -> None:
    account = {"@type": "Person", "name": "Tide D", "@id": "https://tide.example/author/admin/"}
    article = read('<div class="byline">By Ida Brandt</div>', account)
    assert (article.authors, article.organisations) == (("Ida Brandt",), ())


def test_lines_at_the_edges_that_tell_the_author_again_are_no_story() -> None:
    head = '<meta property="og:site_name" content="The Ellery Courier">'
    byline = '<div class="byline">By Ida Brandt</div>'
    article = read(
        byline, first="By Ida Brandt, Madrid", last="<p>The Ellery Courier</p>", head=head
    )
    assert [p.text for p in article.paragraphs] == STORY
    article = read('<div class="byline">林品均</div>', first="【文/海港网专栏作者 林品均】")
    assert [p.text for p in article.paragraphs] == STORY
    article = read(byline, first="By Bo Ek’s own account", last="<p>Ida Brandt is well</p>")
    assert len(article.paragraphs) == len(STORY) + 2


def test_a_line_of_authors_and_times_is_no_part_of_the_story() -> None:
    """However long it is."""
    times = "Publish Date: Tue, 04 Mar 2025 09:32 AM (IST) Updated Date: Tue, 04 Mar 2025 11:00 AM"
    line = f"By Ida Brandt Edited By: Bo Ek {times}"
    article = read(authors=[{"name": "Ida Brandt"}], first=line)
    assert article.paragraphs[0].text == STORY[0]


@pytest.mark.parametrize(
    "names",
    [
        "By Ida Brandt, Bo Ek",
        "<span>by</span> <b>Ida Brandt</b> <span>and</span> <b>Bo Ek</b>",
        "<a>Ida Brandt,</a>\n<a>Bo Ek</a>",
    ],
)
def test_metadata_may_have_room_for_the_first_author_only(names: str) -> None:
    first = [{"@type": "Person", "name": "Ida Brandt"}]
    found = read(f'<div class="byline">{names}</div>', first)
    assert found.authors == ("Ida Brandt", "Bo Ek")
    apart = read('<div class="byline"><p>Ida Brandt</p><p>Meet Our Writers</p></div>', first)
    assert apart.authors == ("Ida Brandt",)


def test_a_byline_that_names_the_paper_as_well_gives_way_to_no_heading_of_two_words() -> None:
    byline = '<div class="byline"><span>Ida Brandt</span> <span>Courier Example</span></div>'
    article = read(byline, authors=[], first="Harbour Football")
    assert article.authors == ("Ida Brandt",)
    house = '<div class="byline"><span>Courier Example</span></div>'
    assert read(house, authors=[], first="Bo Ek").authors == ("Bo Ek",)


def test_a_link_to_more_of_an_author_and_the_place_of_a_report_are_nobody() -> None:
    more = "<li>By Ida Brandt <a>More from Ida</a></li><li>Bo Ek <a>More from Bo</a></li>"
    assert read(f'<ul class="authors">{more}</ul>').authors == ("Ida Brandt", "Bo Ek")
    place = "<b>Ida Brandt</b><b>Reporting From</b><b>Ellery</b>"
    assert read(f'<div class="byline">{place}</div>').authors == ("Ida Brandt",)


def test_who_took_a_photograph_or_is_quoted_is_not_the_author() -> None:
    photo = '<p class="photo-author">Photograph by Nils Holt, Harbour Creative</p>'
    assert read(photo).authors == ()
    quote = '<blockquote>We waited.<div class="quote__author">Nils Holt</div></blockquote>'
    assert read(last=f'<div class="pull-quote">{quote}</div>').authors == ()


def test_a_line_of_the_headline_in_other_letters_is_nobody() -> None:
    assert read("", first="Rebuild Its Lighthouse").authors == ()


def test_the_label_of_another_storys_byline_says_nothing() -> None:
    other = '<div class="byline">By <b>Nils Holt</b></div>'
    page = story().replace(
        "<main>", f"<section><h3>Ferry landing closed</h3>{other}</section><main>"
    )
    page = re.sub(r'"author": \[.*?\], ', "", page).replace(
        ">By Ida Brandt<", "><i>By Ida Brandt</i><"
    )
    found = extract(page.encode(), "https://courier.example/a").article
    assert found is not None
    assert found.authors == ("Ida Brandt",)


@pytest.mark.parametrize(
    "card",
    [
        '<li><h3><a href="/b">Ferry landing closed once more</a></h3><b class="author">{}</b></li>',
        '<article><a href="/b">Ferry landing closed once more</a><div><b class="author">{}</b>'
        "</div></article>",
        '<div><a href="/b"><b class="author">{}</b>Ferry landing closed once more</a></div>',
        '<div><b class="authorized">{}</b></div>',
    ],
)
def test_who_wrote_another_story_that_the_page_shows_is_not_the_author(card: str) -> None:
    article = read('<p class="author">Ida</p>', [], last=f"<aside>{card.format('Bo Ek')}</aside>")
    assert (article.byline, article.authors) == ("Ida", ())


def test_the_byline_is_below_the_headline_and_not_below_a_link_to_the_story() -> None:
    headline = "Port Ellery to rebuild its lighthouse"
    latest = f'<div><h3><a href="/a">{headline}</a></h3></div><p>Ferries stay in the harbour</p>'
    teaser = '<h3><a href="/b">Herring is back</a></h3><p class="byline">By <b>Nils Holt</b></p>'
    page = story().replace("<main>", f"<section>{latest}{teaser}</section><main>")
    page = re.sub(r'"author": \[.*?\], ', "", page)
    found = extract(page.encode(), "https://courier.example/a").article
    assert found is not None
    assert found.authors == ("Ida Brandt",)


def test_who_reported_it_is_named_beside_an_agency_in_the_metadata() -> None:
    agency = {"@type": "Organization", "name": "AFP"}
    found = read('<p class="byline">By Ida Brandt AFP</p>', agency)
    assert (found.authors, found.organisations) == (("Ida Brandt",), ("AFP",))
    first = "（中央社記者林品均台北5日電）港務局今天表示，渡輪碼頭將於明年春季關閉。"
    found = read("", {"@type": "Organization", "name": "中央社"}, first)
    assert (found.authors, found.organisations) == (("林品均",), ("中央社",))


def test_behind_the_papers_name_stands_a_place() -> None:
    byline = "Por Ida Brandt e Bo Ek, The Ellery Courier — Porto Velho"
    found = read(f"<p>{byline}</p>", [{"@type": "Person", "name": "Ida Brandt"}])
    assert found.authors == ("Ida Brandt", "Bo Ek")


def test_an_author_among_the_facts_of_a_line() -> None:
    assert read("<p>Sea | Author: Ida Brandt | 03-03-2026, 18:20 | Views: 412</p>").authors == (
        "Ida Brandt",
    )
    assert read("<p>Sea | Words: 412 | 03-03-2026, 18:20</p>").authors == ()


@pytest.mark.parametrize("content", ["name, you@mail.example", "Super User", "Your name"])
def test_what_a_template_left_is_nobody(content: str) -> None:
    article = read("", [], head=f'<meta name="author" content="{content}">')
    assert (article.authors, article.organisations) == ((), ())


@pytest.mark.parametrize(
    "name",
    [
        "{{author.name}}",
        "${author}",
        "undefined",
        "undefined undefined",
        "null",
        "None",
        "<%= by %>",
    ],
)
def test_what_a_template_did_not_fill_in_is_nobody(name: str) -> None:
    assert read(f'<p class="byline">{name}</p>', {"name": name}).authors == ()
    assert read("", {"name": name, "@type": "Organization"}).organisations == ()
    assert read("", None, head=f'<meta name="author" content="{html.escape(name)}">').authors == ()
    assert read(f'<p class="byline">{html.escape(name)}</p>').byline is None


def test_markup_is_no_part_of_a_name() -> None:
    assert read("", {"name": '<a href="/ida">Ida <b>Brandt</b></a>'}).authors == ("Ida Brandt",)


def test_very_many_or_very_long_names_are_none() -> None:
    names = [f"Ida {chr(65 + n % 26)}{'abcdefgh'[n // 26 :]}" for n in range(200)]
    assert len(read("", {"name": names}).authors) == 50
    assert len(read("", [{"name": ", ".join(names)}]).authors) == 50
    assert len(read("", {"@type": "Organization", "name": names}).organisations) == 50
    assert (
        read("", {"@type": "Organization", "name": "The Ellery Courier " * 50}).organisations == ()
    )


def test_a_numbered_account_of_the_publisher_is_no_person() -> None:
    article = read("", [{"@type": "Person", "name": "Courier1"}])
    assert (article.authors, article.organisations) == ((), ("Courier1",))


def test_a_heading_below_the_story_is_no_signature() -> None:
    assert read("", [], last="<h3><em>Other Stories</em></h3>").authors == ()


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Ida Brandt", "Ida Brandt"),
        ("Ida Brandt, Harbour Reporter", "Ida Brandt, Harbour Reporter"),
        ("<b>Ida Brandt</b><i>2 minutes ago</i>", "Ida Brandt"),
        ("Ida Brandt told the council that it would have to wait.", None),
    ],
)
def test_the_line_that_begins_with_the_metadatas_author_is_the_byline(
    line: str, printed: str | None
) -> None:
    article = read(f"<p>{line}</p>", [{"@type": "Person", "name": "Ida Brandt"}])
    assert article.byline == printed


def test_a_chinese_line_of_a_name_and_its_house() -> None:
    article = read("<p>林品均/海港日报</p>", [])
    assert (article.byline, article.authors) == ("林品均/海港日报", ("林品均",))
    assert article.organisations == ("海港日报",)


@pytest.mark.parametrize("told", ["김하늘 바다대 해양학부 교수", "김하늘 등대 칼럼니스트"])
def test_behind_a_korean_name_stands_what_they_are(told: str) -> None:
    assert read("", [], head=f'<meta name="author" content="{told}">').authors == ("김하늘",)


@pytest.mark.parametrize(
    "line", ["From The Courier staff reports", "STAFF REPORT", "Redacción", "Redaktion"]
)
def test_a_line_by_which_a_house_signs_as_a_whole_is_no_story(line: str) -> None:
    article = read(first=line)
    assert article.paragraphs[0].text == STORY[0]


@pytest.mark.parametrize("role", ["Harbour Desk Reporter", "Ellery Courier Staff Writer"])
def test_behind_a_stroke_stands_what_somebody_does(role: str) -> None:
    for stroke in "/|":
        assert read(f"<p>By Ida Brandt {stroke} {role}</p>", []).authors == ("Ida Brandt",)


def test_several_names_at_the_right_below_a_story() -> None:
    found = read(last='<p style="text-align:right"><b>Ida Brandt - Bo Ek</b></p>')
    assert found.authors == ("Ida Brandt", "Bo Ek")
    assert [p.text for p in found.paragraphs] == STORY


def test_the_label_of_an_agencys_author_below_is_no_story() -> None:
    found = read('<p class="byline">oprac. Ida Brandt</p>', last="<p>autor: Bo Ek</p>")
    assert [p.text for p in found.paragraphs] == STORY


def test_a_korean_reporters_line_ends_with_the_reporter() -> None:
    found = read(first="[엘러리=하늘뉴스] 김하늘 기자 = 등대를 다시 짓기로 했다.")
    assert (found.byline, found.authors) == ("김하늘 기자", ("김하늘",))


@pytest.mark.parametrize(
    ("behind", "authors"),
    [
        ("【山田健太郎、林凛音】", ("山田健太郎", "林凛音")),
        ("（山田健太郎）", ("山田健太郎",)),
        ("（2026/03/04-07:42）", ()),
        ("（李文明、王芳华）", ("李文明", "王芳华")),
    ],
)
def test_who_wrote_it_behind_the_last_words_is_none_of_them(
    behind: str, authors: tuple[str, ...]
) -> None:
    words = "港の評議会は火曜日、三年前の冬に嵐で壊れた古い灯台を再建することを決めた。"
    found = read(last=f"<p>{words}{behind}</p>")
    assert found.authors == authors
    assert found.paragraphs[-1].text == words
    kept = read(last=f"<p>{words}（敬称略）</p>")
    assert kept.paragraphs[-1].text == f"{words}（敬称略）"


@pytest.mark.parametrize(
    ("dateline", "authors"),
    [
        ("(엘러리=연합뉴스) 김하늘 박보라 기자 = ", ("김하늘", "박보라")),
        ("[엘러리=뉴시스] 김하늘 기자 = ", ("김하늘",)),
        ("[하늘신문=김하늘 기자] ", ("김하늘",)),
        ("[하늘신문 | 김하늘기자] ", ("김하늘",)),
        ("[하늘신문 김하늘 박보라 기자] ", ("김하늘", "박보라")),
        ("[하늘신문 글 김하늘 기자/사진 박보라 기자] ", ("김하늘",)),
        ("[하늘신문=등대] 김하늘 기자회견 = ", ()),
    ],
)
def test_the_reporters_of_a_korean_dateline(dateline: str, authors: tuple[str, ...]) -> None:
    text = f"{dateline}항구 위원회는 화요일 오래된 등대를 다시 세우기로 결정했다고 밝혔다."
    assert read(first=text).authors == authors
    first = [{"@type": "Person", "name": "김하늘"}]  # whom alone the metadata has room for
    assert read(authors=first, first=text).authors == (authors or ("김하늘",))


def test_the_agency_of_a_line_right_below_the_story() -> None:
    html = story().replace("</div></article>", "</div><div>Zdroj: ČTK</div></article>")
    page = extract(html.encode(), "https://courier.example/a")
    assert page.article is not None
    assert [a.key for a in page.article.attributions] == ["ctk"]


@pytest.mark.parametrize("site", ["theellerycourier.example", "The Ellery Courier"])
def test_the_publishers_name_may_be_run_into_the_authors(site: str) -> None:
    house = "The Ellery Courier"
    page = story().replace("By Ida Brandt", f"By IDA BRANDT {house}")
    page = page.replace('"name": "Ida Brandt"', f'"name": "IDA BRANDT {house}"')
    page = page.replace('name" content="The Ellery Courier"', f'name" content="{site}"')
    found = extract(page.encode(), "https://theellerycourier.example/a").article
    assert found is not None
    assert (found.authors, found.organisations) == (("IDA BRANDT",), ())


@pytest.mark.parametrize(
    "element",
    [
        '<button class="followAuthorBtn">Folgen</button>',
        '<a class="author-topics">Themen ändern</a>',
    ],
)
def test_what_can_be_done_beside_a_story_is_no_byline(element: str) -> None:
    article = read(f"<div>{element}</div>", [{"@type": "Organization", "name": "The Herald"}])
    assert (article.byline, article.organisations) == (None, ("The Herald",))


def test_the_first_element_named_after_authors_that_names_one_is_the_byline() -> None:
    way = '<nav class="author-path"><a href="/">Start</a> | <a href="/sea">Die See</a></nav>'
    article = read(f'{way}<main><span class="author">Nils Holt</span></main>')
    assert (article.byline, article.authors) == ("Nils Holt", ("Nils Holt",))


def test_a_sign_that_the_page_names_an_author_is_the_byline() -> None:
    article = read('<p class="author">amw</p>', [{"@type": "Organization", "name": "The Herald"}])
    assert article.byline == "amw"


def test_between_a_paper_and_its_agency_may_stand_with() -> None:
    article = read('<p class="author">Courier avec AFP</p>')
    assert (article.authors, article.organisations) == ((), ("AFP",))  # beside its publisher
    assert [told.key for told in article.attributions] == ["afp"]


def test_a_site_whose_name_is_made_of_two_is_one_house() -> None:
    site = '<meta property="og:site_name" content="Stone &amp; Sea">'
    html = story().replace(
        "<head>", f'<head>{site}<meta name="dc.creator" content="Stone &amp; Sea">'
    )
    html = re.sub(r'"author": \[.*?\]', '"author": []', html).replace("By Ida Brandt", "")
    found = extract(html.encode(), "https://courier.example/a").article
    assert found is not None
    assert (found.authors, found.organisations) == ((), ("Stone & Sea",))


@pytest.mark.parametrize(
    "note",
    [
        "Ida Brandt is a reporter of the Courier, who has written on the coast for twenty years.",
        "Ida Brandt, who grew up on the island, covers the harbours of the north for the Courier.",
        "Ida Brandt can be reached at ida@courier.example or by letter to the Courier's office.",
        "Ida Brandt schreibt seit zwanzig Jahren für den Courier über die Häfen an der Küste.",
        "Ida Brandt est correspondante du Courier dans le nord depuis plus de vingt ans.",
    ],
)
def test_a_note_on_the_author_below_the_story_is_none_of_it(note: str) -> None:
    found = read('<div class="byline">By Ida Brandt</div>', last=f"<p>{note}</p>")
    assert [p.text for p in found.paragraphs] == STORY
    assert found.authors == ("Ida Brandt",)


def test_a_note_on_several_authors_is_none_of_it() -> None:
    note = "Ida Brandt, Per Holm and Maja Lund are staff writers of the Courier. Email: d@c.example"
    by = '<div class="byline">By Ida Brandt, Per Holm and Maja Lund</div>'
    found = read(by, last=f"<p>{note}</p>")
    assert found.authors == ("Ida Brandt", "Per Holm", "Maja Lund")
    assert [p.text for p in found.paragraphs] == STORY


def test_the_account_in_the_metadata_is_not_named_beside_those_whom_the_page_prints() -> None:
    told = {"@type": "Person", "name": "ibrandtec"}
    by = '<div class="byline">By Ida Brandt and Per Holm</div>'
    assert read(by, told).authors == ("Ida Brandt", "Per Holm")
    assert read(authors=told).authors == ("ibrandtec",)


def test_who_took_the_photos_is_not_who_wrote() -> None:
    by = '<span>By <a href="/authors/i">Ida Brandt</a> and <a href="/authors/p">Per Holm</a></span>'
    when = '<span class="byline-item"><time>Mar 3, 2026, 9:30am EST</time></span>'
    other = '<span class="byline-item">Photography by Maja Lund</span>'
    found = read(f'<div class="byline"><span>{by} {when}</span> {other}</div>')
    assert found.authors == ("Ida Brandt", "Per Holm")


def test_what_a_story_tells_of_others_or_says_by_its_author_is_kept() -> None:
    others = "Maren Holt is the chair of the harbour council and was a captain for thirty years."
    early = "Ida Brandt is at the pier on this cold morning, and with her are some forty others."
    told = "Ida Brandt asked the council for its books, which it did not show to the Courier."
    last = f"<p>{told}</p><p>{others}</p>"
    found = read('<div class="byline">By Ida Brandt</div>', first=early, last=last)
    assert [p.text for p in found.paragraphs] == [early, *STORY, told, others]


def test_a_place_behind_one_of_several_names_is_no_author() -> None:
    persons = [
        {"@type": "Person", "name": "Ann Lee"},
        {"@type": "Person", "name": "Bo Ek, Saint Ellery"},
    ]
    printed = "By Ann Lee and Bo Ek, Saint Ellery"
    assert read(authors=persons, byline=printed).authors == ("Ann Lee", "Bo Ek")
    one = {"@type": "Person", "name": "Ann Lee, Bo Ek"}
    assert read(authors=one, byline="By Ann Lee, Bo Ek").authors == ("Ann Lee", "Bo Ek")


def test_a_first_name_that_the_publishers_name_contains_is_a_persons() -> None:
    for name, kind in (("Cour", "authors"), ("Courier", "organisations")):
        found = read(authors={"@type": "Person", "name": name})
        assert getattr(found, kind) == (name,)
