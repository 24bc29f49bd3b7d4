"""What the script of the editor says, in the language of the page: sentences with {places} that it fills in."""

import json

from django.utils.translation import gettext as _


def script_words() -> str:
    """As JSON, for an attribute of the element."""
    return json.dumps(
        {
            "picked": _("Picked up {title}. {help}"),
            "help": _(
                "Arrow keys move it, Page Up and Page Down change the day, plus and minus change its length, Enter"
                " drops it, Escape puts it back."
            ),
            "at": _("{start} to {end}, {room}"),
            "atDay": _("{day}, {start} to {end}, {room}"),
            "inBlock": _("{start} to {end}, {room}, in {block}"),
            "several": _("{number} entries, the first {start} to {end}, {room}"),
            "tray": _("Back to the tray"),
            "length": _("{minutes} minutes, until {end}"),
            "cancelled": _("Put back."),
            "saving": _("Saving"),
            "saved": _("Saved {time}"),
            "failed": _("Not saved. The connection was lost; try again."),
            "noRoom": _("no room"),
            "allRooms": _("all rooms"),
            "drop": _("Drop: {start}–{end}"),
            "new": _("New: {start}–{end}"),
            "chosen": _("{number} chosen"),
            "clean": _("No new conflict."),
            "away": _("{name} is not there"),
            "day": _("Showing {day}"),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def keys() -> list[tuple[str, str]]:
    """The keys of the board and what they do."""
    return [
        ("Space", _("Pick up the entry, drop it again")),
        ("↑ ↓", _("Earlier, later; without an entry picked up: the entry before, after")),
        ("← →", _("To the room beside")),
        ("Page Up, Page Down", _("To the day before, after")),
        ("+ −", _("Longer, shorter")),
        ("Enter", _("Drop; without an entry picked up: open its form")),
        ("Esc", _("Put it back, choose nothing")),
        ("Shift + ↑ ↓", _("Choose several entries")),
        ("Delete", _("Take out of the timetable")),
        ("/", _("Search the tray")),
        ("Ctrl + Z, Ctrl + Shift + Z", _("Undo, redo")),
        ("?", _("This list")),
    ]
