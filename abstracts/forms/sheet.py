"""The whole form of an abstract: its fields, and its people in order."""

from dataclasses import replace
from typing import Any

from django.utils.functional import cached_property

from abstracts.completeness import count_characters, count_words, problems_of
from abstracts.forms.people_rows import PeopleRows
from abstracts.forms.submission import SubmissionForm
from abstracts.hands import Hand
from abstracts.models import Author, Call
from abstracts.written import Place, Writer, Written
from accounts.models import User


class SubmissionSheet:
    """Give it what was posted, or None to show what is there."""

    def __init__(
        self,
        data: Any,
        *,
        call: Call,
        written: Written | None = None,
        me: Writer | None = None,
        **options: Any,
    ) -> None:
        self.call, self.me = call, me
        self.form = SubmissionForm(data, call=call, written=written, **options)
        self.people = PeopleRows.posted(data) if data is not None else PeopleRows.of(_people(written, me))
        self.is_typed = data is not None

    @cached_property
    def is_valid(self) -> bool:
        """Whether a draft can be kept so; else the form says what is in the way."""
        valid = self.form.is_valid()
        for sentence in self.people.problems():
            self.form.add_error(None, sentence)
            valid = False
        return valid

    @property
    def written(self) -> Written:
        return replace(Written(**self.form.values), people=self.people.people)

    @property
    def consents(self) -> bool:
        return bool(self.form.cleaned_data.get("consent"))

    def tell_missing(self, hand: Hand | None) -> None:
        """Put what the call misses beside its field, but for fields whose value is refused already."""
        form, is_new = self.form, hand is None or hand.is_unsent
        beyond = None
        if hand is not None and not is_new:
            beyond = self.written.type if hand.as_manager else hand.abstract.type
        missing = problems_of(self.call, self.written, consents=self.consents or not is_new, beyond=beyond)
        said = set(form.non_field_errors())
        refused = set(form.errors)
        form.place([(name, words) for name, words in missing if name not in refused and words not in said])

    @property
    def counts(self) -> dict[str, int]:
        """Words and characters of the text, as the limits count them."""
        text = self.form["text"].value() or ""
        return {"words": count_words(text), "characters": count_characters(text)}


def writer_for(user: User | None, *, name: str = "", email: str = "") -> Writer | None:
    """The person themselves, for a row of the form."""
    if user is not None:
        places = (Place(user.affiliation[:300]),) if user.affiliation else ()
        return Writer(str(user), user.email, str(Author.Role.AUTHOR), affiliations=places)
    return Writer(name, email, str(Author.Role.AUTHOR)) if name or email else None


def _people(written: Written | None, me: Writer | None) -> list[Writer]:
    """Those who are named; what has hardly begun names the person who writes it, guests and invited people too."""
    if written is None or not (written.people or written.text):
        return [me] if me is not None else []
    return list(written.people)
