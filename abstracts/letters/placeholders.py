"""What organisers may write into letters between braces: these names, and nothing else.

A name is replaced by a text, once; it is no expression. There is no way from it to attributes, other objects or
settings, and braces in a text that is put in stay what they are (S41).
"""

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACEHOLDERS: dict[str, str | Promise] = {
    "recipient_name": _("name of the person the letter goes to"),
    "event_title": _("title of the event"),
    "event_url": _("address of the event"),
    "abstract_id": _("number of the abstract"),
    "abstract_title": _("title of the abstract"),
    "abstract_url": _("address of the abstract"),
    "abstract_track": _("track it is accepted in, or the tracks it was submitted for"),
    "abstract_session": _("session it is accepted for"),
    "contribution_type": _("type it is accepted as, or was submitted as"),
    "contribution_url": _("address of its page in the programme"),
    "primary_authors": _("names of the authors"),
    "co_authors": _("names of the co-authors"),
    "submitter_name": _("name of the submitter"),
    "submitter_first_name": _("submitter's name without its last word"),
    "submitter_last_name": _("last word of the submitter's name"),
    "submitter_title": _("always empty: titles of people are not kept"),
    "judgment_comment": _("comment to the authors, written with the decision"),
    "review_comments": _("what reviewers wrote to the authors, where the call lets them read it"),
    "revision_comment": _("what is to be revised"),
    "revision_deadline": _("until when it may be revised"),
    "invitation_url": _("secret address for writing the abstract, for whom it invites alone"),
    "target_abstract_id": _("number of the abstract it was merged into, or duplicates"),
    "target_abstract_title": _("title of that abstract"),
    "target_submitter_name": _("name of that abstract's submitter"),
    "target_submitter_first_name": _("that name without its last word"),
    "target_submitter_last_name": _("last word of that name"),
}

_BRACED = re.compile(r"\{([^{}\n]{0,200})\}")
_MANY_BREAKS = re.compile(r"\n(?:[ \t]*\n){2,}")


def names_in(text: str) -> list[str]:
    """What stands between braces, each once, known or not."""
    return list(dict.fromkeys(_BRACED.findall(text)))


def unknown_in(*texts: str) -> list[str]:
    """Names between braces that are none of ours, as they were written."""
    return [name for text in texts for name in names_in(text) if name not in PLACEHOLDERS]


def known_in(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in names_in(text) if name in PLACEHOLDERS}


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in their places. A name without a value stays as it is written."""
    return _BRACED.sub(lambda found: values.get(found[1], found[0]), text)


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """The same for a text of several lines.

    A line that only tells of what is empty is left out, such as “Track: {abstract_track}” without a track; and several
    empty lines become one.
    """
    lines = [line for line in text.splitlines() if not _tells_nothing(line, values)]
    return _MANY_BREAKS.sub("\n\n", fill("\n".join(lines), values)).strip()


def _tells_nothing(line: str, values: Mapping[str, str]) -> bool:
    found = [values[name] for name in names_in(line) if name in values]
    return bool(found) and not any(value.strip() for value in found)
