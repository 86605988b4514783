"""Opt-outs of a whole site: robots.txt (RFC 9309) and TDMRep's file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from protego import Protego

from crawler.items import Capture, CaptureKind, Optout, OptoutPlace, Use
from crawler.optouts.agents import AGENTS
from crawler.web import site_of

OfUrl = Callable[[str], tuple[Optout, ...]]  # URL -> what its site reserves of it

ROBOTS, TDMREP = "/robots.txt", "/.well-known/tdmrep.json"

_AGENT = re.compile(r"^[ \t]*user[ -]?agent[ \t]*:[ \t]*", re.IGNORECASE | re.MULTILINE)
_NAMED = re.compile(r"^User-agent: ([^\s#]+)", re.MULTILINE)
_BOM = "\ufeff"
_LONGEST = 300  # characters of the printed words that are kept


def of_robots(text: str) -> OfUrl:
    """What a robots.txt reserves: it forbids a page to a named agent that stands for a use. What it
    says to all agents is no reservation, but a rule for us."""
    lines = "\n".join(text.removeprefix(_BOM).splitlines())
    file = _AGENT.sub("User-agent: ", lines)
    known = {name: use for name in _NAMED.findall(file) if (use := _use_of(name)) is not None}
    if not known:
        return lambda url: ()
    rules = Protego.parse(file)

    def of_url(url: str) -> tuple[Optout, ...]:
        forbidden = [name for name in known if not rules.can_fetch(url, name)]
        return tuple(
            Optout(use, OptoutPlace.ROBOTS, _agents(n for n in forbidden if known[n] is use))
            for use in sorted({known[name] for name in forbidden})
        )

    return of_url


class Sites:
    """What sites reserve by their files, as these are met one after another in captures.

    ``recall`` gives the text of a file that was not met; "" for none.
    """

    def __init__(self, recall: Callable[[str], str] = lambda url: "") -> None:
        self._recall = recall
        self._known: dict[str, OfUrl] = {}  # by the file's URL

    def meet(self, capture: Capture, body: Callable[[], bytes]) -> None:
        """Note what a capture of a site's file says. Only for such a file is ``body`` called, and
        whatever it raises is raised."""
        is_answer = capture.status == 200 and capture.kind is CaptureKind.RESPONSE
        if is_answer and is_site_file(capture.url):
            self._note(capture.url, body().decode("utf-8-sig", "replace"))

    def with_optouts(self, capture: Capture) -> Capture:
        """A page's capture with what its site reserves, as far as its files are known."""
        if is_site_file(capture.url):
            return capture
        return replace(capture, optouts=(*capture.optouts, *self._of(capture.url)))

    def _note(self, url: str, text: str) -> None:
        self._known[url] = of_robots(text) if url.endswith(ROBOTS) else of_tdmrep(text)

    def _of(self, url: str) -> tuple[Optout, ...]:
        found: list[Optout] = []
        for file in (site_of(url) + ROBOTS, site_of(url) + TDMREP):
            if file not in self._known:
                self._note(file, self._recall(file))
            found += self._known[file](url)
        return tuple(found)


def is_site_file(url: str) -> bool:
    """Whether a URL is that of a robots.txt or TDMRep file."""
    return urlsplit(url).path in (ROBOTS, TDMREP)


def _use_of(agent: str) -> Use | None:
    """The use that an agent stands for, by its product token; a version after a slash is
    ignored."""
    return AGENTS.get(agent.partition("/")[0].lower())


def _agents(names: Iterator[str]) -> str:
    return f"forbidden to {', '.join(sorted(names))}"[:_LONGEST]


def of_tdmrep(text: str) -> OfUrl:
    """What a ``/.well-known/tdmrep.json`` reserves. The longest location that matches a path
    decides, as in robots.txt. A file that is not TDMRep's reserves nothing."""
    try:
        told = json.loads(text.removeprefix(_BOM))
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
        path = unquote(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
        fitting = [(len(location), entry) for location, fits, entry in rules if fits(path)]
        if not fitting:
            return ()
        _, entry = max(fitting, key=lambda pair: pair[0])
        reserved = str(entry.get("tdm-reservation")).lower() in ("1", "true")
        return (Optout(Use.TDM, OptoutPlace.TDMREP, _printed(entry)),) if reserved else ()

    return of_url


def _pattern(location: str) -> Callable[[str], bool]:
    """Turn a location into a test of paths without percent-encoding: ``*`` matches anything, and
    ``$`` at its end the end of the path."""
    # No regular expression: strangers choose how many stars there are, and each would multiply its
    # time.
    is_whole = location.endswith("$")
    path = "/" + unquote(location.removesuffix("$")).lstrip("/")
    first, *later = re.split(r"\*+", path)
    if is_whole and not later:
        return path.__eq__
    last = later.pop() if is_whole else ""

    def fits(asked: str) -> bool:
        if not asked.startswith(first):
            return False
        at = len(first)
        for words in later:
            if (found := asked.find(words, at)) < 0:
                return False
            at = found + len(words)
        return asked.endswith(last, at)

    return fits


def _printed(entry: dict[str, Any]) -> str:
    kept = {
        name: entry[name] for name in ("location", "tdm-reservation", "tdm-policy") if name in entry
    }
    return json.dumps(kept, ensure_ascii=False)[:_LONGEST]
