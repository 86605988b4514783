"""The archive's tables. Names are singular. SQL users rely on the views of
``archive/database/views.py``, not on these."""

from crawler.archive.models.apart import UrlSetApart
from crawler.archive.models.article import (
    Article,
    ArticleUrl,
    Attribution,
    AuthorKind,
    Observation,
    Paragraph,
    State,
    UrlRelation,
    Version,
    VersionAuthor,
    VersionParagraph,
)
from crawler.archive.models.base import Base
from crawler.archive.models.edit import Edit
from crawler.archive.models.extraction import Extraction
from crawler.archive.models.health import StoredTrouble
from crawler.archive.models.job import StoredJob, Task, TaskState
from crawler.archive.models.optout import Optout, OptoutSet
from crawler.archive.models.photo import PHOTOGRAPHER, Credit, Photo, VersionPhoto
from crawler.archive.models.picture import LikenessBand, PictureUrl, StoredPicture
from crawler.archive.models.press import Agency, Author, Source
from crawler.archive.models.record import Capture, CrawlRun, Failure
from crawler.archive.models.site_file import StoredSiteFile
from crawler.archive.models.story import Band, CopyPair, Sketch, Story

__all__ = [
    "PHOTOGRAPHER",
    "Agency",
    "Article",
    "ArticleUrl",
    "Attribution",
    "Author",
    "AuthorKind",
    "Band",
    "Base",
    "Capture",
    "CopyPair",
    "CrawlRun",
    "Credit",
    "Edit",
    "Extraction",
    "Failure",
    "LikenessBand",
    "Observation",
    "Optout",
    "OptoutSet",
    "Paragraph",
    "Photo",
    "PictureUrl",
    "Sketch",
    "Source",
    "State",
    "StoredJob",
    "StoredPicture",
    "StoredSiteFile",
    "StoredTrouble",
    "Story",
    "Task",
    "TaskState",
    "UrlRelation",
    "UrlSetApart",
    "Version",
    "VersionAuthor",
    "VersionParagraph",
    "VersionPhoto",
]
