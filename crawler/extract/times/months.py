"""The names of months in the languages of the press, in lower case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.extract.languages.vocabulary import languages


def _numbers(names: Sequence[str]) -> dict[str, int]:
    """The number of the month for each form of its name."""
    return {
        form: number for number, forms in enumerate(names, 1) for form in forms.split(", ") if form
    }


def _all_months() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in languages().values():
        for calendar in ("months", "solar_months"):
            found |= _numbers(language.get("time", {}).get(calendar, ()))
    return found


# name or abbreviation -> number of the month in its calendar, the same in all languages
MONTHS = _all_months()

# beside these, "CST" is American time
ENGLISH_MONTHS = frozenset(_numbers(languages()["en"]["time"]["months"]))
