"""After a crash: what a killed run had captured, and not yet archived, is archived now.

A run's WARC files are the record; the database may lag behind them by a batch. A run that has no
end in the database and whose files no living process holds was killed. Its files are read again;
the pages in them that the archive does not know go the usual way.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from crawler.archive.decide import GONE
from crawler.archive.engine import for_writing
from crawler.archive.entries import Passing, Visit
from crawler.archive.runs import finish_run, unfinished_runs
from crawler.archive.writer import ArchiveWriter
from crawler.capture.reader import StoredRecord, capture_of, read_records
from crawler.capture.writer import is_being_written
from crawler.errors import CaptureError
from crawler.items import CapturedPage, CaptureKind
from crawler.reading import facts, read
from crawler.sources.loader import Catalogue

KILLED = "killed"


def recover(engine: Engine, captures: Path, catalogue: Catalogue) -> int:
    """Archive what killed runs left behind in this capture folder; how many captures it was.

    Runs of another machine, whose files are not here, are left alone.
    """
    recovered = 0
    with engine.connect() as connection:
        runs = unfinished_runs(connection)
    for run_id, prefix in runs.items():
        files = sorted(captures.glob(f"{prefix}-*.warc.gz"))
        if not files or any(is_being_written(file) for file in files):
            continue
        writer = ArchiveWriter(engine, run_id)
        found = 0
        for file in files:
            for record in read_records(file):
                if writer.is_archived(record.field("WARC-Record-ID") or ""):
                    continue
                entry = _entry(record, catalogue)
                if entry is not None:
                    writer.add(entry)
                    found += 1
        writer.flush()
        stats = {"sources": {name: dict(count) for name, count in writer.tally.items()}}
        with for_writing(engine).begin() as connection:
            finish_run(connection, run_id, datetime.now(UTC), KILLED, {**stats, "recovered": found})
        recovered += found
    return recovered


def _entry(record: StoredRecord, catalogue: Catalogue) -> Visit | Passing | None:
    """A visit, if the record is an article's page or tells that it is gone; else a plain capture.

    Which requests were meant as visits died with the run, so a feed must not become a failure.
    """
    url = record.field("WARC-Target-URI") or ""
    try:
        capture = capture_of(record, url)
        source = catalogue.of_url(url)
        revisit = capture.kind is CaptureKind.REVISIT
        body = b"" if revisit else record.message().payload()
    except CaptureError:
        return None
    name = source.name if source else ""
    visit = read(CapturedPage(capture, body, name), source)
    is_article = visit.page is not None and visit.page.article is not None
    if is_article or (capture.status in GONE and not url.endswith("/robots.txt")):
        return visit
    return Passing(capture, facts(source, url))
