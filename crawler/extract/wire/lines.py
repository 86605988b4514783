"""Read the agencies in a line that names only them: "(Reuters)", "ib/dpa", "Avec AFP", "© AFP"."""

from __future__ import annotations

import re

from crawler.extract.agencies import Agency, find_wire
from crawler.extract.languages.vocabulary import bounded, pattern
from crawler.extract.people.names import is_name
from crawler.items import Attribution, Evidence

SEPARATORS = re.compile(
    rf"\s*(?:[/|,;、・+]|\s+{pattern('byline.and', 'byline.with')}\s+|\s+-\s+)\s*"
)
_AROUND = " ()[]（）<>＜＞〈〉–—-.…/|\t*"
_RIGHTS = r"(?:(?:copyright|©|\(?c\)|\d{4})[\s,:]*)+"
_LABEL = re.compile(
    rf"^(?:{_RIGHTS}|{bounded('wire.source', 'wire.from')}[\s:：]*)?(?:l['’](?=\w))?", re.IGNORECASE
)
_BEHIND = re.compile(rf"[\s.,]+{pattern('wire.behind', 'credit.reserved')}$", re.IGNORECASE)
_END_OF_FILE = re.compile(r"[/ ](?:fim|fin|end|enditem)$", re.IGNORECASE)  # "Lusa/Fim"
# "(Ann Lee with dpa)": the author, then the agency whose copy she used
_AUTHOR_WITH = re.compile(
    rf"\s*[(\[]?(?:[^\W\d_][\w.’'-]*\s){{2,4}}{pattern('byline.with')}\s(?=[^()]{{2,30}}[)\]]?$)"
)
# after a person's name: "Ann Lee in Paris"
_IN_A_PLACE = re.compile(rf"\s{pattern('byline.in')}\s(?=[^\W\d_a-zß-öø-ÿ]).+$")
_SIGN = re.compile(r"[^\W\d_]{1,5}\.?")  # of an editor, a desk, or another organisation


def agencies_in_line(line: str) -> list[Agency]:
    """The agencies of a line that names only them. Editors' signs may stand beside them, or persons
    who supplied the rest: "With files from Ann Lee and Reuters"."""
    author = _AUTHOR_WITH.match(line)
    line = (line[author.end() :] if author else line).strip(_AROUND)
    told = _bare(line)
    bare = _END_OF_FILE.sub("", told)
    parts = (_IN_A_PLACE.sub("", part) for part in SEPARATORS.split(bare))
    names = [name for part in parts if (name := _bare(part))]
    found = {name: agency for name in names if (agency := find_wire(name))}
    others = [name for name in names if name not in found]
    is_signed = "/" in bare and all(_SIGN.fullmatch(name) for name in others)
    are_persons = told != line and all(map(is_name, others))
    return list(found.values()) if is_signed or are_persons or not others else []


def attributed(agency: Agency, evidence: Evidence, printed: str) -> Attribution:
    """An attribution of the story to an agency, with what the page prints of it."""
    return Attribution(agency.name, evidence, printed, agency.key)


def _bare(part: str) -> str:
    """A name without words about its part in the story: "Mit Material von dpa", "PTI inputs"."""
    return _BEHIND.sub("", _LABEL.sub("", part)).strip()
