"""The short addresses of events: /e/<slug>/."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events.models import Event
from events.models.event import SLUG
from events.refusals import BadAddress

LONGEST_NAME = 60
ENDS_IN_A_YEAR = re.compile(r"(?:19|20|21)\d\d\Z")


def check_address(slug: str) -> str:
    """The address in small letters. Raises BadAddress with what is wrong."""
    slug = slug.lower()
    try:
        SLUG(slug)
        Event._meta.get_field("slug").run_validators(slug)
    except ValidationError as error:
        raise BadAddress(
            _("“%(address)s” can not be an address: %(reason)s")
            % {"address": slug, "reason": " ".join(error.messages)}
        ) from error
    return slug


def free_address(*, title: str, acronym: str, kind: str, starts_at: datetime) -> str:
    """An address nobody has yet, of the short name or title and the year: “pcfc-2027”, “pcfc-2027-2”."""
    name = slugify(acronym or title)[:LONGEST_NAME].strip("-_") or kind
    wanted = name if ENDS_IN_A_YEAR.search(name) else f"{name}-{starts_at.year}"
    taken = {
        slug.lower() for slug in Event.objects.filter(slug__istartswith=wanted).values_list("slug", flat=True)
    }
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
