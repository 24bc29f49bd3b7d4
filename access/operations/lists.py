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


def lock_tree(access: AccessList) -> None:
    """One changer of the rights of a tree at a time, until the transaction ends.

    A change goes down to all lists below and asks those above, and two of them would meet half-way. Opening a
    list does not wait for this.
    """
    AccessList.objects.select_for_update(no_key=True).get(pk=access.path[0])


@transaction.atomic
def set_mode(access: AccessList, *, mode: str) -> None:
    """Public, as above, or restricted; everything below that inherits follows at once."""
    lock_tree(access)
    access.mode = AccessList.Mode(mode)
    access.save(update_fields=["mode"])
    access.refresh_from_db()


@transaction.atomic
def move_access_list(access: AccessList, *, parent: AccessList) -> None:
    """Hang a list, with all below it, under another parent. The database refuses a circle."""
    lock_tree(parent)
    access.parent = parent
    access.save(update_fields=["parent"])
    access.refresh_from_db()
