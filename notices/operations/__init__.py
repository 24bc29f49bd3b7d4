from notices.operations.delivery import deliver, retry, sweep
from notices.operations.digests import post_later_in_digest, send_digests
from notices.operations.files import forget_files, keep_file
from notices.operations.limits import (
    Limit,
    WroteTooOften,
    forget_mailings,
    let_through,
    post_gently,
    post_to_new,
    reached_limit,
)
from notices.operations.posting import Mail, post, post_mails, post_message, post_to_address
from notices.operations.rights import RIGHT_OF_NEW, tell_of_right

__all__ = [
    "RIGHT_OF_NEW",
    "Limit",
    "Mail",
    "WroteTooOften",
    "deliver",
    "forget_files",
    "forget_mailings",
    "keep_file",
    "let_through",
    "post",
    "post_gently",
    "post_later_in_digest",
    "post_mails",
    "post_message",
    "post_to_address",
    "post_to_new",
    "reached_limit",
    "retry",
    "send_digests",
    "sweep",
    "tell_of_right",
]
