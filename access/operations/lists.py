"""Open, change and move access lists. `path`, `reach` and `is_open` follow by a database trigger."""

from django.db import transaction

from access.models import AccessList


@transaction.atomic
def open_access_list(
    *, parent: AccessList | None = None, mode: str = AccessList.Mode.INHERITING
) -> AccessList:
    """A new list below `parent` (a root list has none, and then must not inherit)."""
    access = AccessList.objects.create(parent=parent, mode=mode)
    access.refresh_from_db()
    return access


@transaction.atomic
def set_mode(access: AccessList, *, mode: str) -> None:
    """Public, as above, or restricted; everything below that inherits follows at once."""
    access.mode = AccessList.Mode(mode)
    access.save(update_fields=["mode"])
    access.refresh_from_db()


@transaction.atomic
def move_access_list(access: AccessList, *, parent: AccessList) -> None:
    """Hang a list, with all below it, under another parent. The database refuses a circle."""
    access.parent = parent
    access.save(update_fields=["parent"])
    access.refresh_from_db()
