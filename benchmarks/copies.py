"""``python -m benchmarks.copies [REUTERS.jsonl.gz]``: are copies found, and nothing else?

The texts are five weeks of Reuters' wire in 1987 (Reuters-21578, not part of the project), with
planted copies. Labels come from headlines and times, never from the bodies that are compared:

* a retake has the headline of an earlier text (case, punctuation and the mark of a correction
  aside) within a day. A headline that comes again after more than a day is a standing one ("U.K.
  money market given help"): its texts are left out, as no rule can tell what they are;

* texts that share a third of the words of their headlines within two days may be updates of one
  story or not: they are left out too, unless they are retakes;

* every other text is a story of its own. Of those with at least 120 words, 150 are copied with
  planted edits, and each of them makes one story with its copies.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from crawler.copies import overlap as rule
from crawler.copies.gather import Rank, follow
from crawler.copies.overlap import Overlap, overlap, prepare
from crawler.copies.sketch import MIN_KEYS, keys, signature
from crawler.copies.weeks import week_of, weeks_around

REUTERS = Path("../shared/data/reuters/reuters-21578-part1.jsonl.gz")
PLANTED = 150  # texts that are copied
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its label: texts of one ``story`` are copies of each other."""

    at: datetime
    story: str
    body: str
    edit: str = ""  # the planted edit


@dataclass(frozen=True, slots=True)
class Wire:
    """A text as the wire delivered it."""

    id: str
    at: datetime
    headline: tuple[str, ...]
    body: str


def read(path: Path) -> list[Wire]:
    """The wire in order of time, without texts whose time or headline is broken."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            headline = re.sub(r"\W+", " ", html.unescape(record["headline"])).casefold()
            headline = re.sub(r"\b(corrected|correction|corrects)\b", "", headline)
            body = re.sub(r"\s*Reuter\s*(&#3;)?\s*$", "", record["body"])
            at = _time(record["date"])
            if at and headline.strip() and body.strip():
                found.append(Wire(record["id"], at, tuple(headline.split()), html.unescape(body)))
    return sorted(found, key=lambda wire: (wire.at, int(wire.id)))


def _time(printed: str) -> datetime | None:
    found = re.search(r"\d+-[A-Z]{3}-\d{4} \d\d:\d\d:\d\d", printed)
    return datetime.strptime(found[0], "%d-%b-%Y %H:%M:%S").replace(tzinfo=UTC) if found else None


def label(wires: list[Wire]) -> list[Sample]:
    """Label retakes, and texts whose headlines show that they are stories of their own."""
    by_headline: dict[tuple[str, ...], list[Wire]] = defaultdict(list)
    for wire in wires:
        by_headline[wire.headline].append(wire)
    unclear = _alike(wires)
    samples = []
    for headline, group in by_headline.items():
        standing = group[-1].at - group[0].at > DAY
        if not standing and (len(group) > 1 or group[0].id not in unclear):
            samples += [Sample(wire.at, " ".join(headline), wire.body) for wire in group]
    return sorted(samples, key=lambda sample: sample.at)


def _alike(wires: list[Wire]) -> set[str]:
    """Ids of texts whose headline shares a third of its words with another's within two days."""
    found = set()
    words = [set(wire.headline) for wire in wires]
    start = 0
    for i, wire in enumerate(wires):
        while wire.at - wires[start].at > 2 * DAY:
            start += 1
        for j in range(start, i):
            shared = len(words[i] & words[j])
            if shared and 3 * shared >= min(len(words[i]), len(words[j])):
                found |= {wire.id, wires[j].id}
    return found


# -- planted edits ---------------------------------------------------------------------------------


def planted(samples: list[Sample], chosen: random.Random) -> list[Sample]:
    """Copies of some of the samples, one for every edit, dated hours later."""
    alone = Counter(sample.story for sample in samples)
    long = [s for s in samples if alone[s.story] == 1 and len(s.body.split()) >= 120]
    picked = chosen.sample(long, PLANTED)
    copies = []
    for number, sample in enumerate(picked):
        other = picked[number - 1]
        for hours, (edit, body) in enumerate(_edits(sample.body, other.body), start=1):
            at = max(sample.at, other.at) if edit == "merged" else sample.at
            if at - sample.at < 7 * DAY:
                copies.append(Sample(at + timedelta(hours=hours), sample.story, body, edit))
    return copies


def _edits(body: str, other: str) -> Iterable[tuple[str, str]]:
    words, others = body.split(), other.split()
    yield "dateline", "LONDON, March 3 (Wire) - " + body
    yield "cut to 30 %", " ".join(words[: max(len(words) * 3 // 10, 1)])
    yield "merged", " ".join([*words, "Elsewhere,", *others[: len(words) * 6 // 10]])
    lede = "In what observers called a surprise, matters took another turn this week."
    yield "changed lede", lede + " " + " ".join(words[25:])
    quoted = re.sub(r'"([^"]*)"', r"„\1“", body).replace("'", "’").replace(" - ", " – ")
    yield "quotation marks", quoted


def rewritten(body: str, share: float, chosen: random.Random) -> str:
    """Replace random words of a text until only this share of its shingles is left."""
    words = body.split()
    whole = prepare(body)
    while overlap(whole, prepare(" ".join(words))).resemblance > share:
        at = chosen.randrange(len(words))
        words[at] = words[at].rstrip("0123456789.,") + chosen.choice("aeiou") + "x"
    return " ".join(words)


# -- the method ------------------------------------------------------------------------------------

Pairs = dict[int, dict[int, Overlap]]


def compared(samples: list[Sample]) -> Pairs:
    """What two samples have in common, for all pairs whose keys meet, as the archive compares
    them."""
    texts = [prepare(sample.body) for sample in samples]
    index: dict[tuple[int, int], list[int]] = defaultdict(list)
    pairs: Pairs = {number: {} for number in range(len(samples))}
    for number, (sample, text) in enumerate(zip(samples, texts, strict=True)):
        if not text.shingles:
            continue
        week, hits = week_of(sample.at), Counter[int]()
        for key in keys(signature(text.shingles)):
            for near in weeks_around(week):
                hits.update(index.get((near, key), ()))
            index[week, key].append(number)
        for other, count in hits.items():
            if count >= MIN_KEYS:
                pairs[number][other] = pairs[other][number] = overlap(text, texts[other])
    return pairs


def stories(pairs: Pairs) -> list[int]:
    """The leader of every sample."""

    def rank(number: int) -> Rank:
        return (number,)

    def copies(number: int) -> dict[int, float]:
        return {other: o.common for other, o in pairs[number].items() if o.is_copy}

    leaders: dict[int, int] = {}
    follow(range(len(pairs)), rank, copies, leaders)
    return [leaders[number] for number in range(len(pairs))]


def scores(truth: list[str], found: list[int]) -> tuple[float, float, float, float]:
    """Precision, recall and F1 over pairs, and the adjusted Rand index (Hubert and Arabie 1985)."""

    def in_pairs(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    both = in_pairs(Counter(zip(truth, found, strict=True)).values())
    true, told = in_pairs(Counter(truth).values()), in_pairs(Counter(found).values())
    chance = true * told / in_pairs([len(truth)])
    precision, recall = both / told if told else 1.0, both / true
    f1 = 2 * both / (true + told)
    return precision, recall, f1, (both - chance) / ((true + told) / 2 - chance)


def main() -> None:
    """Print the scores, the curve, and the recall by edit and by share in common."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=REUTERS)
    wires = read(parser.parse_args().file)
    labelled = label(wires)
    copies = planted(labelled, random.Random(1))
    samples = sorted(labelled + copies, key=lambda sample: sample.at)
    truth = [sample.story for sample in samples]
    retakes = sum(n > 1 for n in Counter(sample.story for sample in labelled).values())
    print(f"{len(wires)} texts, {len(labelled)} labelled, {retakes} stories with retakes;")
    print(f"{len(copies)} planted copies\n")
    pairs = compared(samples)
    print("least share   precision   recall      F1     ARI")
    default = rule.LEAST
    for least in (0.1, 0.2, 0.25, default, 0.35, 0.4, 0.5, 0.6, 0.7):
        rule.LEAST = least
        figures = "   ".join(f"{100 * score:6.1f}" for score in scores(truth, stories(pairs)))
        print(f"{least:11.2f}{'*' if least == default else ' '}      {figures}")
    rule.LEAST = default
    _by_edit(samples, stories(pairs))
    _by_share(labelled)
    _whole_wire(wires)


def _by_edit(samples: list[Sample], found: list[int]) -> None:
    by_story: dict[str, list[int]] = defaultdict(list)
    for number, sample in enumerate(samples):
        by_story[sample.story].append(number)
    right: dict[str, list[bool]] = defaultdict(list)
    for members in by_story.values():
        for a, b in combinations(members, 2):
            edit = samples[b].edit if not samples[a].edit else ""
            if edit or not (samples[a].edit or samples[b].edit):
                right[edit or "retake"].append(found[a] == found[b])
    print("\nrecall of pairs of an original and its copy")
    for edit, hits in right.items():
        print(f"{edit:20} {100 * sum(hits) / len(hits):6.1f} of {len(hits)}")


def _by_share(labelled: list[Sample]) -> None:
    chosen = random.Random(2)
    long = [s.body for s in labelled if len(s.body.split()) >= 250]
    print("\nrecall of rewritten texts, by the share of their 3-grams in common (Jaccard)")
    for share in (0.5, 0.4, 0.3, 0.25, 0.2):
        met = found = 0
        bodies = chosen.sample(long, min(200, len(long)))
        for body in bodies:
            copy = rewritten(body, share, chosen)
            a, b = prepare(body), prepare(copy)
            shared = {*keys(signature(a.shingles))} & {*keys(signature(b.shingles))}
            met += len(shared) >= MIN_KEYS
            found += len(shared) >= MIN_KEYS and overlap(a, b).is_copy
        n = len(bodies)
        print(f"{share:5.2f}   keys {100 * met / n:6.1f}   copy {100 * found / n:6.1f} of {n}")


def _whole_wire(wires: list[Wire]) -> None:
    """Report on all texts, including unclear ones: how large stories grow, and how alike headlines
    are."""
    found = stories(compared([Sample(wire.at, wire.id, wire.body) for wire in wires]))
    members: dict[int, list[Wire]] = defaultdict(list)
    for leader, wire in zip(found, wires, strict=True):
        members[leader].append(wire)
    pairs = [pair for story in members.values() for pair in combinations(story, 2)]
    alike = sum(3 * len(a & b) >= min(len(a), len(b)) for a, b in map(_headlines, pairs))
    print(f"\nthe whole wire: {sum(len(m) > 1 for m in members.values())} stories of 2 and more,")
    print(f"the largest of {max(map(len, members.values()))}; {len(pairs)} pairs, of which {alike}")
    print("have a third of the words of their headlines in common")


def _headlines(pair: tuple[Wire, Wire]) -> tuple[set[str], set[str]]:
    return set(pair[0].headline), set(pair[1].headline)


if __name__ == "__main__":
    main()
