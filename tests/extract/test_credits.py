"""Credit lines read as structure, on a table of the forms that some thirty countries print."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import pytest

from crawler.extract.credits.parse import parse_credit
from crawler.items import Credit

TABLE = Path(__file__).with_name("credit_lines.txt")


class Row(NamedTuple):
    country: str
    line: str
    structure: frozenset[str]


def rows() -> list[Row]:
    found = {}
    for text in TABLE.read_text(encoding="utf-8").splitlines():
        if text and not text.startswith("#"):
            printed, _, structure = text.partition(" => ")
            country, _, line = printed.partition(" | ")
            found[line] = Row(country, line, frozenset(map(str.strip, structure.split(";"))))
    return list(found.values())


def set_aside(row: Row) -> bool:
    """The half that was not looked at while the parser was written."""
    return hashlib.sha256(row.line.encode()).digest()[0] % 2 == 1


def structure_of(credit: Credit | None) -> frozenset[str]:
    if credit is None:
        return frozenset()
    agencies = ((a.key or f'"{a.name}"') + f" {a.role}" for a in credit.agencies)
    note = [f"~{credit.rights_note}"] if credit.rights_note else []
    people, terms = (f"@{p}" for p in credit.photographers), (f"!{t}" for t in credit.terms)
    return frozenset([*people, *agencies, *terms, *note])


def test_the_table_is_large_and_wide() -> None:
    assert len(rows()) >= 300
    assert len({row.country for row in rows()}) >= 25


@pytest.mark.parametrize("half", [False, True], ids=["developed on", "set aside"])
def test_lines_are_read_exactly(half: bool) -> None:
    chosen = [row for row in rows() if set_aside(row) is half]
    wrong = [row.line for row in chosen if structure_of(parse_credit(row.line)) != row.structure]
    assert len(wrong) <= 0.05 * len(chosen), wrong


@pytest.mark.parametrize(
    "date", ["12.05.2025", "May 13, 2025", "(7. Oktober 2025)", "114年10月8日"]
)
def test_when_a_photo_was_taken_is_no_name_of_an_agency(date: str) -> None:
    credit = parse_credit(f"Nils Hørby/EPA, {date}")
    assert credit is not None
    assert credit.photographers == ("Nils Hørby",)
    assert [agency.key for agency in credit.agencies] == ["epa"]


@pytest.mark.parametrize(
    ("line", "structure"),
    [
        ("(춘천=연합뉴스) 박도윤 기자", "@박도윤; yonhap by"),
        ("(파리 AFP=연합뉴스)", "afp by; yonhap via"),
        ("[런던=AP/뉴시스]", "ap by; newsis via"),
        ("런던=AP 뉴시스", "ap by; newsis via"),
        ("Courtesy of Perrin Island Township", '"Perrin Island Township" courtesy'),
        ("Lind Aerial Systems, Inc./Reuters", '"Lind Aerial Systems, Inc" by; reuters via'),
        ("Tom Low, Jr., AP", "@Tom Low, Jr; ap by"),
        ("Ljósmynd/Ida Brandt", "@Ida Brandt"),
        ("Picha na Ida Brandt", "@Ida Brandt"),
        ("Photo Brygge/AFP", '"Brygge" by; afp via'),
        ("צילום: דנה לב", "@דנה לב"),
        ('צילום: דובר צה"ל', '"דובר צה"ל" by'),
        ("تصوير: نادين صبري", "@نادين صبري"),
        ("تصوير: وزارة الثقافة", '"وزارة الثقافة" by'),
        ("عکس: نیلوفر دشتی", "@نیلوفر دشتی"),
        ("फोटो: रवि शर्मा", "@रवि शर्मा"),
        ("ANTARA FOTO/Ida Brandt/foc", "@Ida Brandt; antara by"),
        ("Dok. Pribadi", "!courtesy"),
        ("受访者供图", '"受访者" handout'),
        ("翻攝自海港臉書", '"海港臉書" courtesy'),
        ("ภาพจาก เพจคลองบาง", '"เพจคลองบาง" courtesy'),
        ("Foto: Gentileza Bo Ek", "@Bo Ek; !courtesy"),
        ("Photo by Ida Brandt / /AP", "@Ida Brandt; ap by"),
        (
            "Ann Quill, CC BY-SA 4.0 <https://a.example/4.0>, via Wikimedia Commons",
            "@Ann Quill; wikimedia via; ~CC BY-SA 4.0",
        ),
        (
            "Ann Quill, Public domain, via Wikimedia Commons",
            "@Ann Quill; wikimedia via; ~Public domain",
        ),
        ("CC-BY-NC 2.0 Jost Verhagen", "@Jost Verhagen; ~CC-BY-NC 2.0"),
        ("Photo courtesy of Pexels, Public Domain", "pexels courtesy; !courtesy; ~Public Domain"),
        ("Foto: Jost Verhagen, gemeinfrei", "@Jost Verhagen; ~gemeinfrei"),
        ("Фото: Илья Берегов © URA.RU", '@Илья Берегов; "URA.RU" by'),
        ("NDR Foto: Jost Verhagen", '@Jost Verhagen; "NDR" by'),
        (
            "picture alliance/dpa Foto: Jost Verhagen",
            "@Jost Verhagen; dpa by; picture_alliance via",
        ),
        ("Photographed by Ida Brandt.", "@Ida Brandt"),
        ("Illustrations by Ida Brandt", "@Ida Brandt; !illustration"),
        ("Featured image by Ida Brandt/Getty Images", "@Ida Brandt; getty by"),
        ("视频截图", "!screenshot"),
        ("海港台报道截图", '"海港台" by; !screenshot'),
        ("유튜브 캡처", '"유튜브" by; !screenshot'),
        ("视觉中国 资料", "vcg by; !file"),
        ("海港警方资料图", '"海港警方" by; !file'),
        ("Unsplash/Representational image", "unsplash by; !illustration"),
        ("PTI (Representative image)", "pti by; !illustration"),
        ("Shutterstock / Getty Images (Composite)", "shutterstock by; getty via; !illustration"),
        ("Foto: Ida Brandt/Arquivo", "@Ida Brandt; !file"),
        ("Foto: Istimewa", "!courtesy"),
        ("Archieffoto: Ida Brandt", "@Ida Brandt; !file"),
        ("Kuvaaja: Ida Brandt", "@Ida Brandt"),
        ("Snímek: Ida Brandt", "@Ida Brandt"),
        ("Fotós: Kis Péter", "@Kis Péter"),
        ("海港摄影队 李明 摄", '@李明; "海港摄影队" by'),
        ("通讯员李明 摄", "@李明"),
        ("海港晚报通讯员 李明 摄", '@李明; "海港晚报" by'),
        ("海港公安分局供图 海港网发", '"海港公安分局" handout; "海港网" by'),
        ("摄影：李明", "@李明"),
        ("Warner Bros. Pictures", '"Warner Bros. Pictures" by'),
        ("HBC Weather", '"HBC Weather" by'),
        ("TRX Lantern/Getty Images", '"TRX Lantern" by; getty via'),
        ("Print Collector/Getty Images", '"Print Collector" by; getty via'),
        ("Jost Verhagen/Ellery Echo", '@Jost Verhagen; "Ellery Echo" by'),
        ("Foto: Ellerner Abendblatt", '"Ellerner Abendblatt" by'),
        ("Foto: Diario Ellero", '"Diario Ellero" by'),
    ],
)
def test_forms_that_the_table_has_not(line: str, structure: str) -> None:
    assert structure_of(parse_credit(line)) == frozenset(structure.split("; "))


@pytest.mark.parametrize(
    "line",
    [
        "(top) Ida Brandt/Reuters (below) Bo Ek",
        "Left: Ida Brandt/Reuters. Right: Bo Ek",
        "Ida Brandt/Reuters (L), Bo Ek (R)",
        "Top image: Ida Brandt/Reuters, bottom image: Bo Ek",
        "Ida Brandt/Reuters (links), Bo Ek (rechts)",
    ],
)
def test_words_that_tell_photos_apart_are_no_names(line: str) -> None:
    assert structure_of(parse_credit(line)) == {"@Ida Brandt", "@Bo Ek", "reuters by"}
