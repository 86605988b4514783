"""The catalogue: what it holds, how a user adds to it, and what it says of mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.errors import SourceError
from crawler.sources.loader import CATALOGUE, load_catalogue
from crawler.sources.source import parse_span
from crawler.web import host_of

PUBLISHERS = Path(__file__).parents[3] / "shared" / "data" / "publishers.jsonl"
NO_FILE = Path("nowhere.toml")


def user_file(folder: Path, text: str) -> Path:
    file = folder / "crawler.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_source_of_the_catalogue_is_whole() -> None:
    catalogue = load_catalogue(user_file=NO_FILE)
    assert len(catalogue) > 150
    for name, source in catalogue.items():
        assert source.publisher != name, name
        assert source.country, name
        assert source.language, name
        assert source.feeds or source.sitemaps or source.news_sitemaps or source.sections, name
        assert catalogue.of_url(f"{source.home}some/page.html") is not None, name


def test_each_file_of_the_catalogue_holds_the_sources_of_its_country() -> None:
    catalogue = load_catalogue(user_file=NO_FILE)
    files = sorted(CATALOGUE.glob("*.toml"))
    assert {file.stem for file in files} == {source.country for source in catalogue.values()}


@pytest.mark.skipif(not PUBLISHERS.exists(), reason="the list of publishers is not here")
def test_the_known_publishers_are_in_it_with_their_addresses() -> None:
    catalogue = load_catalogue(user_file=NO_FILE)
    by_publisher = {source.publisher: source for source in catalogue.values()}
    lines = PUBLISHERS.read_text(encoding="utf-8").splitlines()
    for facts in map(json.loads, lines):
        source = by_publisher[facts["name"]]
        assert host_of(source.home) == host_of(facts["domain"]), source.name
        assert set(facts["feeds"]) <= set(source.feeds), source.name
        assert set(facts["sitemaps"]) <= set(source.sitemaps), source.name
        assert set(facts["news_sitemaps"]) <= set(source.news_sitemaps), source.name


def test_the_korea_times_is_found_by_both_of_its_forms_of_address() -> None:
    catalogue = load_catalogue(user_file=NO_FILE)
    source = catalogue["koreatimes"]
    assert (source.country, source.language, source.time_zone) == ("kr", "en", "Asia/Seoul")
    for path in ("www/nation/2022/07/501_333483.html", "lifestyle/people/20260619/ferry-returns"):
        assert catalogue.of_url(f"https://www.koreatimes.co.kr/{path}") is source


def test_an_unknown_source_is_told_with_the_nearest_names() -> None:
    catalogue = load_catalogue(user_file=NO_FILE)
    with pytest.raises(SourceError, match=r"no source 'koreatime'.*koreatimes.*crawler sources"):
        catalogue["koreatime"]
    with pytest.raises(SourceError, match="no source 'zzzzzz'") as caught:
        catalogue["zzzzzz"]
    assert "Did you mean" not in str(caught.value)


def test_a_user_adds_sources_and_changes_single_keys(tmp_path: Path) -> None:
    file = user_file(
        tmp_path,
        """
        [sources.herald]
        home = "https://www.herald.example/"
        feeds = ["https://www.herald.example/feed.xml"]
        limits = { delay = 0.5, max_age = "2d", max_articles = 40 }

        [sources.koreatimes]
        limits = { delay = 5.0 }
        """,
    )
    catalogue = load_catalogue(user_file=file)
    herald, times = catalogue["herald"], catalogue["koreatimes"]
    assert herald.publisher == "herald"
    assert herald.limits.delay == 0.5
    assert herald.limits.max_age == parse_span("48h")
    assert herald.limits.max_articles == 40
    assert catalogue.of_url("https://en.herald.example/1") is herald
    assert times.limits.delay == 5.0
    assert times.feeds == load_catalogue(user_file=NO_FILE)["koreatimes"].feeds


def test_where_no_place_is_named_the_home_page_is_looked_at(tmp_path: Path) -> None:
    home = "https://www.herald.example/"
    bare = f'[sources.herald]\nhome = "{home}"\n'
    assert load_catalogue(user_file=user_file(tmp_path, bare))["herald"].sections == (home,)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[sources.herald", "not valid TOML"),
        ("sources = 3", "sources is no table"),
        ("[source.herald]\nhome = 'https://h.example/'", "unknown key 'source'; known: .*sources"),
        ("[sources]\nherald = 3", r"herald is no table: write \[sources.herald\]"),
        ('contact = "you@your.domain"', "the contact 'you@your.domain' is no address"),
        ("contact = 3", "the contact 3 is no address"),
        ("[sources.herald]\nfeeds = []", r"crawler.toml, \[sources.herald\]: `home` is missing"),
        ("[sources.Herald]\nhome = 'https://h.example/'", "'Herald' is no name"),
        ("[sources.herald]\nhome = 'herald.example'", "http://"),
        ("[sources.herald]\nhome = 'https://h.example/'\nfeed = []", "unknown key 'feed'"),
        ("[sources.herald]\nhome = 'https://h.example/'\nfeeds = 'x'", "expected a list"),
        (
            "[sources.koreatimes]\ncountry = 'Korea'",
            r"\[sources.koreatimes\] country: 'Kor",
        ),
        ("[sources.koreatimes]\ncountry = 'uk'", "'uk' is no country of ISO 3166"),
        ("[sources.koreatimes]\ncountry = 'KR'", "lower case, such as kr"),
        ("[sources.koreatimes]\nlanguage = 'english'", "'english' is no language of BCP 47"),
        ("[sources.herald]\nhome = 'https://[/'", "expected an address"),
        ("[sources.herald]\nhome = 'https://h.example:99999/'", "expected an address"),
        (
            "[sources.herald]\nhome = 'https://h.example/'\nlimits = {max_age = '99999999999d'}",
            "a hundred years is the longest",
        ),
        ("[sources.herald]\nhome = 'https://h.example/'\ntime_zone = 'KST+9'", "IANA"),
        ("[sources.herald]\nhome = 'https://h.example/'\ntime_zone = 'Asia'", "IANA"),
        ("[sources.herald]\nhome = 'https://h.example/'\narticle_urls = ['(']", "regular exp"),
        ("[sources.herald]\nhome = 'https://h.example/'\nlimits = {delay = -1}", "0 or more"),
        ("[sources.herald]\nhome = 'https://h.example/'\nlimits = {concurrency = 0}", "1 or more"),
        ("[sources.herald]\nhome = 'https://h.example/'\nlimits = {concurrency = 1.5}", "whole"),
        ("[sources.herald]\nhome = 'https://h.example/'\nlimits = {pace = 1}", "limit 'pace'"),
        ("[sources.herald]\nhome = 'https://h.example/'\nlimits = {max_age = 2}", "span of time"),
        ("[sources.herald]\nhome = 'https://h.example/'\nrules = {body = ['p']}", "rule 'body'"),
        (
            "[sources.herald]\nhome = 'https://h.example/'\nrules = {exclude = ['p:foo(']}",
            "'p:foo\\(' is no CSS selector",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    file = user_file(tmp_path, text)
    with pytest.raises(SourceError, match=says) as caught:
        load_catalogue(user_file=file)
    assert str(file) in str(caught.value)


def test_spiders_share_one_catalogue_until_a_file_changes(tmp_path: Path) -> None:
    """A crawl of all sources has hundreds of spiders and pipelines, and each asks for it."""
    file = tmp_path / "crawler.toml"
    file.write_text('[sources.herald]\nhome = "https://herald.example/"\n')
    before = load_catalogue(user_file=file)
    assert load_catalogue(user_file=file) is before
    file.write_text('[sources.herald]\nhome = "https://the-herald.example/"\n')
    assert load_catalogue(user_file=file)["herald"].home == "https://the-herald.example/"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"cannot read .*missing\.toml"):
        load_catalogue([tmp_path / "missing.toml"], user_file=NO_FILE)
    broken = user_file(tmp_path, "")
    broken.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError, match="not valid TOML"):
        load_catalogue(user_file=broken)
