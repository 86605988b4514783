"""Who we say we are: the user agent, with the operator's address in it.

A publisher who is troubled by a crawl must be able to tell whose it is and write to them (RFC 9110,
section 10.1.5; RFC 9309, section 2.2.1). The operator's address is ``contact`` in crawler.toml, or
the setting or environment variable CRAWLER_CONTACT, which takes precedence.
"""

from __future__ import annotations

from scrapy.settings import BaseSettings

from crawler import __version__
from crawler.errors import SourceError
from crawler.web import is_contact


def introduce(settings: BaseSettings, contact: str | None) -> None:
    """Set the user agent, unless the command line did. Raises SourceError."""
    agent = user_agent(settings.get("CRAWLER_CONTACT") or contact)
    settings.set("USER_AGENT", agent, priority="spider")


def user_agent(contact: str | None) -> str:
    """The user agent of a crawl whose operator can be reached at ``contact``.

    Raises SourceError when that is neither a ``mailto:`` nor a web address.
    """
    if contact is None:
        return f"crawler/{__version__} (news archive; no contact given)"
    if not is_contact(contact):
        raise SourceError(
            f"the contact {contact!r} is no address that publishers could write to: give "
            '"mailto:you@your.domain" or "https://…" as `contact` at the top of crawler.toml, '
            "or as CRAWLER_CONTACT"
        )
    return f"crawler/{__version__} (news archive; +{contact})"
