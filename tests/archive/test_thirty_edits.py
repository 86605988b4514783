"""One article is edited thirty times; the archive tells each edit as it was planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from typing import Any

from sqlalchemy import Engine, text

from crawler.archive.database.query import read_only
from crawler.archive.past.stored import stored_articles
from crawler.archive.writer import ArchiveWriter
from crawler.edits.align import Step
from crawler.edits.compare import compare
from crawler.items import Article, Credit, Paragraph, ParagraphKind, Photo
from tests.archive.conftest import Query
from tests.archive.press import MORNING, gone, visit, write

URL = "http://herald.example/news/storm"
FIRST = Article(
    URL,
    "Storm nears the southern coast",
    standfirst="Ferries stay in port until further notice",
    paragraphs=(
        Paragraph("The storm was 310 kilometers off the coast at 6 a.m. Ferries stayed in port."),
        Paragraph("“We have seen worse than this,” said harbor master Ro Jin-su."),
        Paragraph("폭풍은 31일 밤 남해안에 닿는다. 어선 48척이 피항했다."),
        Paragraph("Schools are open. Trains run as usual."),
    ),
    language="en",
    photos=(
        Photo("http://herald.example/1.jpg", "台風に備える漁船。", credit=Credit("Yonhap")),
        Photo("http://herald.example/2.jpg", "An empty quay on Friday.", credit=Credit("AP")),
    ),
)

Change = Callable[[Article], Article]


@dataclass(frozen=True, slots=True)
class Planted:
    """An edit: how it is made, its classes, and the words that a diff of it must mark."""

    change: Change
    classes: str
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    silent: bool = True


def headline(old: str, new: str) -> Change:
    return lambda a: replace(a, headline=swapped(a.headline, old, new))


def standfirst(new: str | None) -> Change:
    return lambda a: replace(a, standfirst=new)


def body(old: str, new: str) -> Change:
    def change(a: Article) -> Article:
        (at,) = (i for i, p in enumerate(a.paragraphs) if old in p.text)
        paragraph = replace(a.paragraphs[at], text=swapped(a.paragraphs[at].text, old, new))
        return replace(a, paragraphs=(*a.paragraphs[:at], paragraph, *a.paragraphs[at + 1 :]))

    return change


def insert(at: int, new: str, kind: ParagraphKind = ParagraphKind.TEXT) -> Change:
    return lambda a: replace(
        a, paragraphs=(*a.paragraphs[:at], Paragraph(new, kind), *a.paragraphs[at:])
    )


def order(*positions: int) -> Change:
    """The paragraphs at these positions, in this order; the others go."""
    return lambda a: replace(a, paragraphs=tuple(a.paragraphs[i] for i in positions))


def photo(at: int, **changes: Any) -> Change:
    return lambda a: replace(
        a, photos=(*a.photos[:at], replace(a.photos[at], **changes), *a.photos[at + 1 :])
    )


def stamped(minute: int, change: Change) -> Change:
    """The same edit, made known by a new modification time."""
    return lambda a: replace(change(a), modified_at=MORNING + timedelta(minutes=minute))


def both(*changes: Change) -> Change:
    return lambda a: reduce(lambda state, change: change(state), changes, a)


def swapped(where: str, old: str, new: str) -> str:
    assert where.count(old) == 1
    return where.replace(old, new)


NOTICE = "Correction: an earlier version gave a wrong number of boats."
SECOND_NOTICE = "Correction: an earlier version gave a wrong number of boats and of hours."
WAVES = "Waves of nine meters were measured at the outer mole."
THIRD_PHOTO = Photo("http://herald.example/3.jpg", "Waves at the mole.", credit=Credit("AFP"))
FOURTH_PHOTO = Photo("http://herald.example/4.jpg", "대피소", credit=Credit("Yonhap"))
LOUD = ("headline", "standfirst", "correction", "figures", "quote", "body", "caption", "credit")

EDITS = [
    Planted(headline("nears", "reaches"), "headline", ("nears",), ("reaches",)),
    Planted(body("310", "290"), "figures", ("310",), ("290",)),
    Planted(
        body("worse than this", "bigger waves"), "quote", ("worse than this",), ("bigger waves",)
    ),
    Planted(body("48척", "52척"), "figures", ("48",), ("52",)),
    Planted(body("닿는다", "상륙한다"), "body", ("닿는다",), ("상륙한다",)),
    Planted(standfirst(None), "standfirst", ("Ferries stay in port until further notice",)),
    Planted(standfirst("All ports closed"), "standfirst", (), ("All ports closed",)),
    Planted(photo(0, caption="台風に備える船。"), "caption", ("漁",)),
    Planted(photo(1, credit=Credit("AP-Yonhap")), "credit", (), ("-Yonhap",)),
    Planted(lambda a: replace(a, photos=(*a.photos, THIRD_PHOTO)), "photo added"),
    Planted(lambda a: replace(a, photos=a.photos[1:]), "photo removed"),
    Planted(insert(1, WAVES), "body", (), (WAVES,)),
    Planted(order(0, 2, 1, 3, 4), "body"),
    Planted(order(0, 1, 3, 4), "body", (WAVES,)),  # as it was before
    Planted(body("Ferries stayed", "FERRIES stayed"), "cosmetic", ("Ferries",), ("FERRIES",)),
    Planted(insert(4, NOTICE, ParagraphKind.CORRECTION), "correction", (), (NOTICE,), silent=False),
    Planted(body("boats.", "boats and of hours."), "correction", (), (" and of hours",), False),
    Planted(order(0, 1, 2, 3), "correction", (SECOND_NOTICE,)),
    Planted(stamped(190, body("are open", "are closed")), "body", ("open",), ("closed",), False),
    Planted(body("Trains run", "Nothing runs"), "body", ("Trains run",), ("Nothing runs",)),
    Planted(
        both(headline("reaches", "hits"), body("290", "40")),
        "headline; figures",
        ("reaches", "290"),
        ("hits", "40"),
    ),
    Planted(
        both(order(0, 1, 2), insert(3, "Schools are closed."), insert(4, "Nothing runs as usual.")),
        "cosmetic",
        ("Schools are closed. ",),
        ("Schools are closed.",),
    ),
    Planted(
        photo(1, caption="Waves over the mole.", credit=Credit("AFP-Yonhap")),
        "caption; credit",
        ("at",),
        ("over", "-Yonhap"),
    ),
    Planted(body("31일", "30일"), "figures", ("31",), ("30",)),
    Planted(
        body("피항했다.", "피항했다. 주민 200명이 대피했다."),
        "body",
        (),
        (" 주민 200명이 대피했다.",),
    ),
    Planted(lambda a: replace(a, photos=(FOURTH_PHOTO, a.photos[1])), "photo added; photo removed"),
    Planted(standfirst("All 14 ports closed"), "standfirst", (), ("14 ",)),
    Planted(standfirst("All 12 ports closed"), "standfirst; figures", ("14",), ("12",)),
    Planted(
        body("said harbor master Ro Jin-su", "the harbor master said"),
        "body",
        ("said", "Ro Jin-su"),
        ("the", "said"),
    ),
    Planted(
        stamped(300, insert(5, NOTICE, ParagraphKind.CORRECTION)),
        "correction",
        (),
        (NOTICE,),
        False,
    ),
]
GONE_AFTER = 15  # it is gone for a while after this edit


def replay(writer: ArchiveWriter) -> list[Article]:
    """Show the first state and every edit to the archive, two looks each; the states."""
    states = [FIRST]
    for planted in EDITS:
        states.append(planted.change(states[-1]))
    for number, state in enumerate(states):
        write(writer, visit(URL, 10 * number, state), visit(URL, 10 * number + 5, state))
        if number == GONE_AFTER:
            write(writer, gone(URL, 10 * number + 6))
    return states


def minute(value: Any) -> int | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return round((moment - MORNING).total_seconds() / 60)


def test_thirty_edits_are_told_as_planted(writer: ArchiveWriter, query: Query) -> None:
    assert len(EDITS) == 30
    replay(writer)
    rows = query("SELECT seen_at, unchanged_at, classes, silent FROM changes ORDER BY seen_at")
    told = [
        (minute(row["seen_at"]), minute(row["unchanged_at"]), row["classes"], bool(row["silent"]))
        for row in rows
    ]
    expected = []
    for number, planted in enumerate(EDITS, start=1):
        before = 10 * number - (4 if number == GONE_AFTER + 1 else 5)
        silent = planted.silent and any(c in planted.classes for c in LOUD)
        expected.append((10 * number, before, planted.classes, silent))
    assert told == expected


def test_versions_and_intervals_are_those_of_the_script(
    writer: ArchiveWriter, query: Query
) -> None:
    states = replay(writer)
    contents = [(s.headline, s.standfirst, s.paragraphs, s.photos) for s in states]
    first_of = [contents.index(content) for content in contents]
    versions = {state: n for n, state in enumerate(dict.fromkeys(first_of), start=1)}
    assert len(versions) == 29  # two edits brought an older state back
    expected = []
    for number, state in enumerate(first_of):
        until = 10 * (number + 1) if number < len(EDITS) else None
        until = 156 if number == GONE_AFTER else until
        expected.append((versions[state], "live", 10 * number, until))
        if number == GONE_AFTER:
            expected.append((versions[state], "gone", 156, 160))
    rows = query(
        "SELECT v.number, o.state, o.observed_from, o.observed_until FROM observation o "
        "JOIN version v ON v.id = o.version_id ORDER BY o.observed_from"
    )
    found = [tuple(row.values()) for row in rows]
    assert [(n, state, minute(a), minute(b)) for n, state, a, b in found] == expected


def test_the_diffs_mark_the_planted_words(archive: Engine, writer: ArchiveWriter) -> None:
    replay(writer)
    steps = text(
        "SELECT f.id AS before, t.id AS after FROM changes c "
        "JOIN version f ON f.number = c.from_version JOIN version t ON t.number = c.to_version "
        "ORDER BY c.seen_at"
    )
    with read_only(archive) as connection:
        pairs = connection.execute(steps).all()
        stored = stored_articles(connection, {id_ for pair in pairs for id_ in pair})
    for (before, after), planted in zip(pairs, EDITS, strict=True):
        assert marked(stored[before], stored[after]) == (planted.removed, planted.added)


def marked(before: Article, after: Article) -> tuple[tuple[str, ...], ...]:
    """The words that a diff marks as removed and as added."""
    edit = compare(before, after)
    passages = [edit.headline, *([edit.standfirst] if edit.standfirst else [])]
    passages += [p for p in edit.paragraphs if p.step is not Step.MOVED]
    spans = [s for p in (*passages, *edit.captions, *edit.credits) for s in p.spans]
    return tuple(
        tuple(s.text for s in spans if s.step is step) for step in (Step.REMOVED, Step.ADDED)
    )
