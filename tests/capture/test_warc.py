"""What is kept of an exchange, and that others can read it."""

from __future__ import annotations

import gzip
import os
import re
import resource
import subprocess
import sys
import threading
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from warcio.archiveiterator import ArchiveIterator

from crawler.capture.exchange import Exchange
from crawler.capture.http import MAX_BODY, parse_message
from crawler.capture.reader import Damage, read_capture, read_records
from crawler.capture.writer import WarcWriter, is_being_written
from crawler.errors import CaptureError
from crawler.items import Capture, CaptureKind

HTML = "<h1>Ferry returns</h1><p>두 척의 예인선이 배를 끌었다.</p>".encode()

PAGE = Exchange(
    url="http://herald.example/a?b=1&b=2&empty=&q=%ED%95%9C",
    at=datetime(2026, 6, 19, 6, 0, 1, 234000, tzinfo=UTC),
    request_line=b"GET /a?b=1&b=2&empty=&q=%ED%95%9C HTTP/1.1",
    request_headers=((b"Host", b"herald.example"), (b"User-Agent", b"crawler")),
    status=200,
    status_line=b"HTTP/1.1 200 OK",
    headers=(
        (b"Content-Type", b"text/html; charset=utf-8"),
        (b"Set-Cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
        (b"Content-Encoding", b"gzip"),
        (b"ETag", b'"v1"'),
    ),
    body=gzip.compress(HTML),
)


def writer(folder: Path, **options: object) -> WarcWriter:
    return WarcWriter(folder, "herald-1", **options)  # type: ignore[arg-type]


def test_a_capture_is_read_back_as_it_was_received(tmp_path: Path) -> None:
    kept = writer(tmp_path)
    capture = kept.write(PAGE)
    message = read_capture(tmp_path, capture)  # while the file is still being written
    kept.close()
    assert message.body == PAGE.body
    assert message.headers == PAGE.headers
    assert message.payload() == HTML
    assert (capture.url, capture.status, capture.etag) == (PAGE.url, 200, '"v1"')
    assert capture.content_type == "text/html; charset=utf-8"


def test_warcio_reads_it_and_its_digests_pass(tmp_path: Path) -> None:
    kept = writer(tmp_path)
    capture = kept.write(PAGE)
    kept.close()
    file = tmp_path / capture.file
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "fail" not in checked.stdout
    with file.open("rb") as stream:
        seen = [(r.rec_type, r.rec_headers, r.http_headers) for r in ArchiveIterator(stream)]
    assert [kind for kind, _, _ in seen] == ["warcinfo", "response", "request"]
    _, fields, http = seen[1]
    assert fields.get_header("WARC-Target-URI") == PAGE.url
    assert fields.get_header("WARC-Date") == "2026-06-19T06:00:01.234Z"
    assert [v for k, v in http.headers if k == "Set-Cookie"] == ["a=1", "b=2"]
    assert seen[2][1].get_header("WARC-Concurrent-To") == capture.record_id


def test_the_same_payload_is_a_revisit(tmp_path: Path) -> None:
    known: dict[tuple[str, str], Capture] = {}
    kept = writer(tmp_path, find_payload=lambda url, payload, _: known.get((url, payload)))
    first = kept.write(PAGE)
    known[first.url, first.payload_digest] = first
    again = kept.write(replace(PAGE, at=datetime(2026, 6, 20, tzinfo=UTC)))
    not_modified = kept.write(
        replace(PAGE, status=304, status_line=b"HTTP/1.1 304 Not Modified", body=b"")
    )
    kept.close()
    assert [c.kind for c in (first, again, not_modified)] == [
        CaptureKind.RESPONSE,
        CaptureKind.REVISIT,
        CaptureKind.REVISIT,
    ]
    assert again.payload_digest == first.payload_digest
    records = list(read_records(tmp_path / first.file))
    assert records[1].field("WARC-Refers-To") == first.record_id
    assert records[1].message().body == b""
    assert "identical-payload-digest" in (records[1].field("WARC-Profile") or "")
    assert "server-not-modified" in (records[2].field("WARC-Profile") or "")


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    kept = writer(tmp_path, max_bytes=1000)
    captures = [kept.write(replace(PAGE, body=os.urandom(2000))) for _ in range(3)]
    kept.close()
    assert len({c.file for c in captures}) == 3
    for capture in captures:
        assert len(read_capture(tmp_path, capture).body) == 2000


def test_a_run_is_seen_to_live_while_one_file_follows_another(tmp_path: Path) -> None:
    kept = writer(tmp_path, max_bytes=1000)
    first = tmp_path / kept.write(replace(PAGE, body=os.urandom(2000))).file
    seen = []
    for _ in range(3):
        file = tmp_path / kept.write(replace(PAGE, body=os.urandom(2000))).file
        seen.append((is_being_written(first), is_being_written(file)))
    kept.close()
    assert seen == [(True, True)] * 3
    assert not any(is_being_written(file) for file in tmp_path.iterdir())


def test_who_looks_whether_a_file_is_written_does_not_disturb_its_writer(tmp_path: Path) -> None:
    kept = writer(tmp_path, max_bytes=1)
    ended = threading.Event()

    def look() -> None:
        serial = 1
        while not ended.is_set():
            with suppress(FileNotFoundError):
                is_being_written(tmp_path / f"herald-1-{serial:05d}.warc.gz")
                serial += 1

    looking = threading.Thread(target=look)
    looking.start()
    try:
        files = {kept.write(PAGE).file for _ in range(300)}
    finally:
        ended.set()
        looking.join()
        kept.close()
    assert len(files) == 300


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_cut_file_gives_what_stands_before_the_cut(tmp_path: Path, share: float) -> None:
    kept = writer(tmp_path)
    captures = [kept.write(replace(PAGE, body=os.urandom(5000))) for _ in range(3)]
    kept.close()
    file, last = tmp_path / captures[2].file, captures[2]
    with file.open("r+b") as stream:
        stream.truncate(last.offset + int(last.length * share))
    damage: list[Damage] = []
    whole = list(read_records(file, damaged=damage.append))
    assert [r.field("WARC-Record-ID") for r in whole[:2]] == [c.record_id for c in captures[:2]]
    assert len(whole) + len(damage) == 3


def test_a_damaged_record_does_not_hide_the_next(tmp_path: Path) -> None:
    kept = writer(tmp_path)
    captures = [kept.write(replace(PAGE, body=os.urandom(5000))) for _ in range(3)]
    kept.close()
    file = tmp_path / captures[0].file
    with file.open("r+b") as stream:
        stream.seek(captures[1].offset + 20)
        stream.write(b"\xff" * 50)
    damage: list[Damage] = []
    whole = list(read_records(file, damaged=damage.append))
    assert [r.field("WARC-Record-ID") for r in whole] == [
        captures[0].record_id,
        captures[2].record_id,
    ]
    assert [r.offset for r in whole] == [captures[0].offset, captures[2].offset]
    assert damage


@pytest.mark.parametrize("lost", [b"\0" * 30, b"rubbish"])
def test_a_damaged_start_of_a_file_hides_no_record(tmp_path: Path, lost: bytes) -> None:
    kept = writer(tmp_path)
    captures = [kept.write(replace(PAGE, body=os.urandom(5000))) for _ in range(2)]
    kept.close()
    file = tmp_path / captures[0].file
    with file.open("r+b") as stream:
        stream.write(lost)
    damage: list[Damage] = []
    whole = list(read_records(file, damaged=damage.append))
    assert [r.offset for r in whole] == [c.offset for c in captures]
    assert damage[0].offset == 0
    assert len(read_capture(tmp_path, captures[1]).body) == 5000


def test_a_plain_warc_file_is_read_too(tmp_path: Path) -> None:
    kept = writer(tmp_path)
    capture = kept.write(PAGE)
    kept.close()
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress((tmp_path / capture.file).read_bytes()))
    (record,) = read_records(plain)
    assert record.message().payload() == HTML


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"WARC/1.1\r\nWARC-Type: response", b"\0" * 33),
        (b"Content-Length: ", b"Content-Longth: "),
        (b"Content-Length: ", b"Content-Length: 9"),
        (b"Content-Length: ", b"Content-Length: x"),
    ],
    ids=["a lost head", "no length", "a length too great", "no number"],
)
def test_a_damaged_record_of_a_plain_file_does_not_hide_the_next(
    tmp_path: Path, old: bytes, new: bytes
) -> None:
    """Though the bodies look as if packed records began in them."""
    kept = writer(tmp_path)
    captures = [kept.write(replace(PAGE, body=gzip.compress(os.urandom(500)))) for _ in range(5)]
    kept.close()
    packed = (tmp_path / captures[0].file).read_bytes()
    parts = re.split(rb"(?=WARC/1\.1\r\nWARC-Type: response)", gzip.decompress(packed))
    assert parts[2].count(old) >= 1
    parts[2] = parts[2].replace(old, new, 1)
    plain = tmp_path / "plain.warc"
    plain.write_bytes(b"".join(parts))
    damages: list[Damage] = []
    found = [
        record.field("WARC-Record-ID") for record in read_records(plain, damaged=damages.append)
    ]
    assert found == [capture.record_id for n, capture in enumerate(captures) if n != 1]
    assert damages


def test_what_is_no_warc_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("buy milk")
    with pytest.raises(CaptureError, match="is no WARC file"):
        list(read_records(tmp_path / "notes.txt"))
    with pytest.raises(CaptureError, match="cannot read"):
        list(read_records(tmp_path / "absent.warc.gz"))


def test_a_full_disk_is_told_and_leaves_whole_records(tmp_path: Path) -> None:
    kept = writer(tmp_path)
    capture = kept.write(PAGE)
    size = (tmp_path / capture.file).stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 3000, hard))
    try:
        with pytest.raises(CaptureError, match="cannot write captures to"):
            kept.write(replace(PAGE, body=os.urandom(20_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (tmp_path / capture.file).stat().st_size == size
    after = kept.write(PAGE)  # the disk has room again
    kept.close()
    assert read_capture(tmp_path, after).payload() == HTML


def _descriptor_of(path: Path) -> int:
    """The number under which this process has a file open."""
    for number in range(3, 1024):
        with suppress(OSError):  # no open file
            if os.path.samestat(os.fstat(number), path.stat()):
                return number
    raise AssertionError(path)


def test_a_file_that_can_no_longer_be_changed_is_followed_by_another(tmp_path: Path) -> None:
    kept = writer(tmp_path)
    before = kept.write(PAGE)
    path = tmp_path / before.file
    written = _descriptor_of(path)
    with path.open("rb") as only_read:  # as when a disk is found broken and mounted anew
        os.dup2(only_read.fileno(), written)
    with pytest.raises(CaptureError, match="cannot write captures"):
        kept.write(PAGE)
    after = kept.write(PAGE)
    kept.close()
    assert after.file != before.file
    for capture in (before, after):
        assert read_capture(tmp_path, capture).payload() == HTML


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("gap", [b"\n\n", b"\r\n\r\n"])
def test_the_body_begins_behind_the_first_empty_line_however_lines_end(
    end: bytes, gap: bytes
) -> None:
    body = b"<p>first half</p>" + gap + b"<p>second half</p>"
    head = end.join([b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"", b""])
    message = parse_message(head + body)
    assert message.body == body
    assert message.headers == ((b"Content-Type", b"text/html"),)


@pytest.mark.parametrize(
    ("headers", "body", "payload"),
    [
        (
            [(b"Content-Encoding", b"gzip")],
            gzip.compress(b"one") + gzip.compress(b"two"),
            b"onetwo",
        ),
        ([(b"Content-Encoding", b"gzip")], b"decoded already", b"decoded already"),
        ([(b"Transfer-Encoding", b"chunked")], b"4\r\nnews\r\n1\r\n!\r\n0\r\n\r\n", b"news!"),
        ([(b"Transfer-Encoding", b"chunked")], b"dechunked already", b"dechunked already"),
        ([], b"", b""),
        ([(b"Content-Encoding", b"UTF-8")], HTML, HTML),
        ([(b"Content-Encoding", b"deflate")], zlib.compress(HTML), HTML),
        ([(b"Content-Encoding", b"zstd")], zstandard.compress(HTML), HTML),
        (
            [(b"Content-Encoding", b"zstd")],
            zstandard.compress(b"one") + zstandard.compress(b"two"),
            b"onetwo",
        ),
    ],
    ids=[
        "two members",
        "not packed",
        "chunks",
        "no chunks",
        "empty",
        "a charset",
        "deflate",
        "zstd",
        "frames",
    ],
)
def test_a_payload_is_decoded(
    tmp_path: Path, headers: list[tuple[bytes, bytes]], body: bytes, payload: bytes
) -> None:
    kept = writer(tmp_path)
    capture = kept.write(replace(PAGE, headers=tuple(headers), body=body))
    kept.close()
    assert read_capture(tmp_path, capture).payload() == payload


@pytest.mark.parametrize(
    ("header", "body", "why"),
    [
        ((b"Content-Encoding", b"gzip"), gzip.compress(HTML * 99)[:-20], "ends before its gzip"),
        ((b"Content-Encoding", b"deflate"), zlib.compress(HTML * 99)[:-20], "ends before its def"),
        ((b"Content-Encoding", b"zstd"), zstandard.compress(HTML)[:-9], "ends before its zstd"),
        (
            (b"Content-Encoding", b"zstd"),
            zstandard.compress(HTML) + zstandard.compress(HTML)[:-9],
            "ends before its zstd",
        ),
        ((b"Transfer-Encoding", b"chunked"), b"4\r\nnews\r\n9\r\n!", "ends before its chunks"),
        ((b"Transfer-Encoding", b"chunked"), b"4\r\nnews\r\n", "ends before its chunks"),
        ((b"Transfer-Encoding", b"chunked"), b"4\r\nnews\r\n1", "ends before its chunks"),
    ],
)
def test_a_payload_that_is_cut_or_damaged_is_none(
    tmp_path: Path, header: tuple[bytes, bytes], body: bytes, why: str
) -> None:
    kept = writer(tmp_path)
    capture = kept.write(replace(PAGE, headers=(header,), body=body))
    kept.close()
    with pytest.raises(CaptureError, match=why):
        read_capture(tmp_path, capture).payload()


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    kept = writer(tmp_path)
    exactly = gzip.compress(b"\0" * (MAX_BODY + 1))  # where a limit of 0 would be none
    capture = kept.write(replace(PAGE, body=exactly + gzip.compress(b"\0" * (80 << 20))))
    kept.close()
    with pytest.raises(CaptureError, match="more than 67108864 bytes"):
        read_capture(tmp_path, capture).payload()
