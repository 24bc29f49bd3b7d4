"""The tags and filters every template has: icons, the import map, Markdown, moments and spans in words."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kit import words
from kit.icons import svg
from kit.importmap import import_map
from kit.markdown import TextTooLong, render_markdown, render_title
from kit.plain import title_in_words

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", size: int = 16) -> SafeString:
    """`{% icon "calendar" %}`; with `label=` it speaks, without it is decoration."""
    return svg(name, label=label, size=size)


@register.simple_tag(takes_context=True)
def importmap(context: Context) -> SafeString:
    """The import map of our ES modules, allowed by the page's nonce."""
    nonce = context.get("CSP_NONCE", "")
    return format_html('<script type="importmap" nonce="{}">{}</script>', nonce, mark_safe(import_map()))


@register.filter
def markdown(text: str | None) -> SafeString:
    """What people wrote in Markdown, as safe HTML; a text too long to show says so."""
    try:
        return render_markdown(text or "")
    except TextTooLong as refusal:
        return format_html("<p>{}</p>", str(refusal))


@register.filter
def formulas(title: object) -> SafeString:
    """A title with the formulas that stand in it between dollar signs; for headings and links, not for attributes."""
    return render_title(str(title))


@register.filter
def in_words(title: object) -> str:
    """A title with its formulas in Unicode, for where no markup can stand: mails, attributes, the window's title."""
    return title_in_words(str(title))


@register.filter
def webcal(address: str) -> str:
    """A feed's address for calendar apps, which subscribe to `webcal:` rather than download."""
    return f"webcal:{address.partition(':')[2]}"


@register.simple_tag
def when(moment: datetime | None, zone: words.Zone, form: str = "both") -> SafeString | str:
    """A moment as `<time>` in the zone, `{% when talk.starts_at zone %}`; or only its "time" or "date"."""
    if moment is None:
        return ""
    said = {"both": words.moment_words, "time": words.clock_words, "date": words.date_words}[form]
    return _time(moment.astimezone(words.zone_of(zone)), said(moment, zone=zone))


@register.simple_tag
def time_range(starts_at: datetime, ends_at: datetime, zone: words.Zone) -> SafeString:
    """ "09:00–09:30" in the zone, kept in this order in right-to-left pages too."""
    place = words.zone_of(zone)
    first, last = starts_at.astimezone(place), ends_at.astimezone(place)
    if first == last:
        return format_html("<bdi>{}</bdi>", _time(first, first.strftime("%H:%M")))
    return format_html(
        "<bdi>{}–{}</bdi>", _time(first, first.strftime("%H:%M")), _time(last, last.strftime("%H:%M"))
    )


@register.simple_tag
def date_range(first: date, last: date, zone: words.Zone) -> SafeString:
    """ "15–18 March 2027" for two dates or two moments in the zone; the year only when it is not this one."""
    said = words.dates_words(_day(first, zone), _day(last, zone), today=words.today_in(zone))
    return format_html("<bdi>{}</bdi>", said)


@register.simple_tag
def zone_name(moment: datetime, zone: words.Zone) -> str:
    """The zone's short name at that moment, such as "CET"."""
    return words.zone_words(moment, zone=zone)


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's query string with some keys changed; empty values go, and so does the page number."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    for key, value in changes.items():
        asked.pop(key, None)
        if value not in (None, ""):
            asked[key] = value
    return f"?{asked.urlencode()}" if asked else "?"


def _day(value: date, zone: words.Zone) -> date:
    return value.astimezone(words.zone_of(zone)).date() if isinstance(value, datetime) else value


def _time(local: datetime, said: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), said)
