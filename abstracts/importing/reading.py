"""A file as submissions: CSV, Excel, JSON and lines of JSON, of this system and of others."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.importing.columns import AUTHOR, NAMES, OURS, plain_key
from abstracts.importing.json_records import flat, json_records, looks_like_json, names_of
from abstracts.importing.people import people_of, submitter_of
from abstracts.importing.submission import Submission, Submissions
from abstracts.importing.values import filled, line_of, markdown_of, moment_of, parts_of, text_of
from kit.tables import MOST_BYTES, BadTable, Table, heading_key, read_table

MOST_ROWS = 10_000
LONGEST_WORD, MOST_WORDS, LONGEST_TOPIC = 80, 20, 100
_UNSENT = frozenset({"draft", "deleted", "invited", "incomplete", "desk rejected before submission"})
_WITHDRAWN = frozenset({"withdrawn", "withdrawn by author", "canceled", "cancelled"})


def read_submissions(content: bytes, name: str) -> Submissions:
    """What the file holds. Raises BadTable for one that can not be read at all."""
    if len(content) > MOST_BYTES:
        said = {"most": MOST_BYTES // 1024**2}
        raise BadTable(
            _("This file has more than %(most)d MB, which is the most that is read. Split it.") % said
        )
    if looks_like_json(content):
        return _of_json(content)
    return _of_table(read_table(content, name, most_rows=MOST_ROWS))


def _of_table(table: Table) -> Submissions:
    keys = {heading_key(heading): plain_key(heading) for heading in table.headings}
    _check_titles(keys.values())
    rows = []
    for row in table.rows:
        told = {keys[key]: text for key, text in row.cells.items() if key in keys}
        rows.append(
            Submission(row.number, problem=row.problem) if row.problem else submission_of(row.number, told)
        )
    return Submissions(rows, [*table.notes, *_left_out(table.headings)])


def _of_json(content: bytes) -> Submissions:
    records = json_records(content)
    if len(records) > MOST_ROWS:
        sentence = ngettext(
            "This file has more than %(n)d record.", "This file has more than %(n)d records.", MOST_ROWS
        )
        raise BadTable(sentence % {"n": MOST_ROWS})
    whole = [flat(record) if isinstance(record, Mapping) else record for record in records]
    names = names_of(whole)
    _check_titles(map(plain_key, names))
    rows = [
        submission_of(number, {plain_key(str(key)): value for key, value in record.items()})
        if isinstance(record, Mapping)
        else Submission(number, problem=_("It is no object with fields."))
        for number, record in enumerate(whole, start=1)
    ]
    return Submissions(rows, _left_out(names))


def _check_titles(keys: Iterable[str]) -> None:
    if not {*NAMES["title"]} & {*keys}:
        raise BadTable(_("No column gives the titles. Name one “Title”."))


def _left_out(names: Iterable[str]) -> list[str]:
    """A note on the columns nothing is made of, unless a call has a field of that name."""
    known = {name for called in NAMES.values() for name in called} | OURS
    others = [
        name for name in names if plain_key(name) not in known and not AUTHOR.fullmatch(plain_key(name))
    ]
    if not others:
        return []
    said = {"columns": ", ".join(others)[:300]}
    return [_("Taken only where the call has a field of that name: %(columns)s.") % said]


def submission_of(row: int, told: Mapping[str, Any]) -> Submission:
    """One record; `told` is by plain keys."""
    fields = {column: value for column, names in NAMES.items() for value in [_first(told, names)] if value}
    state = line_of(fields.get("state")).casefold()
    if state in _UNSENT:
        return Submission(row, title=line_of(fields.get("title")), problem=_("It is not submitted there."))
    people, notes = people_of(fields, {key: text for key, text in told.items() if AUTHOR.fullmatch(key)})
    submitter_name, submitter_email = submitter_of(fields)
    keywords, dropped = _short_enough(parts_of(fields.get("keywords")), LONGEST_WORD)
    topics, too_long = _short_enough(parts_of(fields.get("topics"), separators="|;"), LONGEST_TOPIC)
    notes += [
        _("“%(word)s…” is too long and was left out.") % {"word": word[:40]} for word in dropped + too_long
    ]
    if len(keywords) > MOST_WORDS:
        notes.append(_("Of its keywords the first %(n)d were taken.") % {"n": MOST_WORDS})
    code = line_of(fields.get("code"))
    problem = _("The code has more than 60 characters.") if len(code) > 60 else ""
    return Submission(
        row,
        code=code[:60],
        title=line_of(fields.get("title")),
        text=text_of(told["text"]) if told.get("text") else markdown_of(fields.get("text")),
        people=tuple(people),
        tracks=tuple(_named(fields.get("tracks"), separators="|;")),
        type=line_of(fields.get("type")),
        topics=tuple(topics),
        keywords=tuple(keywords[:MOST_WORDS]),
        answers=_answers(fields, told),
        licence=line_of(fields.get("licence"))[:200],
        note=text_of(fields.get("note")),
        submitter_name=submitter_name,
        submitter_email=submitter_email,
        submitted_at=moment_of(fields.get("submitted_at")),
        is_withdrawn=state in _WITHDRAWN,
        notes=tuple(notes),
        problem=problem,
    )


def _first(told: Mapping[str, Any], names: Iterable[str]) -> Any:
    """What the first of these holds; a text wins over a name that elsewhere is a whole object."""
    return next((value for _name, value in filled(told, names)), None)


def _named(value: Any, *, separators: str) -> list[str]:
    """Names of tracks: of a list, of objects with a name or title, or of a cell. A comma may be part of a name."""
    if isinstance(value, Mapping):
        return [line_of(value)]
    return parts_of(value, separators=separators)


def _answers(fields: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that may be an answer to a field of the call, by the plain name of the field."""
    known = {name for called in NAMES.values() for name in called} | OURS
    others = {
        key: value for key, value in told.items() if key not in known and value not in (None, "", [], {})
    }
    given = fields.get("answers")
    if isinstance(given, Mapping):
        others |= {plain_key(str(key)): value for key, value in given.items() if value not in (None, "")}
    elif isinstance(given, list):  # as Indico writes them
        for each in given:
            if isinstance(each, Mapping) and each.get("name"):
                others[plain_key(str(each["name"]))] = each.get("value")
    return others


def _short_enough(words: list[str], longest: int) -> tuple[list[str], list[str]]:
    return [word for word in words if len(word) <= longest], [word for word in words if len(word) > longest]
