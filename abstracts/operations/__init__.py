from abstracts.operations.calls import (
    close_call,
    create_call,
    edit_call,
    edit_reviewing,
    open_call,
    remove_call,
)
from abstracts.operations.deciding import Decision, ask_for_revision, decide, move_to_tracks, take_back
from abstracts.operations.releasing import release
from abstracts.operations.reviewing import save_review_draft, submit_review, withdraw_review
from abstracts.operations.submitting import edit_abstract, save_draft, start_draft, submit, written_of
from abstracts.operations.withdrawing import discard_draft, withdraw

__all__ = [
    "Decision",
    "ask_for_revision",
    "close_call",
    "create_call",
    "decide",
    "discard_draft",
    "edit_abstract",
    "edit_call",
    "edit_reviewing",
    "move_to_tracks",
    "open_call",
    "release",
    "remove_call",
    "save_draft",
    "save_review_draft",
    "start_draft",
    "submit",
    "submit_review",
    "take_back",
    "withdraw",
    "withdraw_review",
    "written_of",
]
