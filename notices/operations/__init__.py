from notices.operations.delivery import deliver, retry, sweep
from notices.operations.digests import post_later_in_digest, send_digests
from notices.operations.files import forget_files, keep_file
from notices.operations.posting import Mail, post, post_mails, post_message, post_to_address

__all__ = [
    "Mail",
    "deliver",
    "forget_files",
    "keep_file",
    "post",
    "post_later_in_digest",
    "post_mails",
    "post_message",
    "post_to_address",
    "retry",
    "send_digests",
    "sweep",
]
