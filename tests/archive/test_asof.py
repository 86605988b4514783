"""The archive at any instant is what a script says that it must be."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import count, groupby, pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from crawler.archive.database.engine import open_archive
from crawler.archive.database.query import ask, read_only
from crawler.archive.database.views import view_definitions
from crawler.archive.models import StoredTrouble
from crawler.archive.models.picture import PictureUrl, StoredPicture
from crawler.archive.models.types import utc_text
from crawler.archive.past.asof import as_of
from crawler.archive.runs import start_run
from crawler.archive.writer import ArchiveWriter
from tests.archive.press import HERALD, MORNING, article, gone, visit, write
from tests.desk import Desk

Look = tuple[int, str | None]  # minute, the headline that stood; None: gone
Rows = list[tuple[Any, ...]]

pages = count(1)


@st.composite
def scripts(draw: st.DrawFn) -> list[Look]:
    """What one page shows at each look. It stands at the first one."""
    states = st.sampled_from(["Old", "New", "Newer", None])
    minutes = sorted(draw(st.sets(st.integers(1, 60), min_size=1, max_size=12)))
    shown = [draw(st.sampled_from(["Old", "New"])), *(draw(states) for _ in minutes[1:])]
    return list(zip(minutes, shown, strict=True))


def truth(script: list[Look], at: float) -> tuple[Rows, Rows, Rows]:
    """Rows of articles, versions and changes at a minute, from the script alone."""
    seen = [look for look in script if look[0] <= at]
    if not seen:
        return [], [], []
    stood = [look for look in seen if look[1] is not None]
    runs = [(state, [m for m, _ in looks]) for state, looks in groupby(seen, lambda x: x[1])]
    gone_at = runs[-1][1][0] if runs[-1][0] is None else None
    states = {state for _, state in stood}
    articles = [(stood[-1][1], len(states), script[0][0], seen[-1][0], gone_at)]
    versions = sorted(
        (
            state,
            min(minutes[0] for s, minutes in runs if s == state),
            max(minutes[-1] for s, minutes in runs if s == state),
            sum(s == state for s, _ in runs),
        )
        for state in states
    )
    changes = [(a, b, minute) for (_, a), (minute, b) in pairwise(stood) if a != b]
    return articles, list(versions), changes


def minute(value: Any) -> int | None:
    """A time as the engine gives it, as the script counts."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return round((moment - MORNING).total_seconds() / 60)


def asked(engine: Engine, url: str, at: float) -> tuple[Rows, Rows, Rows]:
    """What the views say."""
    with read_only(engine, as_of(MORNING + timedelta(minutes=at))) as connection:

        def rows(columns: str, view: str) -> Rows:
            query = text(f"SELECT {columns} FROM {view} WHERE url = :url")
            return [tuple(row) for row in connection.execute(query, {"url": url})]

        articles = rows("headline, versions, first_seen_at, last_seen_at, gone_at", "articles")
        versions = rows("headline, observed_from, last_seen_at, observations", "versions")
        changes = rows("headline_before, headline, seen_at", "changes")
    return (
        [(a, n, minute(b), minute(c), minute(d)) for a, n, b, c, d in articles],
        sorted((a, minute(b), minute(c), n) for a, b, c, n in versions),
        sorted(((a, b, minute(c)) for a, b, c in changes), key=lambda row: row[2] or 0),
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), script=scripts())
def test_at_any_instant_the_archive_knows_what_the_script_had_shown(
    archive: Engine, writer: ArchiveWriter, data: st.DataObject, script: list[Look]
) -> None:
    url = f"http://herald.example/{next(pages)}"
    first, *later = [
        gone(url, at) if shown is None else visit(url, at, article(url, shown, paragraphs=()))
        for at, shown in script
    ]
    write(writer, first)
    for look in data.draw(st.permutations(later)):  # an old WARC file may be imported late
        writer.add(look)
        if data.draw(st.booleans()):
            writer.flush()
    writer.flush()
    for at in data.draw(st.lists(st.integers(0, 122), min_size=1, max_size=4)):
        assert asked(archive, url, at / 2) == truth(script, at / 2)


URL = "http://herald.example/news/ferry"


def test_the_past_ends_with_the_question(archive: Engine, writer: ArchiveWriter) -> None:
    write(writer, visit(URL, 0), visit(URL, 10, article(URL, "Another")))
    for prepare, expected in ((as_of(MORNING), 1), (lambda _: None, 2)):
        with ask(archive, "SELECT count(*) FROM versions", prepare) as answer:
            assert list(answer.rows) == [(expected,)]


def test_captures_runs_and_failures_of_the_future_are_not_known(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, visit(URL, 0), gone("http://herald.example/never", 5), visit(URL, 10))
    counts = {}
    for at in (-1, 0, 5, 10):
        with read_only(archive, as_of(MORNING + timedelta(minutes=at))) as connection:
            counts[at] = [
                connection.exec_driver_sql(f"SELECT count(*) FROM {view}").scalar()
                for view in ("captures", "failures", "runs")
            ]
    assert counts == {-1: [0, 0, 0], 0: [1, 0, 1], 5: [2, 1, 1], 10: [3, 1, 1]}


def test_troubles_and_pictures_of_the_future_are_not_known(
    archive: Engine, writer: ArchiveWriter
) -> None:
    write(writer, visit(URL, 0))
    later, over = MORNING + timedelta(hours=1), MORNING + timedelta(hours=3)
    trouble = StoredTrouble(
        source="herald", trouble="frozen", subject="", since=later, until=over, detail="it is"
    )
    picture = StoredPicture(
        sha256="x", media_type="image/png", size=1, width=1, height=1, likeness="0"
    )
    with Session(archive) as session:
        session.add_all([trouble, picture])
        session.flush()
        session.add(PictureUrl(url="http://p/", picture_id=picture.id, fetched_at=later))
        session.commit()
    found = []
    for hours in (0, 2, 4):
        with read_only(archive, as_of(MORNING + timedelta(hours=hours))) as connection:
            query = "SELECT (SELECT count(*) FROM pictures), count(*), count(until) FROM health"
            found.append(tuple(connection.exec_driver_sql(query).one()))
    assert found == [(0, 0, 0), (1, 1, 0), (1, 1, 1)]


def test_every_view_answers_in_the_past(archive: Engine, writer: ArchiveWriter) -> None:
    write(writer, visit(URL, 0), visit(URL, 10, article(URL, "Another")), gone(URL, 20))
    for view in view_definitions(archive.dialect.name):
        for minutes in (-1, 5, 30):
            past = as_of(MORNING + timedelta(minutes=minutes))
            with (
                ask(archive, f"SELECT * FROM {view}", past) as then,
                ask(archive, f"SELECT * FROM {view}") as now,
            ):
                assert then.columns == now.columns
                rows = list(then.rows)
                if minutes < 0:
                    assert rows == []
                elif minutes == 30:
                    assert rows == list(now.rows)


def filled(desk: Desk) -> Desk:
    engine = open_archive(str(desk.folder / "archive.db"))
    with engine.begin() as connection:
        writer = ArchiveWriter(engine, start_run(connection, "test", MORNING, source=HERALD))
    write(writer, visit(URL, 0), visit(URL, 10, article(URL, "Ferry is home")), gone(URL, 20))
    engine.dispose()
    return desk


def at(minutes: float) -> str:
    return utc_text(MORNING + timedelta(minutes=minutes), fraction=False)


def test_the_command_asks_in_the_past(desk: Desk) -> None:
    filled(desk)
    query = "SELECT headline, gone_at FROM articles"
    for minutes, expected in (
        (5, "Ferry returns to the old harbor\t"),
        (15, "Ferry is home\t"),
        (25, "Ferry is home\t2026-06-19T06:20:00.000Z"),
    ):
        out = desk.run("crawler", "asof", at(minutes), query).stdout
        assert out.splitlines()[1:] == [expected]
    wrong = desk.run("crawler", "asof", "yesterday", query, code=2).stderr
    assert "write 2026-06-19T14:30:00Z" in wrong
    desk.run("crawler", "asof", at(5), "DELETE FROM article", code=1)
    assert desk.ask("SELECT count(*) FROM article") == [(1,)]


def test_an_article_is_shown_as_it_stood(desk: Desk) -> None:
    filled(desk)
    out = desk.run("crawler", "show", URL, "--as-of", at(5)).stdout
    assert "version 1, live" in out
    assert "Ferry returns to the old harbor" in out
    stood = json.loads(desk.run("crawler", "show", "1", "--as-of", at(25), "--json").stdout)
    assert (stood["version"], stood["state"]) == (2, "gone")
    assert stood["article"]["paragraphs"][0]["text"].startswith("The last wooden ferry")
    early = desk.run("crawler", "show", "1", "--as-of", at(-5), code=1).stderr
    assert "first seen at 2026-06-19T06:00:00.000Z" in early
