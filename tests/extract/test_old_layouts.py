"""Pages as cheap and old systems make them: tables, line breaks, bold instead of headings."""

from __future__ import annotations

import pytest

from crawler.extract import extract
from crawler.items import Article, ParagraphKind
from tests.extract.pages import STORY, story
from tests.extract.photo_pages import CAPTION

_JAPANESE = [
    "沢町の港で灯台を建て直す工事が始まり、十二日は朝から職人らが古い石を一つずつ運び出していた。",
    "灯台は三年前の嵐で壊れ、漁に出る船は夜になると隣町の明かりを頼りに港へ戻っていたという。",
    "町によると費用は二億円で、半分を国の補助金で賄い、残りを十年かけて返していく計画である。",
    "漁協の組合長は「にしんの季節に間に合ってほしい。町の者みなが待っている」と話していた。",
]
_IN_A_TABLE = (
    "<html><head><title>沢町日報｜灯台の工事が始まる　沢町</title></head><body>"
    "<table><tr><td><a href='/'>ホーム</a><br><a href='/n'>ニュース</a></td><td>"
    "<font size='+2'><b>灯台の工事が始まる　沢町</b></font><br><br>"
    "<table align='right' width='260'><tr><td><img src='/i.jpg' width='250' height='188'></td></tr>"
    "<tr><td><font size='-1'>石を運ぶ職人＝12日、沢町の港</font></td></tr></table>"
    + "".join(f"　{text}<br>" for text in _JAPANESE)
    + "</td></tr></table></body></html>"
)


def _article(html: str) -> Article:
    found = extract(html.encode(), "https://courier.example/1").article
    assert found is not None
    return found


@pytest.mark.parametrize("end", [".", "!", ".”", "。"])
def test_a_sentence_that_is_only_set_in_bold_is_no_subhead(end: str) -> None:
    lede = f"{STORY[0][:-1]}{end}"
    bold = [f"<b>{lede}</b>", *STORY[1:3], "<b>A light for all</b>", *STORY[3:]]
    kinds = {p.text: p.kind for p in _article(story(paragraphs=bold)).paragraphs}
    assert kinds[lede] is ParagraphKind.TEXT
    assert kinds["A light for all"] is ParagraphKind.SUBHEAD


def test_lines_that_begin_with_a_wide_space_are_paragraphs() -> None:
    found = _article(_IN_A_TABLE)
    assert [p.text for p in found.paragraphs] == _JAPANESE
    assert {p.kind for p in found.paragraphs} == {ParagraphKind.TEXT}
    spaced = "".join(f"&nbsp;&nbsp;&nbsp;{text}<br>" for text in STORY)
    assert [p.text for p in _article(story(paragraphs=[spaced])).paragraphs] == STORY
    one = story(paragraphs=["First half of a line,<br>and its other half.", *STORY[1:]])
    assert _article(one).paragraphs[0].text == "First half of a line, and its other half."


def test_a_line_that_is_the_headline_without_a_heading_is_no_paragraph() -> None:
    assert _article(_IN_A_TABLE).headline == "灯台の工事が始まる 沢町"


@pytest.mark.parametrize("width", [250, 900])
def test_a_table_of_two_cells_is_a_photo_and_its_caption(width: int) -> None:
    cells = f"<tr><td><img src='/gate.jpg' width='{width}'></td></tr><tr><td>{CAPTION}</td></tr>"
    found = _article(story(paragraphs=[f"<table>{cells}</table>{STORY[0]}", *STORY[1:]]))
    assert [photo.caption for photo in found.photos] == [CAPTION]
    assert [p.text for p in found.paragraphs] == STORY


def test_paragraphs_of_few_characters_are_told_by_what_they_say() -> None:
    shown = "<p align='center'><img src='/i.jpg' width='800'></p><p align='center'>工人在运石头</p>"
    paragraphs = "".join(f"<p>{text}</p>" for text in _JAPANESE)
    found = _article(f"<html><body><h1>灯塔重建</h1><div>{shown}{paragraphs}</div></body></html>")
    assert [photo.caption for photo in found.photos] == ["工人在运石头"]


def test_a_place_that_only_its_style_sets_off_is_a_word_of_its_own() -> None:
    placed = f'<span class="location-stamp">Ellery</span>{STORY[0]}'
    found = _article(story(paragraphs=[placed, *STORY[1:]]))
    assert found.paragraphs[0].text == f"Ellery {STORY[0]}"


def test_a_headline_may_begin_the_line_that_tells_the_date() -> None:
    headline = "El faro de Puerto Ellery vuelve a alumbrar la costa tras tres años de obras"
    html = (
        f"<html><head><title>{headline}</title></head><body><table><tr><td>"
        f"<b>{headline}</b><br>Martes 3 de Marzo de 2026 10:35 | Redacción: Ida Brandt<br><br>"
        f"{'<br><br>'.join(STORY)}<br><br><i>Actualización: 3 de Marzo de 2026 11:02</i>"
        "</td></tr></table></body></html>"
    )
    assert "10:35" in (_article(html).published_raw or "")
