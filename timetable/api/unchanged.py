"""If-Match for things without a revision of their own, as the API of a timetable has it."""

from kit.unchanged import (
    ETAG,
    IF_SAME,
    MATCH_HEADER,
    ChangedMeanwhile,
    check_unchanged,
    etag_of,
    tagged,
)

__all__ = ["ETAG", "IF_SAME", "MATCH_HEADER", "ChangedMeanwhile", "check_unchanged", "etag_of", "tagged"]
