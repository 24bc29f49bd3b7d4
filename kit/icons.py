"""The small set of line icons, drawn on a 16 by 16 sheet, in the colour of the text around them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "alert": '<path d="M8 2 14.5 13.5h-13z"/><path d="M8 6.5v3M8 11.5v.1"/>',
    "back": '<path d="M10 4 6 8l4 4"/>',
    "badge": '<path d="M2 4h12v2.5a1.5 1.5 0 0 0 0 3V12H2V9.5a1.5 1.5 0 0 0 0-3zM9.5 4v8"/>',
    "calendar": '<rect x="2" y="3" width="12" height="11" rx="1.5"/><path d="M2 6.5h12M5 1.5v3M11 1.5v3"/>',
    "calendar-add": '<path d="M14 8V4.5A1.5 1.5 0 0 0 12.5 3h-9A1.5 1.5 0 0 0 2 4.5v8A1.5 1.5 0 0 0 3.5 14H8'
    'M2 6.5h12M5 1.5v3M11 1.5v3M12 10v5M9.5 12.5h5"/>',
    "chart": '<path d="M2 14h12M4 11V8M8 11V4M12 11V6.5"/>',
    "check": '<path d="m3 8.5 3.3 3.3L13 4.7"/>',
    "clock": '<circle cx="8" cy="8" r="6.2"/><path d="M8 4.5V8l2.5 1.5"/>',
    "close": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "copy": '<rect x="5.5" y="5.5" width="8.5" height="8.5" rx="1.5"/>'
    '<path d="M3.5 10.5H3A1 1 0 0 1 2 9.5V3a1 1 0 0 1 1-1h6.5a1 1 0 0 1 1 1v.5"/>',
    "down": '<path d="m4 6 4 4 4-4"/>',
    "download": '<path d="M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11"/>',
    "edit": '<path d="M10.5 2.8 13.2 5.5 5.5 13.2l-3.3.6.6-3.3z"/><path d="m9 4.3 2.7 2.7"/>',
    "eye": '<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"/>'
    '<circle cx="8" cy="8" r="2"/>',
    "filter": '<path d="M2 4h12M4.5 8h7M6.5 12h3"/>',
    "flag": '<path d="M3.5 14.5v-12M3.5 3h9l-2 3 2 3h-9"/>',
    "folder": '<path d="M1.8 12.5v-9h4.4l1.5 2h6.5v7z"/>',
    "globe": '<circle cx="8" cy="8" r="6.2"/>'
    '<path d="M1.8 8h12.4M8 1.8c2 2 2.7 4 2.7 6.2S10 12.2 8 14.2C6 12.2 5.3 10.2 5.3 8S6 3.8 8 1.8z"/>',
    "home": '<path d="m2 7.5 6-5 6 5V14H9.5v-4h-3v4H2z"/>',
    "info": '<circle cx="8" cy="8" r="6.2"/><path d="M8 7.3v4M8 4.8v.1"/>',
    "key": '<circle cx="5" cy="11" r="3"/><path d="m7.2 8.8 6.3-6.3M11 5l2 2"/>',
    "link": '<path d="M6.8 9.2a2.8 2.8 0 0 0 4 0l2.4-2.4a2.8 2.8 0 0 0-4-4L8.2 3.8'
    'M9.2 6.8a2.8 2.8 0 0 0-4 0L2.8 9.2a2.8 2.8 0 0 0 4 4l1-1"/>',
    "list": '<path d="M5.5 4H14M5.5 8H14M5.5 12H14M2.2 4h.1M2.2 8h.1M2.2 12h.1"/>',
    "lock": '<rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
    "mail": '<rect x="1.8" y="3.5" width="12.4" height="9" rx="1.5"/><path d="m2 4.5 6 4.5 6-4.5"/>',
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "mic": '<rect x="6" y="1.8" width="4" height="7.2" rx="2"/><path d="M3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.2"/>',
    "moon": '<path d="M13.5 9.7A6 6 0 1 1 6.3 2.5a5 5 0 0 0 7.2 7.2z"/>',
    "next": '<path d="m6 4 4 4-4 4"/>',
    "page": '<path d="M9.5 1.8H4.5A1 1 0 0 0 3.5 2.8v10.4a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V4.8zM9.5 1.8v3h3"/>',
    "people": '<circle cx="6" cy="5" r="2.5"/><path d="M1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4'
    'M10.5 2.7a2.5 2.5 0 0 1 0 4.6M12 9.8c1.6.5 2.5 1.8 2.5 3.7"/>',
    "person": '<circle cx="8" cy="5" r="2.8"/><path d="M2.8 14c0-2.9 2.3-4.7 5.2-4.7s5.2 1.8 5.2 4.7"/>',
    "pin": '<path d="M8 14.5S13 10 13 6.5a5 5 0 0 0-10 0C3 10 8 14.5 8 14.5z"/>'
    '<circle cx="8" cy="6.5" r="1.6"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "print": '<path d="M4.5 6V2h7v4M4.5 12h-2V6.5h11V12h-2M4.5 9.5h7V14h-7z"/>',
    "redo": '<path d="m10.5 3 3 3-3 3M13.3 6H6.5a4 4 0 0 0 0 8H10"/>',
    "repeat": '<path d="M3 7V6a2 2 0 0 1 2-2h8l-2-2M13 9v1a2 2 0 0 1-2 2H3l2 2"/>',
    "screen": '<rect x="2" y="3" width="12" height="8" rx="1"/><path d="M5.5 13.5h5"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="M10.4 10.4 14 14"/>',
    "send": '<path d="M14 2 7.5 14l-1.7-5.8L1.5 6z"/>',
    "settings": '<circle cx="8" cy="8" r="2.2"/><path d="M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2'
    'M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4"/>',
    "sign-out": '<path d="M6.5 14h-3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1h3M10.5 11l3-3-3-3M13.3 8H6"/>',
    "star": '<path d="M8 1.9l1.9 3.9 4.2.6-3 3 .7 4.2L8 11.6l-3.8 2 .7-4.2-3-3 4.2-.6z"/>',
    "tag": '<path d="M2 2.8V8l6.3 6.3 5.5-5.5L7.5 2.5H2.3z"/><path d="M5 5.5h.1"/>',
    "trash": '<path d="M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.8 6.8v4M9.2 6.8v4"/>',
    "undo": '<path d="M5.5 3 2.5 6l3 3M2.7 6H9.5a4 4 0 0 1 0 8H6"/>',
    "upload": '<path d="M8 10.5v-8M4.5 5.5 8 2l3.5 3.5M2.5 13.5h11"/>',
    "video": '<rect x="1.5" y="4" width="9" height="8" rx="1.5"/><path d="m10.5 7.2 4-2.2v6l-4-2.2"/>',
    "wifi": '<path d="M1.8 6.5a9 9 0 0 1 12.4 0M4 9a6 6 0 0 1 8 0M6.2 11.3a2.8 2.8 0 0 1 3.6 0M8 13.5v.1"/>',
}


def svg(name: str, *, label: str = "", size: int = 16) -> SafeString:
    """The icon as inline SVG: hidden from screen readers, or named by `label`. An unknown name is a bug."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg {} class="icon" width="{}" height="{}" viewBox="0 0 16 16" fill="none" stroke="currentColor"'
        ' stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">{}</svg>',
        voice,
        size,
        size,
        mark_safe(SHAPES[name]),
    )
