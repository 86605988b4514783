"""Searching, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from crawler.archive.database.query import read_only
from crawler.archive.past.asof import as_of
from crawler.archive.past.find import find_article
from crawler.archive.search import index
from crawler.archive.search.find import Hit, SearchQuery, search
from crawler.archive.search.index import index_new, is_searched, merge
from crawler.archive.writer import ArchiveWriter
from crawler.errors import ArchiveError
from crawler.items import Attribution, Evidence, Paragraph
from crawler.jobs.indexing import EVERY, Indexing
from tests.archive.press import (
    HERALD,
    MORNING,
    REUTERS_TAIL,
    article,
    visit,
    wire_photo,
    write,
)
from tests.archive.test_stories import COURIER
from tests.conftest import on_sqlite

TEXTS = {
    "en": "The last wooden ferry of the bay came home on Friday.",
    "ko": "마지막 나무 연락선이 금요일에 돌아왔다.",
    "ja": "最後の木造の渡し船が金曜日に帰ってきた。",
    "zh": "最后一艘木制渡轮周五回到了旧港口。",
    "th": "เรือข้ามฟากไม้ลำสุดท้ายกลับบ้านเมื่อวันศุกร์",
    "hi": "खाड़ी की आख़िरी लकड़ी की नाव शुक्रवार को घर लौट आई।",
    "fr": "Le bac a été décoré à l’arrivée.",
    "ru": "Последний деревянный паром вернулся домой.",
}


def write_page(
    writer: ArchiveWriter, name: str, body: str, minutes: float = 0, **more: Any
) -> None:
    source = more.pop("source", HERALD)
    url = f"{source.home_url}{name}"
    read = article(url, f"Headline {name}", paragraphs=(Paragraph(body),), **more)
    write(writer, visit(url, minutes, read, source=source))


def find(archive: Engine, words: str, **wanted: Any) -> list[str]:
    return [hit.headline.removeprefix("Headline ") for hit in hits(archive, words, **wanted)]


def hits(archive: Engine, words: str, **wanted: Any) -> list[Hit]:
    index_new(archive)
    with archive.connect() as connection:
        return search(connection, SearchQuery(words, **wanted))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("FERRY", ["en"]),
        ("ferry friday", ["en"]),
        ("ferry monday", []),
        ('"wooden ferry"', ["en"]),
        ('"ferry wooden"', []),
        ("ferr", []),
        ("연락선", ["ko"]),
        ("금요일", ["ko"]),
        ("渡し船", ["ja"]),
        ("木", ["zh", "ja"]),
        ("渡轮", ["zh"]),
        ("港口", ["zh"]),
        ("วันศุกร์", ["th"]),
        ("नाव", ["hi"]),
        ("decore", ["fr"]),
        ("ПАРОМ", ["ru"]),
        ("headline", ["ru", "fr", "hi", "th", "zh", "ja", "ko", "en"]),
    ],
)
def test_every_script_is_searched(
    archive: Engine, writer: ArchiveWriter, words: str, found: list[str]
) -> None:
    for name, body in TEXTS.items():
        write_page(writer, name, body)
    assert find(archive, words) == found


def test_captions_and_credits_are_searched_and_hits_are_shown(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write_page(writer, "en", TEXTS["en"], photos=(wire_photo(),))
    (hit,) = hits(archive, "outer mole")
    assert "ferry passes the [outer] mole" in hit.snippet
    assert (hit.source, hit.url) == ("herald", "http://herald.example/en")
    assert find(archive, '"AP-Yonhap"') == ["en"]


def test_searches_are_narrowed(archive: Engine, writer: ArchiveWriter) -> None:
    early = MORNING - timedelta(days=9)
    write_page(writer, "herald", "The ferry is back.", photos=(wire_photo(),), published_at=early)
    write_page(writer, "courier", "A ferry came.", source=COURIER, attributions=(REUTERS_TAIL,))
    assert find(archive, "ferry") == ["courier", "herald"]
    assert find(archive, "ferry", source="herald") == ["herald"]
    assert find(archive, "ferry", agency="Reuters") == ["courier"]
    assert find(archive, "ferry", agency="yonhap") == ["herald"]
    assert find(archive, "ferry", agency="dpa") == []
    assert find(archive, "ferry", since=MORNING - timedelta(days=1)) == ["courier"]
    assert find(archive, "ferry", limit=1) == ["courier"]


def test_names_and_headlines_are_found_in_any_case_of_any_script(
    archive: Engine, writer: ArchiveWriter
) -> None:
    ctk = Attribution("ČTK", Evidence.TAIL, "(ČTK)")
    write_page(writer, "наводнение", "The river rises.", attributions=(ctk,))
    assert find(archive, "river", agency="čtk") == find(archive, "river", agency="ČTK")
    assert find(archive, "river", agency="ČTK") == ["наводнение"]
    with archive.connect() as connection:
        assert find_article(connection, "Наводнение") == 1
        for nothing in ("²", "9" * 30, "http://[x/"):
            with pytest.raises(ArchiveError, match="no article"):
                find_article(connection, nothing)


def test_the_scheduler_indexes_what_is_new_once_somebody_has_searched(
    archive: Engine, writer: ArchiveWriter
) -> None:
    indexing = Indexing(archive)
    write_page(writer, "a", "The ferry is back.", 0)
    indexing.step(MORNING)
    assert not is_searched(archive)
    assert find(archive, "ferry") == ["a"]
    write_page(writer, "b", "The tug is back.", 1)
    indexing.step(MORNING + EVERY)
    assert index_new(archive) == 0
    write_page(writer, "c", "The crane is back.", 2)
    indexing.step(MORNING + EVERY + timedelta(seconds=1))
    assert index_new(archive) == 1


def test_what_is_archived_later_is_found_and_what_stands_no_more_is_not(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write_page(writer, "a", "The ferry is back.", 0)
    assert index_new(archive) == 1
    assert index_new(archive) == 0
    write_page(writer, "a", "The tug is back.", 60)
    assert find(archive, "tug") == ["a"]
    assert find(archive, "ferry") == []
    with read_only(archive, as_of(MORNING + timedelta(minutes=30))) as connection:
        assert len(search(connection, SearchQuery("ferry"))) == 1
        assert search(connection, SearchQuery("tug")) == []


def parts(archive: Engine) -> int:
    """Of SQLite's index: in how many parts a word has to be looked up."""
    with archive.connect() as connection:
        every = "SELECT count(DISTINCT segid) FROM search_index_idx"
        return int(connection.exec_driver_sql(every).scalar_one())


@on_sqlite
def test_an_index_that_grew_little_by_little_has_few_parts(
    archive: Engine, writer: ArchiveWriter
) -> None:
    indexing = Indexing(archive)
    index_new(archive)
    for number in range(40):
        write_page(writer, str(number), f"Ferry {number} of line {number % 7} is back.", number)
        indexing.step(MORNING + number * EVERY)
        assert parts(archive) <= 8
    assert find(archive, "ferry 7") == ["7"]
    assert find(archive, '"line 3"') == ["38", "31", "24", "17", "10", "3"]


@on_sqlite
def test_an_index_that_was_made_before_is_merged_as_it_grows(
    archive: Engine, writer: ArchiveWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    with archive.begin() as connection:  # as it was made before: with nothing said of merging
        connection.exec_driver_sql(index.CREATE["sqlite"][0])
    for number in range(29):
        write_page(writer, str(number), f"Ferry {number} is back.", number)
    while index.index_batch(archive):
        pass
    assert parts(archive) > 10
    for number in range(29, 32):
        write_page(writer, str(number), f"Ferry {number} is back.", number)
    assert index_new(archive) == 3
    assert parts(archive) <= 3
    assert not merge(archive, 3)
    assert find(archive, "ferry", limit=99) == [str(number) for number in reversed(range(32))]


@on_sqlite
def test_an_index_of_many_versions_at_once_is_merged_in_the_end(
    archive: Engine, writer: ArchiveWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    for number in range(13):
        write_page(writer, str(number), f"Ferry {number} is back.", number)
    assert index_new(archive) == 13
    assert parts(archive) <= 2
    assert len(find(archive, "ferry")) == 13


def test_a_dropped_index_is_made_again(archive: Engine, writer: ArchiveWriter) -> None:
    write_page(writer, "a", "The ferry is back.")
    index_new(archive)
    with archive.begin() as connection:
        connection.exec_driver_sql("DROP TABLE search_index")
    assert find(archive, "ferry") == ["a"]


@pytest.mark.parametrize("words", ["", "…", '""', "' OR 1=1 --", 'a"b', "x' & !y", "(a | b)", "*"])
def test_whatever_is_typed_is_words_or_refused(
    archive: Engine, writer: ArchiveWriter, words: str
) -> None:
    write_page(writer, "a", "The ferry is back.")
    if words in ("", "…", '""', "*"):
        with pytest.raises(ArchiveError, match="no word"):
            find(archive, words)
    else:
        assert find(archive, words) == []


def test_what_stands_far_down_in_a_long_text_is_found(
    archive: Engine, writer: ArchiveWriter
) -> None:
    """PostgreSQL keeps no places of words there."""
    often = "The mayor of the bay and the master of the port met at the quay. " * 400
    write_page(writer, "often", f"{often} Over them the zeppelin hung.")
    write_page(writer, "far", f"{'旧港口' * 6000} 量子望远镜")
    write_page(writer, "apart", f"{often} Zeppelin and all, the crowd went home.")
    writer.flush()
    assert find(archive, '"the zeppelin"') == ["often"]
    assert find(archive, "量子望远镜") == ["far"]
    assert find(archive, '"the zeppelin"', limit=1) == ["often"]
    assert find(archive, "quay", limit=1) == ["apart"]
