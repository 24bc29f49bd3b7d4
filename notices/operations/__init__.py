from notices.operations.delivery import deliver, retry, sweep
from notices.operations.digests import post_later_in_digest, send_digests
from notices.operations.posting import post, post_message, post_to_address

__all__ = [
    "deliver",
    "post",
    "post_later_in_digest",
    "post_message",
    "post_to_address",
    "retry",
    "send_digests",
    "sweep",
]
