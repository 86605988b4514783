"""The files of words, one a language: that each can be read, and that its words are."""

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import crawler.extract.languages
from crawler.extract import extract
from crawler.extract.languages.vocabulary import alternatives, bounded, languages, pattern, words
from crawler.extract.times.dates import read_stamp
from tests.extract.pages import STORY

SECTIONS = ("text", "time", "byline", "credit", "wire", "service", "page")
CALENDARS = ("months", "solar_months")  # whose entries are names, and have several forms
FOLDER = Path(crawler.extract.languages.__file__).parent
TABLES = [
    (code, section, name, entries)
    for code, file in languages().items()
    for section in SECTIONS
    for name, entries in file.get(section, {}).items()
]


@pytest.mark.parametrize("code", languages())
def test_a_file_is_named_by_its_language_and_has_known_sections(code: str) -> None:
    assert re.fullmatch(r"[a-z]{2,3}", code)
    assert set(languages()[code]) <= {"spaced", *SECTIONS}
    assert (FOLDER / f"{code}.toml").read_text("utf-8").startswith("# ")  # its English name


@pytest.mark.parametrize("code", languages())
def test_the_entries_of_a_table_are_patterns_in_small_letters_each_told_once(code: str) -> None:
    for section, name, entries in [table[1:] for table in TABLES if table[0] == code]:
        assert entries or code == "en", f"{section}.{name} is empty"  # where it is explained
        assert len(set(entries)) == len(entries) or name in CALENDARS
        for entry in entries:
            groups = re.compile(entry).groups
            assert not groups, f"{section}.{name}: a group that captures is counted as the reader's"
            plain = re.sub(r"\\.", "", entry)
            assert plain == plain.lower(), f"{section}.{name}: {entry}"


def tables_in_code() -> set[str]:
    """The tables that the reader names when it builds its patterns."""
    named: set[Any] = set()
    for file in Path(crawler.extract.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("pattern", "bounded", "words", "words_of"):
                named |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    return named


def test_the_tables_are_those_that_the_reader_uses() -> None:
    """One that is misspelled would be one that nobody reads."""
    known = tables_in_code() | {f"time.{name}" for name in CALENDARS}
    assert {f"{section}.{name}" for _, section, name, _ in TABLES} == known


def test_every_table_is_explained() -> None:
    """A comment stands above a table of English, or above those beside it that it explains as
    well; and above the tables that English does not need, where a language has them."""
    text = (FOLDER / "en.toml").read_text("utf-8")
    explained = {name for _, section, name, _ in TABLES if f"\n{name} = " in text}
    for code, _, name, _ in TABLES:
        if name not in explained | {"afternoon"}:  # which stands beside the morning
            own = (FOLDER / f"{code}.toml").read_text("utf-8")
            assert re.search(rf"^# .*\n{name} = ", own, re.MULTILINE), f"{code}: {name}"
    sections = (part.strip() for part in re.split(r"^\[\w+\]\n", text, flags=re.MULTILINE)[1:])
    assert all(section.startswith("# ") for section in sections if section)


def test_a_year_has_twelve_months_and_a_name_is_one_of_them() -> None:
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for _, _, name, entries in TABLES:
        if name in CALENDARS:
            assert len(entries) == 12
            for number, forms in enumerate(entries, 1):
                for form in filter(None, forms.split(", ")):
                    numbers[form].add(number)
    assert [form for form, meant in numbers.items() if len(meant) > 1] == []


@pytest.mark.parametrize("code", [code for code, _, name, _ in TABLES if name == "months"])
def test_a_date_is_read_with_every_name_of_a_month(code: str) -> None:
    for number, forms in enumerate(languages()[code]["time"]["months"], 1):
        for form in filter(None, forms.split(", ")):
            stamp = read_stamp(f"4 {form} 2025")
            assert stamp is not None, form
            assert (stamp.wall.day, stamp.wall.month, stamp.wall.year) == (4, number, 2025)


def is_plain(entry: str) -> bool:
    return re.fullmatch(r"[^\W\d_][\w ]*", entry) is not None


@pytest.mark.parametrize(
    "table", sorted({f"{s}.{n}" for _, s, n, _ in TABLES if n not in CALENDARS})
)
def test_a_plain_word_is_found_by_the_pattern_of_its_table(table: str) -> None:
    both: Any = (re.compile(pattern(table)), re.compile(bounded(table)))
    for word in filter(is_plain, words(table)):
        for compiled in both:
            assert compiled.fullmatch(word), word
        assert both[1].search(f"12{word}: 14"), word


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        (["read (?:more|on)", "related"], ["read on", "related"]),
        (["share|print", "see"], ["share", "print", "see"]),  # what begins with either
        (["see (?:the (?:photo|film)s?)?", r"save \(?|keep"], ["see the film", "save (", "keep"]),
    ],
)
def test_entries_of_one_first_letter_stand_together(entries: list[str], lines: list[str]) -> None:
    assert all(re.fullmatch(alternatives(entries), line) for line in lines)


def test_a_word_of_a_language_with_spaces_is_none_within_another() -> None:
    updated = re.compile(bounded("time.updated"))
    assert updated.search("aktualisiert: 14:05")
    assert not updated.search("unaktualisierte Fassung")
    assert updated.search("최종수정2026-01-06 16:46")


@pytest.mark.parametrize(
    ("code", "label"), [("de", "Aktualisiert"), ("pl", "Aktualizacja"), ("ko", "수정")]
)
def test_a_new_word_in_a_file_is_all_that_a_page_needs(code: str, label: str) -> None:
    """The labels of the files are what the reader reads by."""
    assert label.lower() in languages()[code]["time"]["updated"]
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    page = (
        "<html><body><article><h1>Port Ellery to rebuild its lighthouse</h1>"
        f"<div>2025-03-04 10:20</div><div>{label}: 2025-03-05 11:30</div>{story}</article></body>"
    )
    found = extract(page.encode(), "https://courier.example/sea/lighthouse").article
    assert found is not None
    assert found.published_raw == "2025-03-04 10:20"
    assert found.modified_raw is not None
    assert "2025-03-05 11:30" in found.modified_raw
