"""What flows through the code: a capture, the page read from it, and the article on the page.

All are frozen dataclasses, which ``itemadapter`` accepts as Scrapy items. The names are those of
the field (IPTC ninjs and Photo Metadata, schema.org NewsArticle, WARC 1.1); docs/glossary.md
explains each. Times are aware UTC; each claimed time comes with the publisher's raw string. A value
that is not known is ``None``, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class PageKind(StrEnum):
    """What a page is. Only ``ARTICLE``, ``LIVE``, ``GALLERY``, ``VIDEO`` and ``STUB`` carry an
    article. The others are recorded as captures, never archived as articles."""

    ARTICLE = "article"
    LIVE = "live"  # a live blog or ticker
    GALLERY = "gallery"  # photos are the story
    VIDEO = "video"
    STUB = "stub"  # the part of an article before a paywall
    SECTION = "section"  # a front page, a section, a tag or search page
    BLOCK = "block"  # a consent wall, a captcha, a bot check
    ERROR = "error"  # an error page, whatever its status
    OTHER = "other"  # not news: an empty page, a form, a file that is not HTML


ARTICLE_KINDS = frozenset(
    {PageKind.ARTICLE, PageKind.LIVE, PageKind.GALLERY, PageKind.VIDEO, PageKind.STUB}
)


class ParagraphKind(StrEnum):
    """What a paragraph of the body is."""

    TEXT = "text"
    SUBHEAD = "subhead"
    QUOTE = "quote"  # a block quotation or an embedded post
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CORRECTION = "correction"  # a correction notice, clarification or editor's note


class CreditRole(StrEnum):
    """What an agency (or another organisation) did for a photo."""

    BY = "by"  # took it
    VIA = "via"  # distributed it: "AFP via Getty Images", "AP-Yonhap"
    POOL = "pool"  # took it on behalf of a press pool
    COURTESY = "courtesy"  # provided it: "Courtesy of ..."
    HANDOUT = "handout"  # handed it out to the press


class CreditTerm(StrEnum):
    """Words of a credit line that say what kind of picture it is, but name nobody."""

    POOL = "pool"
    HANDOUT = "handout"  # "Supplied", "Handout", "제공"
    COURTESY = "courtesy"
    FILE = "file"  # an archive photo
    ILLUSTRATION = "illustration"
    SCREENSHOT = "screenshot"
    AI_GENERATED = "ai_generated"


class Evidence(StrEnum):
    """Where on the page an attribution was read."""

    TAIL = "tail"  # "(Reuters)" after the last words
    BYLINE = "byline"
    DATELINE = "dateline"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the body, in reading order. ``text`` has single spaces and no line break."""

    text: str
    kind: ParagraphKind = ParagraphKind.TEXT


def body_of(paragraphs: Iterable[Paragraph]) -> str:
    """The text of the paragraphs, separated by empty lines."""
    return "\n\n".join(paragraph.text for paragraph in paragraphs)


@dataclass(frozen=True, slots=True)
class CreditedAgency:
    """An organisation named in a credit line.

    ``key`` is the agency's identifier in ``extract/agencies.toml``, or ``None`` for an unknown
    name; ``name`` is then as printed.
    """

    name: str
    role: CreditRole = CreditRole.BY
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A parsed credit line: "the credit to person(s) and/or organisation(s) required by the
    supplier" (IPTC Photo Metadata, Credit Line).

    "AP-Yonhap" is ``agencies=(AP by, Yonhap via)``; "Ohad Zwigenberg / Pool via Reuters" is
    ``photographers=("Ohad Zwigenberg",), agencies=(Reuters via,), terms=(POOL,)``.
    """

    line: str  # as printed, without a label such as "Photo:"
    photographers: tuple[str, ...] = ()
    agencies: tuple[CreditedAgency, ...] = ()  # as printed, first to last
    terms: tuple[CreditTerm, ...] = ()
    rights_note: str | None = None  # "THIRD PARTY", "NO RESALES", "DENMARK OUT"


@dataclass(frozen=True, slots=True)
class Photo:
    """An editorial photo of the article, listed once however often the page repeats it."""

    url: str | None  # absolute; the largest that the page offers
    caption: str | None = None  # without the credit
    alt_text: str | None = None
    credit: Credit | None = None
    width: int | None = None  # pixels of the file at ``url``, if the page tells
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when the story was filed, and by which agency, as printed before the lede."""

    line: str  # the whole dateline as printed: "SEOUL, Aug. 20 (Yonhap) --"
    place: str | None = None
    date_raw: str | None = None
    agencies: tuple[str, ...] = ()  # as printed


@dataclass(frozen=True, slots=True)
class Attribution:
    """An agency that the story came from, with the evidence."""

    name: str
    evidence: Evidence
    printed: str  # "(Reuters)"
    key: str | None = None  # the agency's identifier in extract/agencies.toml


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as one page shows it."""

    url: str
    headline: str
    canonical_url: str | None = None
    headline_raw: str | None = None  # with the publisher's marks: "(LEAD)", "[단독]"
    alternative_headline: str | None = None
    standfirst: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    byline: str | None = None  # as printed
    authors: tuple[str, ...] = ()  # persons read from it
    organisations: tuple[str, ...] = ()  # organisations read from it
    dateline: Dateline | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    modified_at: datetime | None = None
    modified_raw: str | None = None
    language: str | None = None  # BCP 47, primary subtag only: "en", "ko"
    section: str | None = None
    topics: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)  # field -> the rule that gave it

    @property
    def body(self) -> str:
        """The text of the paragraphs."""
        return body_of(self.paragraphs)


class Use(StrEnum):
    """A use of a page that a publisher reserves, or asks others to refrain from."""

    AI = "ai"  # training or feeding a model with it
    TDM = "tdm"  # text and data mining (Directive (EU) 2019/790, Article 4)
    ARCHIVE = "archive"  # keeping a copy of it
    INDEX = "index"  # listing it in a search engine


class OptoutPlace(StrEnum):
    """Where an opt-out was read."""

    ROBOTS = "robots.txt"
    TDMREP = "tdmrep.json"
    HEADER = "header"
    META = "meta"


@dataclass(frozen=True, slots=True, order=True)
class Optout:
    """A use that a publisher opts out of, and the words that say so."""

    use: Use
    place: OptoutPlace
    printed: str  # "X-Robots-Tag: noai"


@dataclass(frozen=True, slots=True)
class Page:
    """What the reader made of a page: its kind, why, and the article if there is one."""

    kind: PageKind
    reason: str  # why the page is of this kind, for a person to read
    article: Article | None = None  # set if and only if ``kind`` is in ``ARTICLE_KINDS``
    optouts: tuple[Optout, ...] = ()  # of its meta elements
    is_unread: bool = False  # the reader failed or was ended, so that nothing is known of the page


class CaptureKind(StrEnum):
    """How a capture's payload is stored (WARC 1.1 record types)."""

    RESPONSE = "response"
    REVISIT = "revisit"  # the payload is that of an earlier capture


# reasons of failures that are our own, as where a budget is spent: the site was not asked
NOT_ASKED = ("over budget", "not captured")


@dataclass(frozen=True, slots=True)
class Capture:
    """What one retrieval brought, as stored in a WARC file.

    ``url`` is the requested URL with its whole query string; ``payload_digest`` is ``sha1:`` and
    the base 32 digest of the body as received (WARC-Payload-Digest).
    """

    record_id: str  # WARC-Record-ID, "<urn:uuid:...>"
    url: str
    captured_at: datetime  # WARC-Date
    status: int
    payload_digest: str
    file: str  # WARC file, relative to the capture folder
    offset: int  # bytes from the file's start
    length: int  # bytes of the compressed record
    kind: CaptureKind = CaptureKind.RESPONSE
    content_type: str | None = None  # the media type with its parameters, as sent
    etag: str | None = None
    last_modified: str | None = None
    redirect_to: str | None = None  # absolute target of a 3xx
    optouts: tuple[Optout, ...] = ()  # of its headers, and of the site at that time


@dataclass(frozen=True, slots=True)
class Packing:
    """The content encodings that a body still has, and the size it may unpack to."""

    encodings: tuple[str, ...]  # in the order of the header
    most: int  # bytes


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """The Scrapy item: a capture with its body, on its way to be read and archived."""

    capture: Capture
    body: bytes  # bytes, with content encodings undone except ``packing``
    source: str  # name of the source in the catalogue
    requested_urls: tuple[str, ...] = ()  # the URLs that redirected here, first to last
    packing: Packing | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """The metadata embedded in an image file (IPTC Photo Metadata), apart from what the page
    says."""

    credit: str | None = None  # IPTC Credit Line
    byline: str | None = None  # Creator; several joined by "; "
    caption: str | None = None  # Description
    copyright: str | None = None  # Copyright Notice
    source: str | None = None  # Source


@dataclass(frozen=True, slots=True)
class Picture:
    """What was read from an image file."""

    media_type: str  # by its content: "image/jpeg"
    width: int  # pixels
    height: int
    likeness: str  # 64 bits of what it looks like, in hexadecimal
    embedded: Embedded


@dataclass(frozen=True, slots=True)
class PictureFile:
    """An image file fetched from an address."""

    url: str
    fetched_at: datetime
    sha256: str
    size: int  # bytes
    picture: Picture


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file in which a site addresses all crawlers (robots.txt, tdmrep.json). It holds for a
    day."""

    url: str
    fetched_at: datetime
    status: int
    text: str


class Stage(StrEnum):
    """The stage at which a URL failed."""

    DISCOVER = "discover"  # a feed, sitemap or section names no articles
    FETCH = "fetch"  # a page could not be fetched
    CAPTURE = "capture"  # a record of a WARC file is damaged
    READ = "read"  # a page has no article
    ARCHIVE = "archive"  # an article may not be kept, or cannot be
    PHOTO = "photo"  # an image file could not be fetched, or is none


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """The Scrapy item for a URL that brought nothing to read."""

    url: str
    source: str
    stage: Stage  # ``FETCH`` or ``DISCOVER``
    reason: str  # one word or two, to count by: "timeout", "robots.txt", "empty feed"
    occurred_at: datetime
    detail: str | None = None
    status: int | None = None  # HTTP
