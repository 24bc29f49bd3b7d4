"""Letters as they would be written now: who gets which, and the text of each in the language of its reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from abstracts.letters.matching import facts_of, firing, rule_of
from abstracts.letters.people import COPY, Addressee, addressees_of, unreached
from abstracts.letters.placeholders import fill, fill_text, known_in
from abstracts.letters.values import values_of
from abstracts.models import Abstract, LetterRule, State
from abstracts.models.letter import without_secrets
from abstracts.telling_authors import SENT_REVIEWS
from kit.plain import title_in_words

LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter that a rule sends to somebody about an abstract; not written yet."""

    abstract: Abstract
    rule: LetterRule
    reader: Addressee


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is written, and not sent."""

    abstract: Abstract
    rule: LetterRule
    reader: Addressee
    language: str
    subject: str
    body: str

    @property
    def reply_to(self) -> str:
        return self.rule.reply_to

    @property
    def told(self) -> str:
        """Its text for organisers, who may read letters and are not their readers."""
        return without_secrets(self.body)


def planned(rules: Mapping[int, Sequence[LetterRule]], abstracts: Iterable[Abstract]) -> Iterator[Planned]:
    """By abstract, then in the order of the rules. `rules` are by event, as `rules_of` has them."""
    for abstract, rule in matched(rules, abstracts):
        for reader in addressees_of(rule, abstract):
            yield Planned(abstract, rule, reader)


def without_address(
    rules: Mapping[int, Sequence[LetterRule]], abstracts: Iterable[Abstract]
) -> list[tuple[Abstract, str]]:
    """Whom a rule would write to and whose address nobody knows, with the abstract."""
    found = [
        (abstract, name) for abstract, rule in matched(rules, abstracts) for name in unreached(rule, abstract)
    ]
    return list(dict.fromkeys(found))


def matched(
    rules: Mapping[int, Sequence[LetterRule]], abstracts: Iterable[Abstract]
) -> Iterator[tuple[Abstract, LetterRule]]:
    """Each abstract with each rule that fires for it."""
    rows = {row.pk: row for of_event in rules.values() for row in of_event}
    ready = {event: [rule_of(row) for row in of_event] for event, of_event in rules.items()}
    for abstract in abstracts:
        for rule in firing(ready.get(abstract.event_id, []), facts_of(abstract)):
            yield abstract, rows[rule.key]


def write_all(letters: Iterable[Planned]) -> list[Draft]:
    """One query for all of them, where a rule tells what reviewers said."""
    found = list(letters)
    telling = {one.rule for one in found if "review_comments" in known_in([one.rule.subject, one.rule.body])}
    concerned = {one.abstract.pk: one.abstract for one in found if one.rule in telling}
    prefetch_related_objects(list(concerned.values()), SENT_REVIEWS)
    return [write(letter) for letter in found]


def write(letter: Planned) -> Draft:
    abstract, rule, reader = letter.abstract, letter.rule, letter.reader
    language = reader.language or settings.LANGUAGE_CODE
    with translation.override(language):
        values = values_of(abstract, reader, known_in([rule.subject, rule.body]))
        body = f"{fill_text(rule.body, values)}\n\n-- \n{_why(letter)}\n"
    subject = " ".join(fill(rule.subject, values).split())[:LONGEST_SUBJECT]
    return Draft(abstract, rule, reader, language, subject, body.replace("\r\n", "\n"))


def _why(letter: Planned) -> str:
    """Why the letter came, and who can change that."""
    abstract, reader = letter.abstract, letter.reader
    words = {"title": title_in_words(str(abstract)), "event": abstract.event.title}
    if reader.why == COPY:
        return _("You get this copy because the organisers of %(event)s asked for it.") % words
    if reader.why == LetterRule.Recipient.SPEAKERS:
        return (
            _(
                "You get this letter because you are named as a speaker of “%(title)s”, submitted to %(event)s. Who"
                " submitted it can change that."
            )
            % words
        )
    if reader.why != LetterRule.Recipient.SUBMITTER:
        return (
            _(
                "You get this letter because you are named as an author of “%(title)s”, submitted to %(event)s. Who"
                " submitted it can change that."
            )
            % words
        )
    if abstract.state == State.INVITED:
        return (
            _("You get this letter because the organisers of %(event)s invited you to write an abstract.")
            % words
        )
    return _("You get this letter because you submitted “%(title)s” to %(event)s.") % words
