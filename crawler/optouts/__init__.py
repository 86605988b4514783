"""What publishers opt out of, by robots.txt, TDMRep, meta elements and headers. Pure.

TDMRep is the TDM Reservation Protocol, a final report of its W3C Community Group (2024).
"""

from crawler.optouts.agents import AGENTS
from crawler.optouts.page import of_headers, of_meta
from crawler.optouts.site import Sites, is_site_file, of_robots, of_tdmrep
from crawler.optouts.uses import signals_of

__all__ = [
    "AGENTS",
    "Sites",
    "is_site_file",
    "of_headers",
    "of_meta",
    "of_robots",
    "of_tdmrep",
    "signals_of",
]
