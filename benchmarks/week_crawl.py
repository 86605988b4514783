"""``python -m benchmarks.week_crawl SECONDS COMMAND …``: crawler's command at another time.

SECONDS after 1970 is when the process begins; from then on its clock goes as ours does.
"""

from __future__ import annotations

import sys

import time_machine

from crawler.cli import main

if __name__ == "__main__":
    begins = float(sys.argv.pop(1))
    with time_machine.travel(begins, tick=True):
        main()
