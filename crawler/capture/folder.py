"""The folder of the captures.

Machines that share an archive have a folder each; a folder that contains theirs holds all captures.
"""

from __future__ import annotations

import os
from pathlib import Path


def file_of(folder: Path, name: str) -> Path:
    """Where a file of captures lies: in the folder, or in a folder in it. If it exists in none,
    where it would lie in the folder itself."""
    file = folder / name
    if file.exists():
        return file
    return next((found for one in folders_in(folder) if (found := one / name).exists()), file)


def folders_in(folder: Path) -> list[Path]:
    """The folders in a folder that we may look into (not a disk's lost+found), by name."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        found = [Path(entry) for entry in entries if entry.is_dir()]
    return sorted(one for one in found if os.access(one, os.R_OK | os.X_OK))
