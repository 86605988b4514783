"""Scrapy's settings. Each that differs from Scrapy's default has its reason beside it."""

import os

from scrapy.settings import default_settings

from crawler import __version__

BOT_NAME = "crawler"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.scrapy_commands"

# Who we are, so that a publisher can tell and complain. crawler/fetch/identity.py adds the
# operator's address, from here or from crawler.toml.
USER_AGENT = f"crawler/{__version__} (news archive)"
CRAWLER_CONTACT = os.environ.get("CRAWLER_CONTACT")
ROBOTSTXT_OBEY = True

# Open doors that nobody needs.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Politeness: a source's own limits replace these; AutoThrottle slows down for a slow server.
DOWNLOAD_DELAY = 1.0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 2.0

# A proxy named in the environment would resolve names itself, and fetch what the resolver refuses.
HTTPPROXY_ENABLED = False

# Limits on what a page may cost us.
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 32 << 20  # bytes; a news page has less than one hundredth of it
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 8
URLLENGTH_LIMIT = 0  # longer addresses would be dropped without a failure
METAREFRESH_ENABLED = False  # costs a parse of every page, and news pages use it to reload
RETRY_TIMES = 2
COOKIES_ENABLED = False  # nobody should recognise us between two pages

# First found, first visited: feeds list the newest first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"

# Scrapy makes a task for each, so fewer is faster; this is not the number of requests.
CONCURRENT_ITEMS = 4

TWISTED_DNS_RESOLVER = "crawler.fetch.resolver.Resolver"
# Scrapy imports what is listed here even if it is off. The servers behind two doors, and the list
# of all domains behind cookies, take a sixth of a crawl's start.
EXTENSIONS_BASE = {
    name: order
    for name, order in default_settings.EXTENSIONS_BASE.items()
    if not name.endswith((".TelnetConsole", ".RemoteControl", ".CoreStats"))
}
DOWNLOADER_MIDDLEWARES_BASE = {
    name: order
    for name, order in default_settings.DOWNLOADER_MIDDLEWARES_BASE.items()
    if not name.endswith(".CookiesMiddleware")
}
EXTENSIONS = {"crawler.fetch.core_stats.CoreStats": 0, "crawler.fetch.site_files.SiteFiles": 0}
DOWNLOADER_MIDDLEWARES = {
    # nearest to the wire: refuses addresses that are not public, whoever leads there
    "crawler.fetch.guard.GuardMiddleware": 950,
    # makes requests for known pages conditional, anew after each redirect
    "crawler.fetch.conditional.ConditionalMiddleware": 940,
    # after robots.txt, whose refusals cost nothing
    "crawler.fetch.budget.BudgetMiddleware": 120,
    # next to the wire: before anything follows a redirect, unpacks a body or retries
    "crawler.fetch.capture.CaptureMiddleware": 900,
    # before Scrapy's retries, so that they wait as long as the host asks
    "crawler.fetch.backoff.BackOffMiddleware": 560,
    # Scrapy's takes a cut body for a whole one
    "crawler.fetch.decoding.DecodingMiddleware": 590,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    # Scrapy's lets requests pass that wait for the same robots.txt
    "crawler.fetch.robots.RobotsMiddleware": 100,
    "crawler.fetch.optouts.TdmrepMiddleware": 110,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
}
ITEM_PIPELINES = {
    "crawler.pipelines.ReadPipeline": 300,
    "crawler.pipelines.ArchivePipeline": 800,
}

# The archive: where it is kept, as the command line or the environment says.
CRAWLER_ARCHIVE_URL = os.environ.get("CRAWLER_ARCHIVE_URL", "sqlite:///archive.db")
CRAWLER_CAPTURES = os.environ.get("CRAWLER_CAPTURES", "captures")
CRAWLER_WORKERS: int | None = None  # reader processes; None: reader_pool.default_workers
CRAWLER_DAILY_REQUESTS = 0  # per source in 24 hours; 0: no limit. A source's own replaces it
CRAWLER_SOURCE_FILES: list[str] = []  # TOML files of sources besides the catalogue
CRAWLER_TASK = os.environ.get("CRAWLER_TASK", 0)  # the job's task that this crawl is for

LOG_LEVEL = "INFO"
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # recorded as failures; an ERROR is one of ours
