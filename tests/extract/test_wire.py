"""Stories that came over a wire say so at the start, at the end, or in the byline."""

from __future__ import annotations

import pytest

from crawler.extract.document import Document
from crawler.extract.wire.datelines import read_dateline
from crawler.extract.wire.find import read_wire
from crawler.items import Evidence, Paragraph

NOTHING = Document.parse(b"<p>-</p>", "https://press.example/a")


@pytest.mark.parametrize(
    ("text", "line", "place", "date", "agencies"),
    [
        ("ROME, Aug. 20 (AP) -- A dam", "ROME, Aug. 20 (AP) --", "ROME", "Aug. 20", "AP"),
        ("SEOUL, Aug. 20 (Yonhap) -- A dam", "SEOUL, Aug. 20 (Yonhap) --", "SEOUL", "Aug. 20", "Yonhap"),
        ("LONDON (AP) — A dam", "LONDON (AP) —", "LONDON", None, "AP"),
        ("ST. ELLERY, Mich. (AP) — A dam", "ST. ELLERY, Mich. (AP) —", "ST. ELLERY, Mich.", None, "AP"),
        ("ELLERY, N.Y. (AP) — A dam", "ELLERY, N.Y. (AP) —", "ELLERY, N.Y.", None, "AP"),
        ("RAFAH, Gaza Strip (AP) — A dam", "RAFAH, Gaza Strip (AP) —", "RAFAH, Gaza Strip", None, "AP"),
        ("ELLERY, Ohio, May 3 (AP) - A dam", "ELLERY, Ohio, May 3 (AP) -", "ELLERY, Ohio", "May 3", "AP"),
        ("PORT ELLERY, S.C. (AP) — A dam", "PORT ELLERY, S.C. (AP) —", "PORT ELLERY, S.C.", None, "AP"),
        ("SEOUL, South Korea (AP) — A dam", "SEOUL, South Korea (AP) —", "SEOUL, South Korea", None, "AP"),
        ("ROME, Ga., Aug. 20 (AP) — A dam", "ROME, Ga., Aug. 20 (AP) —", "ROME, Ga.", "Aug. 20", "AP"),
        ("Aug. 20 (Reuters) - A dam", "Aug. 20 (Reuters) -", None, "Aug. 20", "Reuters"),
        ("(Reuters) — A dam", "(Reuters) —", None, None, "Reuters"),
        ("BERLIN -- A dam", "BERLIN --", "BERLIN", None, ""),
        ("DAL NOSTRO INVIATO ROMA - Una diga", "DAL NOSTRO INVIATO ROMA -", "ROMA", None, ""),
        ("ŁÓDŹ – Tama", "ŁÓDŹ –", "ŁÓDŹ", None, ""),
        ("ТВЕРЬ, 5 янв — Вести. Дамба", "ТВЕРЬ, 5 янв —", "ТВЕРЬ", "5 янв", ""),
        ("PORT ELLERY: A dam", "PORT ELLERY:", "PORT ELLERY", None, ""),
        ("PORT ELLERY, May 3: A dam", "PORT ELLERY, May 3:", "PORT ELLERY", "May 3", ""),
        ("PUERTO ELLERY, PERÚ.- Un dique", "PUERTO ELLERY, PERÚ.-", "PUERTO ELLERY, PERÚ", None, ""),
        ("BANDUNG, COURIER.com - Bendungan", "BANDUNG, COURIER.com -", "BANDUNG", None, ""),
        ("وطنية - صور - سد", "وطنية - صور -", "صور", None, "وطنية"),
        ("القاهرة - رويترز: سد", "القاهرة - رويترز:", "القاهرة", None, "رويترز"),
        ("BERLIN (dpa/AFP) - Ein Damm", "BERLIN (dpa/AFP) -", "BERLIN", None, "dpa AFP"),
        ("[서울=뉴시스] 댐이", "[서울=뉴시스]", "서울", None, "뉴시스"),
        ("(서울=연합뉴스) 댐이", "(서울=연합뉴스)", "서울", None, "연합뉴스"),
        ("МОСКВА, 5 янв - ТАСС. Дамба", "МОСКВА, 5 янв - ТАСС.", "МОСКВА", "5 янв", "ТАСС"),
        ("МОСКВА, 5 янв - РИА Новости. Дамба", "МОСКВА, 5 янв - РИА Новости.", "МОСКВА", "5 янв", "РИА_Новости"),
        ("新华社北京1月5日电 大坝", "新华社北京1月5日电", "北京", "1月5日", "新华社"),
        ("（中央社記者林品均台北5日電）水壩", "（中央社記者林品均台北5日電）", "台北", "5日", "中央社"),
        ("新华网北京1月5日电 大坝", "新华网北京1月5日电", "北京", "1月5日", "新华网"),
        ("【1月5日 AFP】ダム", "【1月5日 AFP】", None, "1月5日", "AFP"),
        ("【ワシントン時事】ダム", "【ワシントン時事】", "ワシントン", None, "時事"),
        ("Köln. (dpa) Ein Damm", "Köln. (dpa)", "Köln", None, "dpa"),
        ("Oslo (NTB) En demning", "Oslo (NTB)", "Oslo", None, "NTB"),
        ("Paris, 3 mai (AFP) Un barrage", "Paris, 3 mai (AFP)", "Paris", "3 mai", "AFP"),
        ("København /ritzau/ En dæmning", "København /ritzau/", "København", None, "ritzau"),
        ("(dpa) Ein Damm", "(dpa)", None, None, "dpa"),
        ("Essen (dpa/lnw) - Ein Damm", "Essen (dpa/lnw) -", "Essen", None, "dpa"),
        ("Praha 5. ledna (ČTK) - Hráz", "Praha 5. ledna (ČTK) -", "Praha", "5. ledna", "ČTK"),
        ("СОФИЯ, (БТА) Язовир", "СОФИЯ, (БТА)", "СОФИЯ", None, "БТА"),
        ("NEW DELHI: (PTI) A dam", "NEW DELHI: (PTI)", "NEW DELHI", None, "PTI"),
        ("باريس - (أ ف ب) - سد", "باريس - (أ ف ب) -", "باريس", None, "أ_ف_ب"),
        ("ATHENS, Reuters - A dam", "ATHENS, Reuters -", "ATHENS", None, "Reuters"),
        ("ANSA - Una diga", "ANSA -", None, None, "ANSA"),
        ("Київ. 5 січня. УНН. Дамба", "Київ. 5 січня. УНН.", "Київ", "5 січня", "УНН"),
        ("[ロンドン 5日 ロイター] - ダム", "[ロンドン 5日 ロイター]", "ロンドン", "5日", "ロイター"),
        ("(런던 로이터=연합뉴스) 댐이", "(런던 로이터=연합뉴스)", "런던", None, "로이터 연합뉴스"),
        ("中新网5月3日电 大坝", "中新网5月3日电", None, "5月3日", "中新网"),
        ("ELLERY, Australia — A dam", "ELLERY, Australia —", "ELLERY, Australia", None, ""),
        ("ELLERY, Mich., May 3 – A dam", "ELLERY, Mich., May 3 –", "ELLERY, Mich.", "May 3", ""),
        ("【ロンドン＝山田太郎】ダム", "【ロンドン＝山田太郎】", "ロンドン", None, ""),
        ("PORT ELLERY—A dam", "PORT ELLERY—", "PORT ELLERY", None, ""),
        ("PORT ELLERY--A dam", "PORT ELLERY--", "PORT ELLERY", None, ""),
        ("PORT ELLERY (May 3) -- A dam", "PORT ELLERY (May 3) --", "PORT ELLERY", "May 3", ""),
        ("ELLERY, OR (KPEL) – A dam", "ELLERY, OR (KPEL) –", "ELLERY, OR", None, "KPEL"),
        ("Ellery, May 3 (PEL) A dam", "Ellery, May 3 (PEL)", "Ellery", "May 3", "PEL"),
        ("COURIER.com, Bandung - Bendungan", "COURIER.com, Bandung -", "Bandung", None, ""),
        ("(ANSA) - ROMA, 03 MAG - Una diga", "(ANSA) - ROMA, 03 MAG -", "ROMA", "03 MAG", "ANSA"),
    ],
)  # fmt: skip
def test_datelines(
    text: str, line: str, place: str | None, date: str | None, agencies: str
) -> None:
    dateline = read_dateline(text)
    assert dateline is not None
    assert (dateline.line, dateline.place, dateline.date_raw) == (line, place, date)
    assert dateline.agencies == tuple(name.replace("_", " ") for name in agencies.split())


@pytest.mark.parametrize(
    "text",
    [
        *("Reuters (the agency) said - today.", "The river rose (again) - slowly.", "Aa (bb) - cc"),
        *("He knew: the dam held.", "The dam held.- Slowly", "The dam, at courier.com - it held"),
        *("The agency (AP) said so.", "Petra – a young engineer – said so."),
        *("Mary Quent / AFP / Stock Images", "PORT ELLERY—the town—held", "The dam (PEL) held"),
        *("EXCLUSIVE—A dam held", "The Dam Office (PEL) — a house — held."),
    ],
)
def test_prose_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("line", "place", "agencies"),
    [
        ("Port Ellery —", "Port Ellery", ()),
        ("ELLERY, Mich. —", "ELLERY, Mich.", ()),
        ("New Ellery PEL —", "New Ellery", ("PEL",)),
        ("ElleryPEL —", "Ellery", ("PEL",)),
        ("NEW ELLERY —", "NEW ELLERY", ()),
    ],
)
def test_a_dateline_may_be_the_line_above_the_lede(
    line: str, place: str, agencies: tuple[str, ...]
) -> None:
    lede = "The dam held through the night."
    dateline = read_wire((Paragraph(lede),), None, NOTHING, above=["By", line, lede]).dateline
    assert dateline is not None
    assert (dateline.line, dateline.place, dateline.agencies) == (line, place, agencies)
    for other in ("Port Ellery", "Exclusive —", "A dam that held, and that will hold — "):
        assert not read_wire((Paragraph(lede),), None, NOTHING, above=[other, lede]).dateline


@pytest.mark.parametrize(
    ("tail", "key"),
    [
        *[("(Reuters)", "reuters"), ("(AP)", "ap"), ("— AFP", "afp"), ("AFP", "afp"), ("Quelle: dpa", "dpa")],
        *[("(Ida Brandt mit dpa)", "dpa"), ("(Ida Brandt with AFP)", "afp")],
    ],
)  # fmt: skip
def test_a_tail_of_its_own_leaves_the_body_and_is_kept(tail: str, key: str) -> None:
    story = (Paragraph("The dam held through the night."), Paragraph(tail))
    wire = read_wire(story, None, NOTHING)
    assert wire.paragraphs == story[:1]
    (attribution,) = wire.attributions
    assert (attribution.key, attribution.evidence, attribution.printed) == (
        key,
        Evidence.TAIL,
        tail,
    )


@pytest.mark.parametrize("text", ["The dam held (in the end).", "The dam held (Smith)."])
def test_words_in_brackets_that_name_no_agency_stay(text: str) -> None:
    wire = read_wire((Paragraph(text),), None, NOTHING)
    assert (wire.paragraphs, wire.attributions) == ((Paragraph(text),), ())


def test_a_tail_behind_the_last_words_leaves_the_body_and_is_kept() -> None:
    story = (Paragraph("The dam held through the night. (Reuters)"),)
    wire = read_wire(story, None, NOTHING)
    assert wire.paragraphs == (Paragraph("The dam held through the night."),)
    assert [(a.key, a.printed) for a in wire.attributions] == [("reuters", "(Reuters)")]


@pytest.mark.parametrize(
    ("tail", "keys"),
    [
        *(("(ib/dpa)", "dpa"), ("(dpa/lno)", "dpa"), ("dpa/mit Reuters", "dpa reuters")),
        *(("(sda/afp)", "keystone afp"), ("(afp, rtr, dpa)", "afp reuters dpa")),
        *(("(mit Material der dpa)", "dpa"), ("(avec AFP et Reuters)", "afp reuters")),
        *(("Con información de EFE", "efe"), ("Com informações da Reuters", "reuters")),
        *(("(With PTI inputs)", "pti"), ("—With files from The Canadian Press", "canadian_press")),
        *(
            ("/Ritzau/", "ritzau"),
            ("<연합뉴스>", "yonhap"),
            ("/연합뉴스", "yonhap"),
            ("© 2026 AFP", "afp"),
        ),
        *(("AFP", "afp"), ("Quelle: dpa", "dpa"), ("По материалам ТАСС", "tass")),
        *(("With reports from AFP", "afp"), ("With AP reports", "ap"), ("Avec l’AFP", "afp")),
        ("(With files from Mary Quent and The Canadian Press)", "canadian_press"),
        ("Additional reporting by Bo Ek, Reuters", "reuters"),
        ("Bo Ek with AFP", "afp"),
        ("Con reportes de EFE y AP", "efe ap"),
    ],
)
@pytest.mark.parametrize("is_line", [True, False])
def test_tails_of_many_countries(tail: str, keys: str, is_line: bool) -> None:
    last = "The dam held through the night."
    story = [Paragraph(last), Paragraph(tail)] if is_line else [Paragraph(f"{last} {tail}")]
    wire = read_wire(story, None, NOTHING)
    assert wire.paragraphs == (Paragraph(last),)
    assert [a.key for a in wire.attributions] == keys.split()
    assert {a.evidence for a in wire.attributions} == {Evidence.TAIL}


def test_a_line_below_the_story_may_tell_where_its_persons_are() -> None:
    line = "With reports from Mary Quent in Ellery, Bo Ek in Port Stanton and The Canadian Press"
    wire = read_wire((Paragraph("The dam held."), Paragraph(line)), None, NOTHING)
    assert wire.paragraphs == (Paragraph("The dam held."),)
    assert [(a.key, a.printed) for a in wire.attributions] == [("canadian_press", line)]


@pytest.mark.parametrize(
    "text",
    [
        *("The dam held (IG Metall/dpa).", "He asked why. Nobody", "The dam held. Reuters said so"),
        "With files from Mary Quent",
        "The dam held. With help from the town and AFP",
    ],
)
def test_what_is_no_tail_stays(text: str) -> None:
    assert read_wire((Paragraph(text),), None, NOTHING).paragraphs == (Paragraph(text),)


@pytest.mark.parametrize(
    "text",
    [
        "The Associated Press contributed to this report.",
        "Associated Press writers Mary Quent and Bo Ek in Ellery contributed to this report.",
        "This report by The Associated Press was first published Nov. 20, 2026.",
        "Ce texte de l’Associated Press a été publié initialement le 20 novembre 2026.",
    ],
)
def test_a_sentence_that_tells_whose_reports_are_in_the_story_stays_in_it(text: str) -> None:
    story = (Paragraph("The dam held."), Paragraph(text))
    wire = read_wire(story, None, NOTHING)
    assert wire.paragraphs == story
    assert [(a.key, a.printed) for a in wire.attributions] == [("ap", text)]
    assert read_wire(story, "AP", NOTHING).attributions[0].evidence is Evidence.BYLINE


@pytest.mark.parametrize(
    "line",
    ["© AFP", "(c) AFP", "Copyright 2026 Agence France-Presse. All rights reserved.", "With AFP"],
)
def test_whose_the_story_is_may_stand_below_it(line: str) -> None:
    story = (Paragraph("The dam held."),)
    (told,) = read_wire(story, None, NOTHING, below=[line]).attributions
    assert (told.key, told.evidence, told.printed) == ("afp", Evidence.TAIL, line)
    for other in ("© Courier", "AFP", "More from AFP"):  # a tag, or a box of other stories
        assert not read_wire(story, None, NOTHING, below=[other]).attributions


def test_the_lede_keeps_its_dateline() -> None:
    story = (Paragraph("LONDON (AP) — The dam held through the night."),)
    wire = read_wire(story, None, NOTHING)
    assert wire.paragraphs == story
    assert wire.attributions[0].evidence is Evidence.DATELINE


@pytest.mark.parametrize(
    "byline", ["Associated Press", "By Mary Quent, AP", "Mary Quent (AP)", "Courier avec AP"]
)
def test_bylines(byline: str) -> None:
    (attribution,) = read_wire((Paragraph("The dam held."),), byline, NOTHING).attributions
    assert (attribution.key, attribution.evidence) == ("ap", Evidence.BYLINE)


def test_an_agency_is_attributed_once_by_its_first_evidence() -> None:
    story = (Paragraph("LONDON (AP) — The dam held."), Paragraph("(AP)"))
    assert len(read_wire(story, "Associated Press", NOTHING).attributions) == 1


def test_metadata_names_the_agency() -> None:
    page = Document.parse(
        b'<meta name="author" content="Reuters"><p>-</p>', "https://press.example/a"
    )
    (attribution,) = read_wire((Paragraph("The dam held."),), None, page).attributions
    assert (attribution.key, attribution.evidence) == ("reuters", Evidence.METADATA)


def test_a_story_of_the_house_has_no_attribution() -> None:
    story = (Paragraph("The dam held."), Paragraph("Mary Quent"))
    wire = read_wire(story, "By Mary Quent", NOTHING)
    assert wire.attributions == ()
    assert wire.paragraphs == story


def test_the_source_in_a_line_above_a_story() -> None:
    story = [Paragraph("港务局星期二表示，渡轮码头将于明年春季关闭。")]
    found = read_wire(
        story, None, NOTHING, above=["2025-03-04 10:20 来源: 新华社 举报"]
    ).attributions
    assert [(a.key, a.evidence, a.printed) for a in found] == [
        ("xinhua", Evidence.BYLINE, "新华社")
    ]
    for key, line in (
        ("mti", "20 augusztus 2015. Forrás: MTI"),
        ("afp", "Source : AFP | 10:20"),
        ("isna", "منبع: ایسنا"),
    ):
        (wire,) = read_wire(story, None, NOTHING, above=[line]).attributions
        assert (wire.key, wire.evidence) == (key, Evidence.BYLINE)
    for line in ("Source: Harbour Office", "来源：海港日报", "来源新华社", "字号 大 中 小"):
        assert read_wire(story, None, NOTHING, above=[line]).attributions == ()


def test_the_speakers_of_an_interview_are_no_places() -> None:
    story = (Paragraph("MARY QUENT: Will the dam hold?"), Paragraph("BO EK: It will."))
    assert read_wire(story, None, NOTHING).dateline is None
    assert read_wire(story[:1], None, NOTHING).dateline is not None


@pytest.mark.parametrize("signs", ["akl/ mow/", "jd/ab", "ASR // JMR", "(aw)"])
def test_the_signs_of_who_wrote_it_stand_below_the_agencys(signs: str) -> None:
    wire = read_wire((Paragraph("Tama wytrzymała. (PAP)"), Paragraph(signs)), None, NOTHING)
    assert wire.paragraphs == (Paragraph("Tama wytrzymała."),)
    assert [a.key for a in wire.attributions] == ["pap"]


@pytest.mark.parametrize(
    "line", ["Πηγή: ΑΠΕ-ΜΠΕ", "Sursa: Agerpres", "Kaynak: AA", "出典：共同通信"]
)
def test_the_label_of_a_source_in_many_languages(line: str) -> None:
    wire = read_wire((Paragraph("The dam held."), Paragraph(line)), None, NOTHING)
    assert wire.paragraphs == (Paragraph("The dam held."),)
    assert len(wire.attributions) == 1


def test_an_agency_may_stand_before_the_name_in_a_byline() -> None:
    story = (Paragraph("A gát kitartott."),)
    (told,) = read_wire(
        story, "MTI Nagy Kata", NOTHING, organisations=("MTI", "Courier")
    ).attributions
    assert (told.key, told.evidence) == ("mti", Evidence.BYLINE)


@pytest.mark.parametrize(
    "text",
    [
        "EXCLUSIVE: The dam at Ellery leaks",
        "UPDATE 2: The dam at Ellery leaks",
        "BREAKING NEWS - The dam at Ellery leaks",
        "EILMELDUNG: Der Damm hält nicht",
        "ANÁLISIS.- El dique",
    ],
)
def test_a_label_in_capitals_is_no_place(text: str) -> None:
    assert read_dateline(text) is None


def test_an_agency_beside_the_date_is_the_storys() -> None:
    lede = "The dam held through the night."

    def told(*above: str) -> tuple[str | None, ...]:
        wire = read_wire((Paragraph(lede),), None, NOTHING, above=[*above, lede])
        return tuple(attribution.key for attribution in wire.attributions)

    for date in ("2026-03-04 10:20", "4 March 2026", "10.20"):
        assert told("Reuters", date) == told(date, "Reuters", "Share") == ("reuters",)
    assert told("Reuters", "The dam, seen from above") == ()
    assert told("4 March 2026", "Getty Images") == told("4 March 2026", "A A") == ()
    assert told("4 March 2026", "The Reuters building") == ()
