"""Colours of files and hues of ours (degrees in OKLCH, https://bottosson.github.io/posts/oklab/)."""

import math

from programme.models.track import HUES

_LIGHTNESS, _CHROMA = 0.6, 0.13  # what a hue looks like in a file: near the stylesheet's light theme
_GREY = 0.03


def hue_of(color: str, *, otherwise: int) -> int:
    """The one of our hues nearest to a colour `#rrggbb`; `otherwise` for greys and what is no colour."""
    try:
        red, green, blue = (_linear(int(color[place : place + 2], 16) / 255) for place in (1, 3, 5))
    except ValueError:
        return otherwise
    a, b = _oklab(red, green, blue)
    if math.hypot(a, b) < _GREY:
        return otherwise
    degrees = math.degrees(math.atan2(b, a)) % 360
    return min(HUES, key=lambda hue: min(abs(hue - degrees), 360 - abs(hue - degrees)))


def color_of(hue: int) -> str:
    """A colour `#rrggbb` of this hue."""
    a, b = _CHROMA * math.cos(math.radians(hue)), _CHROMA * math.sin(math.radians(hue))
    long = (_LIGHTNESS + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (_LIGHTNESS - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (_LIGHTNESS - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(max(value, 0), 1))):02x}" for value in channels)


def _oklab(red: float, green: float, blue: float) -> tuple[float, float]:
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
