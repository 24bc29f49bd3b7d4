"""What every page needs to know about its appearance (context processor `look`)."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static

PRODUCT = "Hemicycle"
THEME_COOKIE = "hc_theme"
THEMES = ("light", "dark")
FONTS = "vendor/fonts.css"


def look(request: HttpRequest) -> dict[str, Any]:
    """`look.theme` is "light", "dark" or "" (the system's); `look.fonts` the font sheet's address or ""."""
    return {
        "look": {
            "product": PRODUCT,
            "theme": theme_of(request),
            "fonts": fonts_address(),
            "base_url": settings.BASE_URL,
        }
    }


def theme_of(request: HttpRequest) -> str:
    """The theme the person chose, or "" for the system's."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


@lru_cache(maxsize=1)
def fonts_address() -> str:
    """The address of the vendored font sheet; "" when it was not fetched, then the system's fonts serve."""
    if finders.find(FONTS) is None:
        return ""
    try:
        return static(FONTS)
    except ValueError:  # fetched after the last collectstatic
        return ""
