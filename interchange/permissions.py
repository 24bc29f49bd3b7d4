"""May they? Importing asks for no right of its own: it creates an event, or changes one."""

from accounts.models import User
from events.permissions import can_create_in, can_manage_event
from interchange.models import Upload


def can_import(user: User, upload: Upload) -> bool:
    """The right that was there when the file was uploaded may be gone by now."""
    if upload.event is not None:
        return upload.event.deleted_at is None and can_manage_event(user, upload.event)
    return upload.category is not None and can_create_in(user, upload.category)
