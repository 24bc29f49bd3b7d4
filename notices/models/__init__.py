from notices.models.digest import DigestEntry, DigestEntryQuerySet
from notices.models.file import NoticeFile, NoticeFileQuerySet
from notices.models.mailing import Mailing
from notices.models.notice import Notice, NoticeQuerySet

__all__ = [
    "DigestEntry",
    "DigestEntryQuerySet",
    "Mailing",
    "Notice",
    "NoticeFile",
    "NoticeFileQuerySet",
    "NoticeQuerySet",
]
