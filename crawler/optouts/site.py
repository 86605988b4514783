"""Opt-outs of a whole site: robots.txt (RFC 9309) and TDMRep's file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from protego import Protego

from crawler.items import Optout, OptoutPlace, Use
from crawler.optouts.agents import AGENTS

OfUrl = Callable[[str], tuple[Optout, ...]]  # what a site reserves of a URL

_AGENT = re.compile(r"^[ \t]*user-agent[ \t]*:[ \t]*([^\s#]+)", re.IGNORECASE | re.MULTILINE)
_LONGEST = 300  # characters of what is printed that are kept


def of_robots(text: str) -> OfUrl:
    """What a robots.txt reserves: it forbids the page to an agent that it names and that stands
    for a use. What it says to all agents is no reservation, but a rule for us."""
    named = {name.lower(): name for name in _AGENT.findall(text)}
    known = {name: use for name in named if (use := AGENTS.get(name)) is not None}
    if not known:
        return lambda url: ()
    rules = Protego.parse(text)

    def of_url(url: str) -> tuple[Optout, ...]:
        forbidden = [name for name in known if not rules.can_fetch(url, name)]
        return tuple(
            Optout(use, OptoutPlace.ROBOTS, _agents(named[n] for n in forbidden if known[n] is use))
            for use in sorted({known[name] for name in forbidden})
        )

    return of_url


def _agents(names: Iterator[str]) -> str:
    return f"forbidden to {', '.join(sorted(names))}"[:_LONGEST]


def of_tdmrep(text: str) -> OfUrl:
    """What a ``/.well-known/tdmrep.json`` reserves. The longest location that matches a path
    decides, as in robots.txt. A file that is not TDMRep's reserves nothing."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return lambda url: ()
    entries = told if isinstance(told, list) else [told]
    rules = [
        (entry["location"], _pattern(entry["location"]), entry)
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("location"), str)
    ]

    def of_url(url: str) -> tuple[Optout, ...]:
        parts = urlsplit(url)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        fitting = [(len(location), entry) for location, fits, entry in rules if fits.match(path)]
        if not fitting:
            return ()
        _, entry = max(fitting, key=lambda pair: pair[0])
        reserved = str(entry.get("tdm-reservation")) == "1"
        return (Optout(Use.TDM, OptoutPlace.TDMREP, _printed(entry)),) if reserved else ()

    return of_url


def _pattern(location: str) -> re.Pattern[str]:
    """A location as a pattern of paths: ``*`` is anything, ``$`` at its end the path's end."""
    end = "$" if location.endswith("$") else ""
    path = "/" + location.removesuffix("$").lstrip("/")
    return re.compile(".*".join(map(re.escape, re.split(r"\*+", path))) + end)


def _printed(entry: dict[str, Any]) -> str:
    kept = {
        name: entry[name] for name in ("location", "tdm-reservation", "tdm-policy") if name in entry
    }
    return json.dumps(kept, ensure_ascii=False)[:_LONGEST]
