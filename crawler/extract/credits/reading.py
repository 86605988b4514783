"""What has been read of a credit line so far, and the roles that the order of its parts gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.extract.agencies import find_agency
from crawler.items import CreditedAgency, CreditRole, CreditTerm


@dataclass(slots=True)
class Reading:
    """The findings in a credit line so far."""

    photographers: list[str] = field(default_factory=list)
    agencies: list[CreditedAgency] = field(default_factory=list)
    terms: list[CreditTerm] = field(default_factory=list)
    after_via: bool = False
    role: CreditRole | None = None  # of the organisations to come, if the line states it
    given: set[str] = field(default_factory=set)  # organisations whose role the line states
    last: str = ""  # "person" or "agency": what was read last

    def person(self, name: str) -> None:
        name = name.strip(" .") if name.count(".") == 1 else name.strip()
        if name and name.casefold() not in (p.casefold() for p in self.photographers):
            self.photographers.append(name)
            self.last = "person"

    def agency(self, name: str, role: CreditRole | None = None) -> None:
        known = find_agency(name)
        key, name = (known.key, known.name) if known else (None, name.strip(" ."))
        if not name or any((a.key or a.name) == (key or name) for a in self.agencies):
            return
        role = role or (CreditRole.VIA if self.after_via else self.role)
        if role is not None:
            self.given.add(name)
        self.agencies.append(CreditedAgency(name, role or CreditRole.BY, key))
        self.last = "agency"

    def term(self, term: CreditTerm) -> None:
        if term not in self.terms:
            self.terms.append(term)


def settle_roles(reading: Reading) -> None:
    """Set the roles that the order gives: the maker comes first, then whoever passed the photo on.
    A line that ends with the photographer is read backwards ("imago/Maker/Name")."""
    agencies = reading.agencies
    free = [a for a in agencies if a.name not in reading.given]
    roles: dict[str, CreditRole] = {}
    if CreditTerm.HANDOUT in reading.terms and not reading.photographers:
        unknown = [a for a in free if not _is_wire(a)]
        roles = {a.name: CreditRole.HANDOUT for a in unknown[:1]}
        if not unknown and len(free) == len(agencies):
            roles = {a.name: CreditRole.VIA for a in free}
        free = [a for a in free if a.name not in roles]
    makers = [a for a in free if not _distributes(a)] or free
    if len(free) > 1:
        backwards = reading.last == "person"
        maker = makers[-1 if backwards else 0]
        roles |= {a.name: CreditRole.VIA for a in free if a is not maker}
    reading.agencies[:] = [
        CreditedAgency(a.name, roles.get(a.name, a.role), a.key) for a in agencies
    ]


def _is_wire(agency: CreditedAgency) -> bool:
    known = find_agency(agency.name)
    return known is not None and known.kind == "wire"


def _distributes(agency: CreditedAgency) -> bool:
    known = find_agency(agency.name)
    return known is not None and known.distributes
