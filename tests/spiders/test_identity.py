"""A publisher can see who crawls them, and write to them."""

from __future__ import annotations

import pytest

from crawler import __version__
from tests.desk import Desk
from tests.spiders.origin import Site, story


def agents(site: Site) -> set[str | None]:
    return {asked.headers["User-Agent"] for asked in site.asked}


def test_without_a_contact_we_say_so(desk: Desk, site: Site) -> None:
    desk.crawl("--url", site.put("/ferry", story("Ferry returns")))
    assert agents(site) == {f"crawler/{__version__} (news archive; no contact given)"}


@pytest.mark.parametrize(
    "command", [("crawler", "crawl", "--url"), ("crawler", "show"), ("scrapy", "crawl", "urls")]
)
def test_the_contact_of_crawler_toml_stands_in_every_request(
    desk: Desk, site: Site, command: tuple[str, ...]
) -> None:
    (desk.folder / "crawler.toml").write_text('contact = "mailto:desk@herald.example"\n')
    url = site.put("/ferry", story("Ferry returns"))
    desk.run(*command, *(("-a", f"urls={url}") if command[0] == "scrapy" else (url,)))
    assert site.paths() == ["/ferry"]
    assert agents(site) == {f"crawler/{__version__} (news archive; +mailto:desk@herald.example)"}


def test_the_environment_comes_before_the_file(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.folder / "crawler.toml").write_text('contact = "mailto:desk@herald.example"\n')
    monkeypatch.setenv("CRAWLER_CONTACT", "https://archive.example/about")
    desk.crawl("--url", site.put("/ferry", story("Ferry returns")))
    assert agents(site) == {f"crawler/{__version__} (news archive; +https://archive.example/about)"}


def test_a_user_agent_of_ones_own_is_left_alone(desk: Desk, site: Site) -> None:
    url = site.put("/ferry", story("Ferry returns"))
    desk.run("scrapy", "crawl", "urls", "-a", f"urls={url}", "-s", "USER_AGENT=Harbor/2.0")
    assert agents(site) == {"Harbor/2.0"}


@pytest.mark.parametrize("contact", ['"the desk"', "3", '"mailto:desk@a.example\\r\\nX: 1"', '""'])
def test_what_is_no_address_is_refused(desk: Desk, site: Site, contact: str) -> None:
    (desk.folder / "crawler.toml").write_text(f"contact = {contact}\n")
    done = desk.crawl("--url", site.url("/ferry"), code=1)
    assert "is no address that publishers could write to" in done.stderr
    assert site.asked == []
