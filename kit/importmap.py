"""The import map: bare names of our ES modules to their hashed addresses.

Modules import each other by these names ("hc-times"), never by relative path, so the manifest storage need not
rewrite JavaScript.
"""

import json
from functools import lru_cache

from django.templatetags.static import static

MODULES = (
    "fresh-token",
    "hc-combobox",
    "hc-copy",
    "hc-desk",
    "hc-display",
    "hc-draft",
    "hc-filter",
    "hc-insert",
    "hc-markdown",
    "hc-now",
    "hc-order",
    "hc-review",
    "hc-room-drag",
    "hc-rows",
    "hc-theme",
    "hc-times",
    "hc-timetable",
    "hc-toast",
    "hc-unsaved",
    "hc-worklist",
    "timetable-board",
    "timetable-carry",
    "timetable-drag",
    "timetable-keys",
    "timetable-wire",
)


@lru_cache(maxsize=1)
def import_map() -> str:
    """The JSON for `<script type="importmap">`; the same for the life of the process."""
    return json.dumps({"imports": {name: static(f"js/{name}.js") for name in MODULES}}, separators=(",", ":"))
