"""The alarm: a command or a webhook of the operator's is told of each new trouble, once."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from crawler.archive.models.types import utc_text
from crawler.errors import AlarmError
from crawler.health.trouble import Trouble

KEYS = ("command", "webhook")
PATIENCE = 10.0  # seconds for either to take it


@dataclass(frozen=True, slots=True)
class Alarm:
    """Where it is given. ``command`` is a line for the shell."""

    command: str | None = None
    webhook: str | None = None

    def give(self, troubles: Sequence[Trouble]) -> None:
        """Tell of these troubles, all at once. Raises AlarmError if one of the two fails.

        The command reads a JSON object a line; the webhook gets one JSON object by POST, with the
        troubles, and in ``text`` the same in words, which chat systems show.
        """
        records = [record(trouble) for trouble in troubles]
        if self.command:
            _run(self.command, "".join(json.dumps(each) + "\n" for each in records))
        if self.webhook:
            text = "\n".join(in_words(trouble) for trouble in troubles)
            _post(self.webhook, {"text": text, "troubles": records})


def parse_alarm(table: Mapping[str, Any], where: str) -> Alarm:
    """An alarm from its TOML table. Raises AlarmError, which names the fault."""
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
    """A trouble as JSON, with the names of the view ``health``."""
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


def _run(command: str, lines: str) -> None:
    try:
        subprocess.run(  # noqa: S602 - the operator's own line
            command, shell=True, check=True, input=lines, text=True, timeout=PATIENCE
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise AlarmError(f"the alarm's command failed: {error}") from error


def _post(webhook: str, content: Mapping[str, Any]) -> None:
    request = urllib.request.Request(  # noqa: S310 - parse_alarm has looked at its scheme
        webhook,
        json.dumps(content).encode(),
        {"Content-Type": "application/json", "User-Agent": "crawler"},
    )
    try:
        urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310 - as above
    except (OSError, HTTPException, ValueError) as error:
        raise AlarmError(f"the alarm's webhook failed: {error}") from error
