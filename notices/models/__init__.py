from notices.models.digest import DigestEntry, DigestEntryQuerySet
from notices.models.notice import Notice, NoticeQuerySet

__all__ = ["DigestEntry", "DigestEntryQuerySet", "Notice", "NoticeQuerySet"]
