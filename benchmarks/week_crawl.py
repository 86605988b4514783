"""``python -m benchmarks.week_crawl SECONDS COMMAND …``: run a crawler command at another time.

The process begins SECONDS after 1970; from then on its clock runs normally.
"""

from __future__ import annotations

import sys

import time_machine

from crawler.cli import main

if __name__ == "__main__":
    begins = float(sys.argv.pop(1))
    with time_machine.travel(begins, tick=True):
        main()
