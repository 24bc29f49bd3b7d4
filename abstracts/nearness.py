"""When two people seem to work at the same place: by their e-mail domain, and by what their affiliation is called.

Texts are compared in the database, in the form these expressions give them, so that its indexes serve.
"""

import re

from django.db.models import Func, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower

from abstracts.public_domains import PUBLIC_DOMAINS

SHARED = "ac|co|com|edu|gob|gouv|gov|go|mil|ne|net|nom|or|org|res|sch"
"""Second levels of countries below which everybody registers: "ox.ac.uk" is a home, "ac.uk" is none."""
HOME = rf"([^.@]+\.(?:(?:{SHARED})\.[a-z][a-z]|[^.@]+))$"
"""The registered part of a domain, so that "cs.uni.edu" and "physics.uni.edu" are one place."""
BETWEEN = "[;\n\r]+"
"""What stands between several affiliations of a profile."""


def home_of(email: str) -> str:
    """The domain that stands for where the address is from, or nothing: public mail providers are nobody's place."""
    found = re.search(HOME, email.lower())
    home = found.group(1) if found else ""
    return "" if home in PUBLIC_DOMAINS else home


def home(field: str) -> Func:
    """The same in the database; public ones too."""
    return Func(Lower(field), Value(HOME), function="substring")


def place(text: str | Combinable) -> Lower:
    """The name of an affiliation without what makes no difference: case, and spaces."""
    spaced = Func(text, Value(r"\s+"), Value(" "), Value("g"), function="regexp_replace")
    return Lower(Func(spaced, function="btrim"))


def each_of(field: str) -> Func:
    """One row for each of several affiliations in one text."""
    return Func(Func(field, Value(BETWEEN), function="regexp_split_to_array"), function="unnest")
