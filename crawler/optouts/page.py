"""Opt-outs of one page, from its headers and its meta elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from crawler.items import Optout, OptoutPlace, Use
from crawler.optouts.agents import AGENTS

Header = tuple[bytes, bytes]

_DIRECTIVES: dict[str, Use] = {
    "noai": Use.AI,
    "noimageai": Use.AI,
    "noarchive": Use.ARCHIVE,
    "noindex": Use.INDEX,
    "none": Use.INDEX,
}
_EVERYBODY = frozenset({"robots", "googlebot", "googlebot-news", "bingbot", "msnbot", "slurp"})
_RESERVATION, _POLICY = "tdm-reservation", "tdm-policy"
_NAMES = frozenset({*_EVERYBODY, *AGENTS, _RESERVATION})
_HEADERS = frozenset({b"x-robots-tag", b"tdm-reservation", b"tdm-policy"})
_NAME = re.compile(r"\s*([a-z][\w.-]*)\s*:")  # before a directive; it holds until the next name
# directives with a value, which look like an agent's name
_VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_LONGEST = 300  # characters of the printed words that are kept


def of_meta(meta: Mapping[str, tuple[str, ...]]) -> tuple[Optout, ...]:
    """The opt-outs in a page's ``<meta>`` elements, given as contents by lower-cased name."""
    found: set[Optout] = set()
    for name in _NAMES & meta.keys():
        for content in meta[name]:
            printed = f'<meta name="{name}" content="{content}">'
            if name == _RESERVATION:
                found.update(_reserved(content, meta.get(_POLICY, ()), OptoutPlace.META, printed))
            else:
                for use in _uses(content, name):
                    found.add(Optout(use, OptoutPlace.META, printed[:_LONGEST]))
    return tuple(sorted(found))


def of_headers(headers: Iterable[Header]) -> tuple[Optout, ...]:
    """The opt-outs in a response's headers: X-Robots-Tag and those of TDMRep."""
    told = [
        (name.lower().decode("latin-1"), value.decode("latin-1").strip())
        for name, value in headers
        if name.lower() in _HEADERS
    ]
    found: set[Optout] = set()
    policies = tuple(value for name, value in told if name == _POLICY)
    for name, value in told:
        if name == _RESERVATION:
            printed = f"{_RESERVATION}: {value}"
            found.update(_reserved(value, policies, OptoutPlace.HEADER, printed))
        elif name != _POLICY:
            for use in _uses(value, "robots"):
                printed = f"X-Robots-Tag: {value}"
                found.add(Optout(use, OptoutPlace.HEADER, printed[:_LONGEST]))
    return tuple(sorted(found))


def _reserved(
    value: str, policies: tuple[str, ...], place: OptoutPlace, printed: str
) -> Iterator[Optout]:
    if any(each.strip(" \"'") == "1" for each in value.split(",")):
        policy = f"; {_POLICY}: {policies[0]}" if policies else ""
        yield Optout(Use.TDM, place, (printed + policy)[:_LONGEST])


def _uses(directives: str, agent: str) -> Iterator[Use]:
    """The uses that directives for an agent reserve. Any known directive to an agent that stands
    for a use reserves that use. Directives to an agent that we do not know concern nobody else."""
    for part in re.split("[,;]", directives.lower()):
        named = _NAME.match(part)
        if named and named[1] not in _VALUED:
            agent = named[1]
        if agent not in _EVERYBODY and agent not in AGENTS:
            continue
        for word in part[named.end() if named else 0 :].split():
            if (use := _DIRECTIVES.get(word)) is not None:
                yield AGENTS.get(agent, use)
