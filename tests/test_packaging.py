"""What a wheel holds, as it is installed elsewhere and not in the checkout of the other tests."""

import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import crawler

ROOT = Path(crawler.__file__).parents[1]
SOURCES = ("crawler", "migrations", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:  # building leaves its own folders in the tree
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / "tree" / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / "tree" / name)
    build = [*("-m", "pip", "wheel", "--quiet", "--no-deps"), "--no-build-isolation"]
    command = [sys.executable, *build, "--wheel-dir", str(folder), str(folder / "tree")]
    subprocess.run(command, check=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def test_an_installed_crawler_makes_its_archive_and_reads_pages(
    installed: Path, tmp_path: Path
) -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "crawler", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed)},
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.stdout

    assert "is ready" in run("migrate")
    with sqlite3.connect(tmp_path / "archive.db") as archive:
        ((revision,),) = archive.execute("SELECT version_num FROM alembic_version").fetchall()
    newest = max(path.name for path in (ROOT / "migrations/versions").glob("0*.py"))
    assert revision == newest.split("_")[0]
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    story = "".join(
        f"<p>The ferry of Kestrel runs again on {day}, said the harbour master, and its crew was "
        "glad to be out on the strait.</p>"
        for day in days
    )
    (tmp_path / "page.html").write_text(f"<h1>Ferry runs again</h1><p>By Ann Oak</p>{story}")
    assert "Ferry runs again" in run("show", "page.html")
    assert "reuters" in run("agencies", "reuters")
