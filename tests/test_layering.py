"""Who may import whom. The map is the architecture: a package that is not in it fails the test."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import crawler

ROOT = Path(crawler.__file__).parent

ANYTHING = {"*"}
# package or module of crawler -> what of ours it may import, beside itself
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "items": set(),
    "errors": set(),
    "web": set(),
    "counted": set(),
    "gunzip": set(),
    "charsets": set(),
    "zones": set(),
    "optouts": {"web", "items"},
    "extract": {"optouts", "zones", "charsets", "items"},
    "capture": {"web", "gunzip", "charsets", "__init__", "optouts", "items", "errors"},
    "sources": {"web", "zones", "charsets", "gunzip", "items", "errors"},
    "copies": set(),
    "edits": {"items"},
    "pictures": {"items"},
    "archive": {"web", "counted", "copies", "edits", "pictures", "items", "errors"},
    "spiders": {"web", "sources", "fetch", "items", "errors"},
    "fetch": {"web", "counted", "__init__", "capture", "optouts", "items", "errors"},
    "reading": {"web", "capture", "extract", "archive", "optouts", "sources", "items"},
    "reader_pool": {"capture", "reading", "archive", "sources", "items"},
    "reextracting": {
        *("reader_pool", "archive", "capture", "extract", "sources", "items", "errors"),
    },
    "importing": {
        "web",
        "optouts",
        "reading",
        "reader_pool",
        "archive",
        "capture",
        "sources",
        "items",
        "errors",
    },
    "recovery": {"optouts", "reading", "archive", "capture", "sources", "items", "errors"},
    "verifying": {"counted", "archive", "capture", "items", "errors"},
    "pipelines": {
        *(
            "briefing",
            "due_entries",
            "reading",
            "reader_pool",
            "archive",
            "capture",
            "fetch",
            "health",
        ),
        *("sources", "items", "errors"),
    },
    "photo_pipeline": {"archive", "fetch", "pictures", "pipelines", "spiders", "items"},
    "settings": {"__init__"},
    "scrapy_commands": {"errors"},
    "__main__": {"cli"},
    "revisit": set(),
    "revisiting": {"archive", "revisit", "items"},
    "briefing": {"archive", "fetch", "due_entries"},
    "due_entries": {"archive", "revisit", "revisiting", "sources"},
    "export": {"archive", "errors", "items", "optouts"},
    "metrics": {"archive"},
    "demo": {"errors"},
    "jobs": {"archive", "sources", "errors"},
    "health": {"counted", "archive", "jobs", "sources", "items", "errors"},
    "cli": ANYTHING,
}
# third-party packages that a package must never see
NEVER: dict[str, set[str]] = {
    "items": {"scrapy", "sqlalchemy", "selectolax"},
    "extract": {"scrapy", "sqlalchemy", "twisted", "requests"},
    "capture": {"scrapy", "sqlalchemy", "twisted"},
    "optouts": {"scrapy", "sqlalchemy", "twisted", "selectolax"},
    "copies": {"scrapy", "sqlalchemy", "twisted", "selectolax"},
    "pictures": {"scrapy", "sqlalchemy", "twisted", "selectolax"},
    "edits": {"scrapy", "sqlalchemy", "twisted", "selectolax"},
    "sources": {"scrapy", "sqlalchemy", "twisted"},
    "revisit": {"scrapy", "sqlalchemy", "twisted", "datetime", "time"},
    "archive": {"scrapy", "twisted", "selectolax"},
    "export": {"scrapy", "twisted", "selectolax"},
    "jobs": {"scrapy", "twisted", "selectolax"},
    "health": {"scrapy", "twisted", "selectolax"},
}
# packages within a package; each may import those before it
ORDER: dict[str, tuple[str, ...]] = {
    "extract": ("languages", "times", "credits", "body", "people", "wire", "photos", "scripts"),
    "archive": ("models", "database", "past", "stories", "search", "versions", "checking"),
}
INNER = [(layer, part) for layer, parts in ORDER.items() for part in parts]


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(ROOT.rglob("*.py")):
        part = path.relative_to(ROOT).parts[0]
        yield part.removesuffix(".py"), path


def imports(path: Path) -> Iterator[str]:
    """Absolute dotted names that a file imports, wherever in it the import stands."""
    package = ("crawler", *path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    ("layer", "path"),
    list(modules()),
    ids=lambda v: str(v.relative_to(ROOT)) if isinstance(v, Path) else "",
)
def test_a_file_imports_only_what_its_layer_may(layer: str, path: Path) -> None:
    assert layer in MAY_IMPORT, f"{layer} is new: say in MAY_IMPORT what it may import"
    allowed = MAY_IMPORT[layer]
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "crawler":
            ours = rest.split(".")[0]
            if ours == "__version__":
                ours = "__init__"
            assert ours in MAY_IMPORT, f"{name} is not in MAY_IMPORT"
            assert "*" in allowed or ours in allowed | {layer}, f"{layer} must not import {name}"
        assert top not in NEVER.get(layer, set()), f"{layer} must not import {top}"


@pytest.mark.parametrize(("layer", "part"), INNER)
def test_a_package_within_a_package_imports_only_those_before_it(layer: str, part: str) -> None:
    parts = ORDER[layer]
    later = parts[parts.index(part) + 1 :]
    for path in (ROOT / layer / part).glob("*.py"):
        for name in imports(path):
            inner = name.removeprefix(f"crawler.{layer}.").split(".")[0]
            assert inner not in later, f"{path.name} must not import {name}"


@pytest.mark.parametrize("layer", ORDER)
def test_each_package_within_a_package_has_its_place(layer: str) -> None:
    found = {path.parent.name for path in (ROOT / layer).glob("*/__init__.py")}
    assert found == set(ORDER[layer])
