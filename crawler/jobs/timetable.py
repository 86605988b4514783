"""When a job is due: a cron expression on the clock of a time zone.

When clocks change, it behaves like Debian's cron. For a job with a fixed minute and hour, a skipped
time is made up for as soon as the skipped hour is over, and a time that comes twice counts once. A
job whose minute or hour is a star follows the time that really passes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from crawler.errors import JobError
from crawler.sources.source import is_time_zone

SECOND = timedelta(seconds=1)  # no cron expression is finer


@dataclass(frozen=True, slots=True)
class Due:
    """The slots from first to last, joined into one: missed ones are made up for once."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a job is due. Made by ``parse_timetable``, which checks it."""

    cron: str  # five fields; with six, the first is seconds
    time_zone: str = "UTC"  # IANA

    def next(self, after: datetime) -> datetime:
        """The first slot after an instant."""
        return next(CronSim(self.cron, self._local(after))).astimezone(UTC)

    def due(self, after: datetime, until: datetime) -> Due | None:
        """The slots after ``after``, up to and including ``until``; None if there is none."""
        first = self.next(after)
        if first > until:
            return None
        backwards = CronSim(self.cron, self._local(until + SECOND), reverse=True)
        return Due(first, max(first, next(backwards).astimezone(UTC)))

    def _local(self, instant: datetime) -> datetime:
        return instant.astimezone(ZoneInfo(self.time_zone))


def parse_timetable(cron: str, time_zone: str, where: str) -> Timetable:
    """Parse a timetable, and make sure it has a slot. Raises JobError, which names the fault."""
    if not is_time_zone(time_zone):
        raise JobError(f"{where}: {time_zone!r} is no IANA time zone such as Asia/Seoul")
    timetable = Timetable(cron, time_zone)
    try:
        timetable.next(datetime(2000, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise JobError(
            f"{where}: {cron!r} is no cron expression ({str(error).lower()}): "
            "write minute, hour, day of month, month, day of week, as in */15 * * * *"
        ) from error
    except StopIteration as error:
        raise JobError(f"{where}: {cron!r} never comes") from error
    return timetable
