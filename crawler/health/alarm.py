"""The alarm: tell a command or webhook of the operator's about each new trouble, once."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from typing import Any

from crawler.archive.models.types import utc_text
from crawler.errors import AlarmError
from crawler.health.trouble import Trouble

KEYS = ("command", "webhook")
PATIENCE = 10.0  # seconds that either may take
Way = Callable[[Sequence[Trouble]], None]  # tells of troubles, all at once; or raises AlarmError


@dataclass(frozen=True, slots=True)
class Alarm:
    """Where the alarm is given. ``command`` is a line for the shell."""

    command: str | None = None
    webhook: str | None = None

    def ways(self) -> list[Way]:
        """The ways that are configured. What one of them has taken need not be repeated to the
        other.

        The command reads one JSON object per line. The webhook gets one JSON object by POST, with
        the troubles, and in ``text`` the same in words, which chat systems show.
        """
        ways: list[Way] = []
        if self.command:
            ways.append(partial(_run, self.command))
        if self.webhook:
            ways.append(partial(_post, self.webhook))
        return ways


def parse_alarm(table: Mapping[str, Any], where: str) -> Alarm:
    """Parse an alarm from its TOML table. Raises AlarmError, which names the fault."""
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise AlarmError(f"{where}, [alarm]: unknown key {unknown[0]!r}; known: {', '.join(KEYS)}")
    for key, value in table.items():
        if not isinstance(value, str) or not value.strip():
            raise AlarmError(f"{where}, [alarm] {key}: expected a text, not {value!r}")
    webhook = table.get("webhook")
    if webhook and not webhook.startswith(("http://", "https://")):
        raise AlarmError(f"{where}, [alarm] webhook: expected an address with http:// or https://")
    return Alarm(table.get("command"), webhook)


def record(trouble: Trouble) -> dict[str, str | None]:
    """A trouble as JSON, with the column names of the view ``health``."""
    return {
        "source": trouble.source,
        "trouble": trouble.check,
        "subject": trouble.subject,
        "since": utc_text(trouble.since, fraction=False),
        "until": utc_text(trouble.until, fraction=False) if trouble.until else None,
        "detail": trouble.detail,
    }


def in_words(trouble: Trouble) -> str:
    """A trouble as a line for a person."""
    of = f" ({trouble.subject})" if trouble.subject else ""
    since = utc_text(trouble.since, fraction=False)
    return f"{trouble.source}: {trouble.check}{of} since {since}: {trouble.detail}"


def _run(command: str, troubles: Sequence[Trouble]) -> None:
    lines = "".join(json.dumps(record(trouble)) + "\n" for trouble in troubles)
    try:
        subprocess.run(  # noqa: S602 - the operator's own line
            command, shell=True, check=True, input=lines, text=True, timeout=PATIENCE
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise AlarmError(f"the alarm's command failed: {error}") from error


def _post(webhook: str, troubles: Sequence[Trouble]) -> None:
    text = "\n".join(in_words(trouble) for trouble in troubles)
    content = {"text": text, "troubles": [record(trouble) for trouble in troubles]}
    request = urllib.request.Request(  # noqa: S310 - parse_alarm has looked at its scheme
        webhook,
        json.dumps(content).encode(),
        {"Content-Type": "application/json", "User-Agent": "crawler"},
    )
    try:
        urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310 - as above
    except (OSError, HTTPException, ValueError) as error:
        raise AlarmError(f"the alarm's webhook failed: {error}") from error
