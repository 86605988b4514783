"""Write a dump: JSON Lines, plain, gzipped or in Zstandard, as the file's name says."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import orjson
import zstandard

from crawler.errors import ExportError

STDOUT = "-"


def write_jsonl(
    records: Iterable[dict[str, Any]], target: str, progress: Callable[[], None] = lambda: None
) -> int:
    """Write each record as a line; return how many there were.

    ``target`` is a file name, ending in .gz or .zst for compression, or "-" for standard output. A
    file appears under its name only when it is whole, with the permissions of the one it replaces.
    A device or named pipe is written to directly. Raises ExportError when it cannot be written.
    """
    count = 0
    try:
        with _open(target) as out:
            for record in records:
                out.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
                count += 1
                progress()
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "standard output" if target == STDOUT else target
        raise ExportError(f"cannot write {where}: {error.strerror}") from error
    return count


@contextmanager
def _open(target: str) -> Iterator[IO[bytes]]:
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target).resolve()  # follows links
    packing = path.suffix.lower()
    if path.exists() and not path.is_file():
        with _stream(path, packing) as stream:
            yield stream
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")  # another dump may be running
    try:
        with _stream(part, packing) as stream:
            yield stream
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if path.exists():
        part.chmod(path.stat().st_mode)
    part.replace(path)


@contextmanager
def _stream(part: Path, suffix: str) -> Iterator[IO[bytes]]:
    with part.open("wb") as raw:
        if suffix == ".gz":
            with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
                yield packed  # type: ignore[misc]
        elif suffix == ".zst":
            with zstandard.ZstdCompressor(threads=-1).stream_writer(raw, closefd=False) as packed:
                yield packed
        else:
            yield raw
        raw.flush()
        if part.is_file():
            os.fsync(raw.fileno())
