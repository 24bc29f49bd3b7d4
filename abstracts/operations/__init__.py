from abstracts.operations.call_setup import Times, order_calls, put_back_times, set_up_call
from abstracts.operations.calls import (
    close_call,
    create_call,
    edit_call,
    edit_reviewing,
    end_late_submission,
    let_submit_late,
    open_call,
    remove_call,
)
from abstracts.operations.deciding import Decision, ask_for_revision, decide, move_to_tracks, take_back
from abstracts.operations.fields import add_field, edit_field, order_fields, remove_field
from abstracts.operations.questions import (
    add_question,
    edit_question,
    order_questions,
    remove_question,
    rescale_ratings,
)
from abstracts.operations.releasing import release
from abstracts.operations.reviewing import save_review_draft, submit_review, withdraw_review
from abstracts.operations.submitting import edit_abstract, save_draft, start_draft, submit, written_of
from abstracts.operations.teams import (
    Wanted,
    add_member,
    add_members,
    remove_member,
    set_quotas,
    write_to_waiting,
)
from abstracts.operations.withdrawing import discard_draft, withdraw

__all__ = [
    "Decision",
    "Times",
    "Wanted",
    "add_field",
    "add_member",
    "add_members",
    "add_question",
    "ask_for_revision",
    "close_call",
    "create_call",
    "decide",
    "discard_draft",
    "edit_abstract",
    "edit_call",
    "edit_field",
    "edit_question",
    "edit_reviewing",
    "end_late_submission",
    "let_submit_late",
    "move_to_tracks",
    "open_call",
    "order_calls",
    "order_fields",
    "order_questions",
    "put_back_times",
    "release",
    "remove_call",
    "remove_field",
    "remove_member",
    "remove_question",
    "rescale_ratings",
    "save_draft",
    "save_review_draft",
    "set_quotas",
    "set_up_call",
    "start_draft",
    "submit",
    "submit_review",
    "take_back",
    "withdraw",
    "withdraw_review",
    "write_to_waiting",
    "written_of",
]
