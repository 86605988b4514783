"""The scheduler's rounds: every few minutes it checks the health of each source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select

from crawler.archive.database.engine import for_writing
from crawler.archive.models import CrawlRun, Source, StoredTrouble
from crawler.errors import AlarmError
from crawler.health.alarm import Alarm, Way, in_words
from crawler.health.record import WINDOW, note_told, record_troubles, troubles_to_tell
from crawler.health.trouble import Trouble
from crawler.jobs.known import KnownJob
from crawler.sources.loader import Catalogue

EVERY = timedelta(minutes=5)


def watched_sources(
    connection: Connection, catalogue: Catalogue, jobs: Mapping[str, KnownJob], now: datetime
) -> list[str]:
    """The sources that a job visits or that were visited recently, and any other source that still
    has an open trouble."""
    visited = connection.scalars(
        select(Source.name)
        .join(CrawlRun, CrawlRun.source_id == Source.id)
        .where(CrawlRun.started_at >= now - WINDOW)
        .distinct()
    )
    troubled = connection.scalars(
        select(StoredTrouble.source).where(StoredTrouble.until.is_(None)).distinct()
    )
    selected = [known.job.selection.of(catalogue) for known in jobs.values()]
    return sorted({name for names in selected for name in names}.union(visited, troubled))


@dataclass
class _Teller:
    """A way to tell of troubles. ``told`` are those it took while another way failed, without their
    details, which change from round to round."""

    give: Way
    told: set[Trouble] = field(default_factory=set)


class Rounds:
    """Checks one source per step, so that nothing else waits long; after a round, gives the
    alarm."""

    def __init__(self, engine: Engine, alarm: Alarm, tell: Callable[[str], None]) -> None:
        self._engine = for_writing(engine)
        self._tell = tell
        self.give_by(alarm)
        self._left: list[str] = []
        self._begun: datetime | None = None

    def give_by(self, alarm: Alarm) -> None:
        """Give the alarm in other ways from now on."""
        self._tellers = [_Teller(way) for way in (self._say, *alarm.ways())]

    def step(self, jobs: Mapping[str, KnownJob], catalogue: Catalogue, now: datetime) -> None:
        """Check the next source, if a round is under way or due."""
        if not self._left:
            if self._begun is not None and now - self._begun < EVERY:
                return
            self._begun = now
            with self._engine.connect() as connection:
                self._left = watched_sources(connection, catalogue, jobs, now)[::-1]
        if self._left:
            with self._engine.begin() as connection:
                record_troubles(connection, [self._left.pop()], catalogue, jobs, now)
            if not self._left:
                self._give_alarm(now)

    def _give_alarm(self, now: datetime) -> None:
        with self._engine.connect() as connection:
            troubles = {replace(each, detail=""): each for each in troubles_to_tell(connection)}
        for teller in self._tellers:
            self._give_by(teller, troubles)
        by_all = set(troubles).intersection(*(teller.told for teller in self._tellers))
        if by_all:
            with self._engine.begin() as connection:
                note_told(connection, by_all, now)

    def _give_by(self, teller: _Teller, troubles: Mapping[Trouble, Trouble]) -> None:
        """Tell this way about the troubles it has not taken yet."""
        teller.told &= troubles.keys()
        new = [trouble for key, trouble in troubles.items() if key not in teller.told]
        if not new:
            return
        try:
            teller.give(new)
        except AlarmError as error:
            self._tell(f"{error}. It is given again after the next round")
        else:
            teller.told |= troubles.keys()

    def _say(self, troubles: Sequence[Trouble]) -> None:
        for trouble in troubles:
            self._tell(in_words(trouble))
