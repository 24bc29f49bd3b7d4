"""A room's standing beside its name."""

from collections.abc import Mapping

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString

from events.standing import Standing

register = template.Library()


@register.simple_tag
def standing_of(thing: Model, standings: Mapping[int, Standing]) -> SafeString | str:
    """What is known of the thing's room as a chip, linked to the page that tells more; "" for nothing."""
    standing = standings.get(thing.pk)
    if standing is None:
        return ""
    chip = format_html('<span class="chip {}">{}</span>', standing.kind, standing.words)
    return format_html('<a href="{}">{}</a>', standing.url, chip) if standing.url else chip
