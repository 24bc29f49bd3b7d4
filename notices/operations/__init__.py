from notices.operations.delivery import deliver, retry, sweep
from notices.operations.posting import post, post_message

__all__ = ["deliver", "post", "post_message", "retry", "sweep"]
