"""Pages out of WARC files join the archive as crawled ones do."""

from __future__ import annotations

import gzip
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive.database.engine import open_archive
from crawler.archive.runs import finish_run, start_run
from crawler.capture.exchange import Exchange, Purpose
from crawler.capture.writer import WarcWriter
from crawler.importing.filter import Filter
from crawler.importing.places import key_of
from crawler.items import Capture
from tests.desk import Desk
from tests.spiders.origin import HTML, XML, Answer, feed, serving, story

CORPUS = sorted((Path(__file__).parents[2] / "shared" / "corpus").glob("*/pages.warc.gz"))
HOME = "http://herald.example/"


def exchange(path: str, body: str, status: int = 200, *more: tuple[str, str]) -> Exchange:
    """What a server of the Herald sent at six o'clock."""
    headers = [("Content-Type", "text/html; charset=utf-8"), *more]
    return Exchange(
        url=HOME + path,
        at=datetime(2026, 6, 19, 6, tzinfo=UTC),
        request_line=f"GET /{path} HTTP/1.1".encode(),
        request_headers=[(b"Host", b"herald.example")],
        status=status,
        status_line=f"HTTP/1.1 {status} -".encode(),
        headers=[(name.encode(), value.encode()) for name, value in headers],
        body=body.encode(),
        redirect_to=dict(more).get("Location"),
    )


_MANY = 250  # pages: an import of so many is not done before a signal reaches it
STORIES = [exchange(f"news/{n}", story(f"Ferry number {n} returns")) for n in range(4)]


def warc(folder: Path, exchanges: Sequence[Exchange] = STORIES) -> tuple[Path, list[Capture]]:
    """A WARC file of ours with these exchanges, and where in it they are."""
    writer = WarcWriter(folder, "herald")
    captures = [writer.write(one) for one in exchanges]
    writer.close()
    return folder / captures[0].file, captures


def totals(desk: Desk) -> list[tuple[int, ...]]:
    return desk.ask(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM versions),"
        " (SELECT count(*) FROM captures), (SELECT count(*) FROM failures)"
    )


@pytest.mark.parametrize("date", ["20260303090000", "0001-01-01T00:00:00Z", "yesterday"])
def test_a_record_without_a_date_that_can_be_is_told_and_costs_no_other(
    desk: Desk, date: str
) -> None:
    file, _ = warc(desk.folder)
    plain = gzip.decompress(file.read_bytes())
    parts = re.split(rb"(?=WARC/1\.1\r\nWARC-Type: response)", plain)
    parts[2] = re.sub(rb"WARC-Date: \S+", f"WARC-Date: {date}".encode(), parts[2], count=1)
    damaged = desk.folder / "damaged.warc"
    damaged.write_bytes(b"".join(parts))
    desk.describe(HOME, "")
    done = desk.run("crawler", "import", str(damaged))
    assert "1 damaged record" in done.stdout
    assert totals(desk) == [(3, 3, 3, 1)]


def test_a_second_import_adds_nothing(desk: Desk) -> None:
    file, captures = warc(desk.folder)
    desk.describe(HOME, "")
    first = desk.run("crawler", "import", str(file))
    assert "herald\t4" in first.stdout
    assert totals(desk) == [(4, 4, 4, 0)]
    rows = desk.ask("SELECT url, record_id, source FROM captures ORDER BY url")
    assert rows == [(c.url, c.record_id, "herald") for c in captures]
    again = desk.run("crawler", "import", str(file))
    assert "3 read by an earlier import\n1 already archived" in again.stdout
    assert totals(desk) == [(4, 4, 4, 0)]
    kept = [
        p
        for p in (desk.folder / "captures").iterdir()
        if b"news" in gzip.decompress(p.read_bytes())
    ]
    assert len(kept) == 1  # the records stand in the archive's own folder, once


def test_captures_of_one_address_are_versions_of_one_article(desk: Desk) -> None:
    same = [STORIES[0], STORIES[0], exchange("news/0", story("Ferry number 0 sinks"))]
    file, _ = warc(desk.folder, same)
    desk.run("crawler", "import", str(file))
    assert desk.ask("SELECT url, headline, versions FROM articles") == [
        (HOME + "news/0", "Ferry number 0 sinks", 2)
    ]


def test_pages_that_are_no_article_are_recorded_as_such(desk: Desk) -> None:
    pages = [
        exchange("missing", "<h1>Not found</h1>", 404),
        exchange("old", "", 301, ("Location", HOME + "news/0")),
        exchange("empty", "<html></html>"),
        exchange("odd", "?", 200, ("Content-Encoding", "rot13")),
        STORIES[0],
    ]
    file, _ = warc(desk.folder, pages)
    done = desk.run("crawler", "import", str(file))
    assert desk.ask("SELECT url FROM articles") == [(STORIES[0].url,)]
    assert desk.failures() == {
        HOME + "missing": "HTTP 404",
        HOME + "empty": "other",
        HOME + "odd": "damaged record",
    }
    assert "the content encoding 'rot13' is unknown" in done.stderr
    assert desk.ask("SELECT source FROM failures WHERE url LIKE '%odd'") == [("herald.example",)]


@pytest.mark.parametrize("media_type", ["application/xml", "text/xml", "text/plain"])
def test_a_page_that_is_sent_as_xml_or_text_is_imported_as_a_crawl_archives_it(
    desk: Desk, media_type: str
) -> None:
    """A feed, or a file of text, that is sent as the same is no page."""
    xhtml = '<?xml version="1.0"?>\n<!DOCTYPE html>\n<!-- The Herald -->\n' + story("Ferry returns")
    quoting = feed().replace("</channel>", "<title><![CDATA[<html>]]></title></channel>")
    bodies = {"ferry": xhtml, "feed": quoting, "notes": "A page begins with <html>."}
    sent = [(b"Content-Type", media_type.encode())]
    pages = [replace(exchange(path, body), headers=sent) for path, body in bodies.items()]
    desk.run("crawler", "import", str(warc(desk.folder, pages)[0]))
    assert desk.ask("SELECT url, headline FROM articles") == [(HOME + "ferry", "Ferry returns")]
    assert desk.ask("SELECT count(*) FROM captures") == [(3,)]
    assert desk.failures() == {}


@pytest.mark.parametrize("url", ["http://herald.example:99999/x", "http://[bad/x"])
def test_a_record_of_an_address_that_is_none_costs_no_other(desk: Desk, url: str) -> None:
    moved = exchange("old", "", 301, ("Location", "http://[bad/"))
    file, _ = warc(desk.folder, [STORIES[0], replace(STORIES[1], url=url), moved, STORIES[2]])
    done = desk.run("crawler", "import", str(file))
    assert len(desk.ask("SELECT url FROM articles")) == 2
    assert desk.ask("SELECT source, reason FROM failures") == [("unknown", "damaged record")]
    assert f"{url} is no address of the web" in done.stderr


def test_an_import_beside_another_writer_waits_for_it(desk: Desk) -> None:
    file, _ = warc(desk.folder)
    desk.run("crawler", "import", str(file))
    with beside(desk, busy=0.3, idle=0.05):
        for _ in range(3):
            desk.run("crawler", "import", str(file))


@contextmanager
def beside(desk: Desk, busy: float, idle: float) -> Iterator[None]:
    """Another process of the archive, which holds its lock for so many seconds at a time."""
    over = threading.Event()

    def write() -> None:
        other = sqlite3.connect(desk.folder / "archive.db", timeout=30, isolation_level=None)
        while not over.wait(idle):
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE source SET publisher = publisher || '.'")
            over.wait(busy)
            other.execute("COMMIT")
        other.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_a_body_that_is_cut_is_no_version(desk: Desk) -> None:
    """As in a crawl: the half of a story would be an edit that nobody made."""
    packed = gzip.compress(story("Ferry number 0 returns").encode())
    gzipped = [*STORIES[0].headers, (b"Content-Encoding", b"gzip")]
    whole = replace(STORIES[0], headers=gzipped, body=packed)
    later = datetime(2026, 6, 19, 7, tzinfo=UTC)
    file, _ = warc(desk.folder, [whole, replace(whole, at=later, body=packed[:-30])])
    desk.run("crawler", "import", str(file))
    assert desk.ask("SELECT versions FROM articles") == [(1,)]
    assert desk.failures() == {STORIES[0].url: "damaged record"}


def test_plain_warc_is_read_like_packed(desk: Desk) -> None:
    file, _ = warc(desk.folder)
    plain = desk.folder / "herald.warc"
    plain.write_bytes(gzip.decompress(file.read_bytes()))
    desk.run("crawler", "import", str(plain))
    assert totals(desk) == [(4, 4, 4, 0)]


@pytest.mark.parametrize("ended_at", [0, 777])
def test_a_file_that_is_packed_as_a_whole_is_kept_record_by_record(
    desk: Desk, ended_at: int
) -> None:
    """And where an import of it was ended it begins again: nobody can go on within it."""
    file, _ = warc(desk.folder)
    plain = gzip.decompress(file.read_bytes())
    file.write_bytes(gzip.compress(plain[plain.index(b"WARC/1.1\r\nWARC-Type: response") :]))
    archive = open_archive(desk.archive)
    with archive.begin() as connection:
        run = start_run(connection, "import", STORIES[0].at)
        place = {"offset": ended_at, "records": 2}
        finish_run(
            connection, run, STORIES[0].at, "killed", {"files": {key_of(file, Filter()): place}}
        )
    archive.dispose()
    desk.run("crawler", "import", str(file))
    assert totals(desk) == [(4, 4, 4, 0)]
    desk.run("crawler", "verify")


def test_a_file_that_ends_in_the_middle_of_a_record_gives_what_it_has(desk: Desk) -> None:
    file, _ = warc(desk.folder)
    whole = gzip.decompress(file.read_bytes())
    cut = desk.folder / "cut.warc"
    cut.write_bytes(whole[: whole.index(b"number 2 returns")])
    desk.describe(HOME, "")
    done = desk.run("crawler", "import", str(cut))
    assert "1 damaged record\n" in done.stdout
    assert f"{cut}, offset " in done.stderr
    assert totals(desk) == [(2, 2, 2, 1)]
    assert desk.ask("SELECT url, source, stage FROM failures") == [
        (STORIES[2].url, "herald", "capture")
    ]
    desk.run("crawler", "import", str(file))  # the whole file mends it
    assert desk.failures() == {}


def test_a_damaged_record_hides_none_behind_it(desk: Desk) -> None:
    file, captures = warc(desk.folder)
    damaged = bytearray(file.read_bytes())
    middle = captures[1].offset + captures[1].length // 2
    damaged[middle : middle + 20] = bytes(20)
    file.write_bytes(damaged)
    done = desk.run("crawler", "import", str(file))
    assert desk.ask("SELECT url FROM articles ORDER BY url") == [
        (STORIES[n].url,) for n in (0, 2, 3)
    ]
    assert str(file) in done.stderr
    assert set(desk.failures().values()) == {"damaged record"}


def test_a_file_that_was_damaged_and_is_downloaded_anew_gives_what_was_missing(desk: Desk) -> None:
    file, captures = warc(desk.folder)
    whole = file.read_bytes()
    damaged = bytearray(whole)
    damaged[captures[1].offset + 60 : captures[1].offset + 100] = b"\xff" * 40
    file.write_bytes(damaged)
    desk.run("crawler", "import", str(file))
    assert len(desk.ask("SELECT url FROM articles")) == 3
    assert set(desk.failures().values()) == {"damaged record"}
    assert "3 already archived" in desk.run("crawler", "import", str(file)).stdout
    assert set(desk.failures().values()) == {"damaged record"}

    file.write_bytes(whole)
    desk.run("crawler", "import", str(file))
    assert len(desk.ask("SELECT url FROM articles")) == 4
    assert desk.failures() == {}
    assert "3 read by an earlier import" in desk.run("crawler", "import", str(file)).stdout


@pytest.mark.parametrize(
    "content",
    [b"<html>no archive</html>", gzip.compress(b"no archive"), b"\x1f\x8b\x08rubbish"],
    ids=["page", "gzip", "rubbish"],
)
def test_what_is_no_warc_file_is_told_and_the_others_are_imported(
    desk: Desk, content: bytes
) -> None:
    other = desk.folder / "other.warc.gz"
    other.write_bytes(content)
    file, _ = warc(desk.folder)
    done = desk.run("crawler", "import", str(other), str(file), code=1)
    assert f"{other} is no WARC file" in done.stderr
    assert len(desk.ask("SELECT * FROM articles")) == 4
    assert desk.ask("SELECT exit_reason FROM runs") == [("finished",)]


@pytest.mark.skipif(not CORPUS, reason="the corpus of real pages is not here")
def test_the_corpus_is_archived_whole_and_once(desk: Desk) -> None:
    files = [str(file) for file in CORPUS]
    desk.run("crawler", "import", *files)
    before = totals(desk)
    ((captures,),) = desk.ask("SELECT count(*) FROM captures")
    assert captures == 244
    # Each is an article, or stands among the failures with a reason.
    assert desk.ask(
        "SELECT count(*) FROM captures c WHERE c.article_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.url = c.url AND f.reason <> '')"
    ) == [(0,)]
    desk.run("crawler", "import", *files)
    assert totals(desk) == before


def test_a_file_that_has_grown_is_read_from_where_the_last_import_ended(desk: Desk) -> None:
    file, captures = warc(desk.folder, STORIES[:3])
    desk.run("crawler", "import", str(file))
    more, _ = warc(desk.folder / "more", STORIES[3:])
    damaged = bytearray(file.read_bytes())
    damaged[captures[1].offset + 20 : captures[1].offset + 60] = bytes(40)  # nobody looks there
    file.write_bytes(damaged + more.read_bytes())
    again = desk.run("crawler", "import", str(file))
    assert "damaged" not in again.stdout
    assert "2 read by an earlier import" in again.stdout
    assert totals(desk) == [(4, 4, 4, 0)]


@pytest.mark.parametrize(
    ("filters", "taken"),
    [
        (["--domain", "herald.example"], "ABK"),
        (["--domain", "www.herald.example", "--domain", "tribune.example"], "BT"),
        (["--source", "herald"], "ABK"),
        (["--language", "ko"], "K"),
        (["--since", "2026-06-19", "--until", "2026-06-20"], "AKT"),
        (["--since", "2026-06-20", "--domain", "herald.example"], "B"),
    ],
)
def test_only_what_is_asked_for_is_imported(desk: Desk, filters: list[str], taken: str) -> None:
    korean = (
        "<p>오래된 나무 연락선이 금요일에 항구로 돌아왔다. 선주는 엔진을 고치겠다고 했다.</p>"
        "<p>연락선은 지난겨울 폭풍에 닻줄이 끊어져 섬까지 떠내려갔다가 어부들에게 발견되었다.</p>"
        "<p>항구 주민들은 봄이 오면 다시 배를 타고 섬으로 건너갈 수 있게 되어 기쁘다고 했다.</p>"
    )
    pages = [
        exchange("A", story("Ferry returns")),
        replace(
            exchange("B", story("Tug leaves")),
            url="http://www.herald.example/B",
            at=datetime(2026, 6, 20, tzinfo=UTC),
        ),
        exchange("K", f'<html lang="ko"><article><h1>연락선 돌아오다</h1>{korean}</article>'),
        replace(exchange("T", story("Bridge opens")), url="http://tribune.example/T"),
    ]
    file, _ = warc(desk.folder, pages)
    desk.describe(HOME, "")
    done = desk.run("crawler", "import", str(file), *filters)
    urls = [url for (url,) in desk.ask("SELECT url FROM captures")]
    assert sorted(url[-1] for url in urls) == sorted(taken)
    assert f"{len(pages) - len(taken)} left out" in done.stdout
    desk.run("crawler", "import", str(file))  # the others are still to be had
    assert desk.ask("SELECT count(*) FROM captures") == [(4,)]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--language", "pt-BR"),
        ("--language", ""),
        ("--domain", "https://herald.example/"),
        ("--domain", "*.herald.example"),
        ("--domain", ""),
    ],
)
def test_a_filter_that_nothing_could_pass_is_wrong_usage(
    desk: Desk, option: str, value: str
) -> None:
    file, _ = warc(desk.folder)
    told = desk.run("crawler", "import", str(file), option, value, code=2).stderr
    assert f"Invalid value for '{option}'" in told


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_ended_goes_on_where_it_was(desk: Desk, ending: signal.Signals) -> None:
    pages = [exchange(f"news/{n}", story(f"Ferry number {n} returns")) for n in range(_MANY)]
    file, _ = warc(desk.folder, pages)
    command = [sys.executable, "-m", "crawler", "import", str(file), "--workers", "2"]
    open_archive(desk.archive).dispose()
    first = subprocess.Popen(
        command,
        cwd=desk.folder,
        env=desk.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while first.poll() is None and not desk.ask("SELECT 1 FROM runs WHERE stats LIKE '%offset%'"):
        time.sleep(0.05)
    first.send_signal(ending)
    _, told = first.communicate()
    assert first.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130}[ending]
    assert b"Traceback" not in told
    again = desk.run("crawler", "import", str(file))
    assert " read by an earlier import" in again.stdout
    assert totals(desk) == [(_MANY, _MANY, _MANY, 0)]


def test_an_import_of_a_crawls_own_files_makes_its_archive_anew(desk: Desk) -> None:
    """Looks that found a page not modified, redirects that led to a story, and one that led to the
    front page."""
    etag, tug = ("ETag", '"one"'), story("Tug leaves port")
    with serving() as site:
        ferry = site.put("/news/ferry", story("Ferry returns"), HTML, etag)
        old, lost = site.put("/news/old", tug), site.put("/news/lost", story("Crane falls"))
        desk.describe(
            site.url("/"), f'feeds = ["{site.url("/feed.xml")}"]\nlimits = {{ delay = 0.0 }}'
        )
        site.put("/feed.xml", feed(ferry, old, lost), XML)
        desk.crawl("herald")
        site.answers["/news/ferry"] = Answer(b"", 304, (etag,))
        site.put("/news/old", "", ("Location", site.put("/news/new", tug)), status=301)
        heads = "".join(f"<h2><a href='/n/{n}'>Headline {n} of today</a></h2>" for n in range(30))
        site.put("/news/lost", "", ("Location", site.put("/", heads)), status=302)
        desk.crawl("herald")
    other = Desk(desk.folder, f"sqlite:///{desk.folder / 'other.db'}")
    files = sorted(map(str, (desk.folder / "captures").iterdir()))
    other.run("crawler", "--captures", "others", "import", *files)
    for query in (
        "SELECT url, headline, versions, last_seen_at, gone_at FROM articles ORDER BY url",
        "SELECT url, status, kind, page_kind, version FROM captures ORDER BY captured_at",
        "SELECT url, relation FROM article_url ORDER BY url",
        "SELECT url, reason, resolved_at FROM failures ORDER BY url",
    ):
        assert other.ask(query) == desk.ask(query)
    assert desk.ask("SELECT count(*) FROM articles WHERE gone_at IS NOT NULL") == [(1,)]
    assert desk.ask("SELECT count(*) FROM captures WHERE status = 304 AND version = 1") == [(1,)]


def test_a_story_behind_a_redirect_in_any_script_is_known_by_both_addresses_again(
    desk: Desk,
) -> None:
    """A Location header in UTF-8, as it should not be and is. What recovers a run reads the same
    files."""
    with serving() as site:
        new = site.put("/%EB%89%B4%EC%8A%A4/17", story("Ferry returns"))
        old = site.put("/old", "", ("Location", "/뉴스/17".encode().decode("latin-1")), status=301)
        desk.describe(site.url("/"), f'feeds = ["{site.put("/feed.xml", feed(old), XML)}"]')
        desk.crawl("herald")
    other = Desk(desk.folder, f"sqlite:///{desk.folder / 'other.db'}")
    files = sorted(map(str, (desk.folder / "captures").iterdir()))
    other.run("crawler", "--captures", "others", "import", *files)
    for each in (desk, other):
        known = each.ask("SELECT url, relation FROM article_url ORDER BY url")
        assert known == [(new, "fetched"), (old, "redirect")]
        assert each.ask("SELECT redirect_to FROM captures WHERE status = 301") == [(new,)]


def test_an_import_that_goes_on_knows_what_the_site_reserves(desk: Desk) -> None:
    robots = exchange("robots.txt", "User-agent: GPTBot\nDisallow: /\n")
    file, _ = warc(desk.folder, [robots, *STORIES[:2]])
    desk.run("crawler", "import", str(file))
    more, _ = warc(desk.folder / "more", STORIES[2:])
    file.write_bytes(file.read_bytes() + more.read_bytes())
    desk.run("crawler", "import", str(file))
    assert desk.ask("SELECT count(DISTINCT url), min(use) FROM optouts") == [(4, "ai")]


def test_an_import_that_goes_on_knows_where_the_page_behind_was_redirected_from(desk: Desk) -> None:
    moved = exchange("news/old", "", 301, ("Location", STORIES[1].url))
    first = [replace(moved, purpose=Purpose.PAGE), STORIES[0]]
    file, _ = warc(desk.folder, first)
    desk.run("crawler", "import", str(file))
    more, _ = warc(desk.folder / "more", [replace(STORIES[1], purpose=Purpose.PAGE)])
    file.write_bytes(file.read_bytes() + more.read_bytes())
    desk.run("crawler", "import", str(file))
    assert desk.ask(
        "SELECT a.headline FROM article_url u JOIN articles a USING (article_id) "
        f"WHERE u.url = '{moved.url}'"
    ) == [("Ferry number 1 returns",)]


@pytest.mark.parametrize(
    ("archive_url", "order"),
    [("sqlite", "abcd"), ("sqlite", "cabd"), ("sqlite", "dcba"), ("postgres", "cabd")],
    indirect=["archive_url"],
)
def test_files_in_any_order_tell_the_same(desk: Desk, archive_url: str, order: str) -> None:
    """Revisit records before the response that they refer to, and a 304 between two versions."""
    desk.archive = archive_url
    days = [STORIES[0].at + timedelta(days=n) for n in range(4)]
    first = replace(STORIES[0], purpose=Purpose.PAGE)
    _, (whole,) = warc(desk.folder / "a", [first])
    unchanged = replace(exchange("news/0", "", 304), at=days[1], purpose=Purpose.PAGE)
    warc(desk.folder / "b", [replace(unchanged, unchanged=whole)])
    warc(desk.folder / "c", [replace(exchange("news/0", story("It sinks")), at=days[2])])
    again = WarcWriter(desk.folder / "d", "x", find_payload=lambda *_: whole)
    again.write(replace(first, at=days[3]))
    again.close()
    for name in order:
        desk.run("crawler", "import", *map(str, (desk.folder / name).iterdir()))
    looks = (
        "SELECT c.captured_at, v.headline FROM captures c "
        "LEFT JOIN versions v USING (article_id, version)"
    )
    headlines = ["Ferry number 0 returns", "Ferry number 0 returns", "It sinks"]
    assert [h for _, h in desk.ask(f"{looks} ORDER BY 1")] == [*headlines, headlines[0]]
    assert desk.ask("SELECT headline, versions FROM articles") == [(headlines[0], 2)]
    assert desk.failures() == {}
    desk.run("crawler", "verify")
