"""What a page says of who wrote the story: metadata, the printed byline, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extract.agencies import find_wire
from crawler.extract.body.blocks import HEADINGS, Block
from crawler.extract.body.hints import Hint
from crawler.extract.document import Document
from crawler.extract.people.bylines import (
    LONGEST_BYLINE,
    line_that_is_a_byline,
    named_by_role,
    named_near,
    printed_byline,
    signature,
)
from crawler.extract.people.names import (
    is_house,
    is_name,
    is_role,
    names_in,
    persons_and_wires,
    without_time,
)
from crawler.extract.people.publisher import is_publisher, may_be_organisation
from crawler.extract.people.reporters import reporters_in
from crawler.extract.people.told import Told, json_ld_authors, may_be_account, meta_authors
from crawler.extract.people.words import AUTHOR

_FIRST = 3  # first lines of a story, one of which may be a byline
_OTHERS = HEADINGS | {"blockquote"}  # names in these are a chapter's, or those of people quoted


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page says of who wrote the story."""

    told: Told  # by JSON-LD
    metas: tuple[str, ...]  # by meta elements; asked only where JSON-LD names no person
    byline: str | None  # as printed
    printed: tuple[str, ...]  # the persons and agencies in it
    signed: tuple[str, ...]  # reporters whom the story's own ends name
    is_free: bool  # JSON-LD names no person
    is_open: bool  # nor do the meta elements

    @property
    def named(self) -> tuple[str, ...]:
        """Whom JSON-LD names."""
        return self.told.persons + self.told.organisations


def evidence_of(
    document: Document,
    above: Sequence[Block],
    story: Sequence[Block],
    below: Sequence[Block],
    further: Sequence[Block],
) -> Evidence:
    """What metadata, the lines around the story and its own ends say; see ``find_people``."""
    told = json_ld_authors(document)
    named = told.persons + told.organisations
    is_free = all(_is_no_person(n, told, document) for n in named)
    metas = meta_authors(document) if is_free and all(map(is_role, named)) else ()
    is_open = is_free and all(may_be_organisation(n, document) for n in metas)
    byline = _byline(document, above, story, below, near_lines(above), told, is_open)
    printed = tuple(n for n in persons_and_wires(byline or "") if n not in told.places)
    signed = reporters_in(story) or reporters_in(below[1:2])  # below[0] is the story's last line
    if is_open and not printed:
        byline = _labelled(further) or byline
        printed = persons_and_wires(byline or "")
    if is_open and {*printed} < {*signed}:
        printed = signed
    # whoever the page prints beside what may be the account of one of them
    is_free = is_free or (bool(printed) and all(n.isascii() and may_be_account(n) for n in named))
    return Evidence(told, metas, byline, printed, signed, is_free, is_open)


def near_lines(above: Sequence[Block]) -> str:
    """The lines above the story as one text."""
    return "\n".join(block.text for block in above)


def _byline(
    document: Document,
    above: Sequence[Block],
    story: Sequence[Block],
    below: Sequence[Block],
    near: str,
    told: Told,
    is_open: bool,
) -> str | None:
    """The byline as printed: first what is named or written as one beside the story. If metadata
    names no person, weaker evidence counts too."""
    named, other = printed_byline(document, near, lambda text: bool(persons_and_wires(text)))
    byline = named or line_that_is_a_byline([b.text for b in above], with_place=is_open)
    byline = _whole(byline, above)
    byline = byline or line_that_is_a_byline([b.text for b in below], with_place=False)
    byline = byline or (named_near(above) if is_open else None) or other
    edge = [b for b in story[:_FIRST] if b.frame.path.isdisjoint(_OTHERS)]
    if is_open and not byline:
        byline = named_by_role([b.text for b in (*above, *edge)])
    bare = next((b.text for b in edge if _is_bare_names(b.text)), None)
    if bare and not _is_in_title(bare, document) and (byline or not bare.isupper()):
        others = told.organisations
        lines = (byline or "").splitlines()
        if byline in others or all(is_publisher(line, document) for line in lines):
            return bare
    if is_open and not persons_and_wires(byline or ""):
        ends = (*story[-1:], *below[1:2])  # ``below`` begins with the story's last line
        return next(filter(None, map(signature, ends)), byline)
    return byline


def _whole(byline: str | None, above: Sequence[Block]) -> str | None:
    """The byline, or the whole line around it if that names more people. If the byline comes from
    several elements, such as one for each name in "By Ann Lee and Bo Ek", the line that joins
    them."""
    if byline is None:
        return None
    parts = byline.split("\n")
    lines = [block.text for block in above if all(part in block.text for part in parts)]
    line = line_that_is_a_byline(lines, with_place=False)
    names, all_names = persons_and_wires(byline), persons_and_wires(line or "")
    if line and len(parts) > 1:
        whole = without_time(line)  # what is left may be the photographer behind it
        is_whole = len(names) > 1 and {*names} == {*all_names} == {*persons_and_wires(whole)}
        return whole if is_whole else byline
    return line if line and len(all_names) > len(names) else byline


def _labelled(lines: Sequence[Block]) -> str | None:
    """The first line that is an author's label and a name."""
    for block in lines:
        if block.frame.all & (Hint.COMMENT | Hint.PROMO):
            continue
        if len(block.text) <= LONGEST_BYLINE and AUTHOR.match(block.text):
            names = names_in(block.text)
            if names and all(map(_may_be_an_author, names)):
                return block.text
    return None


def _may_be_an_author(name: str) -> bool:
    return is_name(name) and not is_role(name) and not is_house(name)


def _is_in_title(name: str, document: Document) -> bool:
    """Whether the page's title contains a name: that of the story's subject, not its author."""
    title = document.first_meta("og:title") or document.title
    return name.lower() in title.partition(" | ")[0].lower()


def _is_no_person(name: str, told: Told, document: Document) -> bool:
    """Whether a name from the metadata is an account, a role or an organisation. The page may then
    print who wrote the story."""
    is_known = name in told.accounts or is_role(name) or find_wire(name) is not None
    return is_known or is_publisher(name, document)


def _is_bare_names(line: str) -> bool:
    """Whether a line is just a name, or several parted by strokes."""
    if len(line) > LONGEST_BYLINE:
        return False
    return all(
        2 <= len(name.split()) <= 4
        and all(w[0].isupper() and w.isalpha() for w in name.split())
        and is_name(name)
        for name in line.split("/")
    )
