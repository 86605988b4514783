"""The same bytes give the same article, in every process."""

from __future__ import annotations

import os
import subprocess
import sys

# Two makes of paragraph, as many of the one as of the other, and the first is the description.
PAGE = """<html lang="en"><head><meta name="description" content="The last wooden ferry of the bay
came home on Friday after eleven years away from it."></head>
<body><article><h1>Ferry returns to the old harbor</h1>
<p>The last wooden ferry of the bay came home on Friday after eleven years away from it.</p>
<div>Two tugs towed it past the outer mole, and a crowd of small boats followed behind them.</div>
<p>Its owner said that the engine would be rebuilt by the spring of next year, at her own cost.</p>
<div>The harbor master welcomed the ship with three long blasts of the horn, as is the custom.</div>
</article></body></html>"""


def read_in_a_process(seed: int) -> str:
    code = (
        "import sys; from crawler.extract import extract;"
        "print(extract(sys.stdin.buffer.read(), 'http://herald.example/ferry'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=PAGE,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )
    return done.stdout


def test_a_page_reads_the_same_whatever_the_hash_seed() -> None:
    readings = {read_in_a_process(seed) for seed in range(8)}
    assert len(readings) == 1
    assert "Ferry returns" in readings.pop()
