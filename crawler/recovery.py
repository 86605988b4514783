"""After a crash, archive what a killed run had captured but not yet archived.

A run's WARC files are the record; the database may lag behind them by a batch. A run was killed if
it has no end in the database and no living process holds its files. Its files are read again, and
the pages that the archive does not know are archived as the run would have done it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from crawler.archive.database.engine import for_writing
from crawler.archive.entries import Entry, Failed, PlainCapture, SourceFacts, Visit
from crawler.archive.runs import UnfinishedRun, captures_of_run, finish_run, unfinished_runs
from crawler.archive.site_files import recall_site_file
from crawler.archive.versions.decide import GONE
from crawler.archive.writer import ArchiveWriter
from crawler.capture.exchange import PURPOSE, Purpose
from crawler.capture.pages import Redirects, is_page
from crawler.capture.reader import Damage, StoredRecord, capture_of, read_records
from crawler.capture.writer import claimed, is_being_written
from crawler.errors import CaptureError
from crawler.items import Capture, CapturedPage, CaptureKind, Stage
from crawler.optouts import Sites, is_site_file
from crawler.reading import facts, opted_out, read
from crawler.sources.loader import Catalogue
from crawler.sources.source import Source

KILLED = "killed"


def recover(engine: Engine, captures: Path, catalogue: Catalogue) -> int:
    """Archive what killed runs left in this capture folder; return how many entries that was.

    Runs of other machines, whose files are not here, are left alone.
    """
    recovered = 0
    for run in _unfinished(engine):
        files = sorted(captures.glob(f"{run.warc_prefix}-*.warc.gz"))
        if not files or any(is_being_written(file) for file in files):
            continue
        with claimed(files[0]) as is_ours:
            if is_ours and run in _unfinished(engine):  # another process may have been quicker
                recovered += _recover_run(engine, run, files, catalogue)
    return recovered


def _unfinished(engine: Engine) -> list[UnfinishedRun]:
    with engine.connect() as connection:
        return unfinished_runs(connection)


def _recover_run(
    engine: Engine, run: UnfinishedRun, files: Sequence[Path], catalogue: Catalogue
) -> int:
    writer = ArchiveWriter(engine, run.id)
    found = 0
    for entry in _Killed(engine, run, catalogue).entries(files, writer):
        writer.add(entry)
        found += 1
    writer.flush()
    writer.close()
    with for_writing(engine).begin() as connection:
        # Only answered requests are known; they count for the source's budget.
        requests = captures_of_run(connection, run.id)
        stats = {"sources": writer.tally, "recovered": found, "requests": requests}
        finish_run(connection, run.id, datetime.now(UTC), KILLED, stats)
    return found


class _Killed:
    """A killed run: what it knew besides the pages is met again in its files."""

    def __init__(self, engine: Engine, run: UnfinishedRun, catalogue: Catalogue) -> None:
        self._run = run
        self._catalogue = catalogue
        self._redirects = Redirects()
        self._sites = Sites(lambda url: _text(engine, url))

    def entries(self, files: Iterable[Path], writer: ArchiveWriter) -> Iterator[Entry]:
        """The entries that the archive does not have."""
        damages: list[Damage] = []
        for file in files:
            for record in _records(file, damages):
                try:
                    capture = capture_of(record)
                    self._note(record, capture)
                except CaptureError as error:
                    yield self._damaged(record.url, datetime.now(UTC), str(error))
                    continue
                if not writer.is_archived(capture.record_id):
                    yield from self._entries(record, self._whole(record, capture))
        for damage in damages:
            at = damage.at or datetime.now(UTC)
            yield self._damaged(damage.url or damage.place, at, f"{damage.place}: {damage.reason}")

    def _note(self, record: StoredRecord, capture: Capture) -> None:
        """Note what a capture tells about others, whether it is archived or not. Among imported
        records, only our own crawls have a redirect directly followed by its page."""
        if not self._run.is_import or record.field(PURPOSE) == Purpose.PAGE:
            self._redirects.meet(capture)
        self._sites.meet(capture, lambda: record.message().payload())

    def _whole(self, record: StoredRecord, capture: Capture) -> Capture:
        """The capture with its length in the file and what the site's files reserve."""
        return self._sites.with_optouts(replace(capture, length=len(record.member() or b"")))

    def _entries(self, record: StoredRecord, capture: Capture) -> Iterator[Entry]:
        """A visit or a plain capture, with a failure if the crawl would have had one."""
        source = self._catalogue.of_page(self._run.source_name, capture.url)
        passing = PlainCapture(capture, self._facts(capture.url, source))
        try:
            revisit = capture.kind is CaptureKind.REVISIT
            body = b"" if revisit else record.message().payload()
        except CaptureError as error:
            yield from (passing, self._damaged(capture.url, capture.captured_at, str(error)))
            return
        requested = self._redirects.to(capture.url)
        page = CapturedPage(capture, body, self._run.source_name, requested)
        visit = replace(read(page, source), source=passing.source)
        if (failed := opted_out(visit, self._catalogue.respect_optouts)) is not None:
            yield from (passing, failed)
        elif self._is_visit(record, visit):
            yield visit
        else:
            yield passing

    def _facts(self, url: str, source: Source | None) -> SourceFacts:
        """What the archive keeps of a source that is no longer in the catalogue."""
        return self._run.source if source is None and self._run.source else facts(source, url)

    def _is_visit(self, record: StoredRecord, visit: Visit) -> bool:
        """Whether the run took it for a page. Records of older crawls do not say: then it counts if
        it has an article, or tells that one is gone."""
        if self._run.is_import or record.field(PURPOSE) is not None:
            return is_page(record, visit.capture)
        if visit.page is not None and visit.page.article is not None:
            return True
        return visit.capture.status in GONE and not is_site_file(visit.capture.url)

    def _damaged(self, url: str, at: datetime, why: str) -> Failed:
        source = self._catalogue.of_page(self._run.source_name, url)
        return Failed(url, self._facts(url, source), Stage.CAPTURE, "damaged record", at, why)


def _records(file: Path, damages: list[Damage]) -> Iterator[StoredRecord]:
    """The records of a file. A file that is no WARC file at all, as a power cut can leave it,
    counts as damage: it must not block the run's other files and all later commands."""
    try:
        yield from read_records(file, damaged=damages.append)
    except CaptureError as error:
        damages.append(Damage(file, 0, str(error)))


def _text(engine: Engine, url: str) -> str:
    """A site's file as an earlier run fetched it. It holds for a day, and so for this run."""
    file = recall_site_file(engine, url)
    return file.text if file is not None else ""
