"""Files in the form of an abstract: those that come with it, and the buttons beside those that are there."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from abstracts.files.kinds import KINDS
from abstracts.files.pdf import text_of
from abstracts.files.telling import names_in
from abstracts.hands import Hand
from abstracts.models import Abstract, AbstractFile, Call
from abstracts.operations.files import add_file, order_files, remove_file
from kit.keys import key_of
from kit.ordering import STEPS, moved
from kit.refusals import Refused

PREFIX = "file-"
MOST_AT_ONCE = 20
LARGEST_READ = 20 * 1024 * 1024
KEPT_FOR = 24 * 3600


def is_about_files(act: str) -> bool:
    return act == "upload" or act.startswith(PREFIX)


def attach(request: HttpRequest, hand: Hand, act: str) -> list[str]:
    """Keep the uploaded files and do what a button says; the sentences are about those that were refused."""
    refused = []
    how: dict[str, Any] = {"by": hand.by, "as_manager": hand.as_manager}
    for upload in request.FILES.getlist("files")[:MOST_AT_ONCE]:
        try:
            add_file(hand.abstract, upload, **how)
        except Refused as refusal:
            refused.append(str(refusal))
    name, _dash, key = act.removeprefix(PREFIX).partition("-")
    if not act.startswith(PREFIX):
        return refused
    files = list(hand.abstract.files.all())
    file = next((one for one in files if one.pk == key_of(key)), None)
    if file is None:
        return refused
    try:
        if name == "remove":
            remove_file(file, **how)
        elif name in STEPS:
            arranged = moved(files, files.index(file), by=STEPS[name])
            order_files(hand.abstract, [one.pk for one in arranged], **how)
    except Refused as refusal:
        refused.append(str(refusal))
    return refused


def files_context(hand: Hand | None, call: Call) -> dict[str, Any]:
    """What the form shows of files, and whether something names the authors that reviewers must not know."""
    files = list(hand.abstract.files.all()) if hand is not None else []
    return {
        "files": files,
        "file_types": ", ".join(one.upper() for one in call.file_types or KINDS),
        "accept": ",".join(f".{one}" for one in call.file_types or KINDS),
        "files_left": max(0, call.most_files - len(files)),
        "telling": telling(hand.abstract, files) if hand is not None else [],
    }


def telling(abstract: Abstract, files: list[AbstractFile]) -> list[str]:
    """Sentences about where authors are named though reviewers must not know them."""
    if not abstract.call.reviewing.is_double_blind:
        return []
    names = list(abstract.authors.values_list("name", flat=True))
    found = []
    if named := names_in(f"{abstract.title}\n{abstract.text}", names):
        found.append(_("The text names %(names)s.") % {"names": ", ".join(named)})
    for file in files:
        if named := names_in(_text(file), names):
            found.append(_("“%(file)s” names %(names)s.") % {"file": file.name, "names": ", ".join(named)})
        elif not file.blind:
            found.append(
                _("“%(file)s” could not be cleared of what it tells about you. Reviewers will not get it.")
                % {"file": file.name}
            )
    return found


def _text(file: AbstractFile) -> str:
    """The text of a PDF, read once: taking a file apart takes time, and the form is often shown."""
    if file.extension != "pdf" or file.size > LARGEST_READ:
        return ""
    key = f"abstract-file-text-{file.pk}"
    text = cache.get(key)
    if text is None:
        with file.content.open("rb") as content:
            text = text_of(content.read())
        cache.set(key, text, KEPT_FOR)
    return str(text)
