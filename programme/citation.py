"""How others refer to a talk: in words, as BibTeX, and for search engines that know about papers."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.models import Event, EventPerson
from kit.addresses import absolute
from kit.plain import plain_text, title_in_words
from kit.words import dates_words
from programme.models import Contribution

LONGEST_ABSTRACT = 5000
"""Characters of an abstract that search engines are told."""

# What could end the script element or start another one never stands in it as such (as django.utils.html.json_script).
UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
# The same for LaTeX. BibTeX counts braces even behind a backslash, so those of the text have names.
LATEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: rf"\{sign}" for sign in "$&#_%"},
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference needs. `on` is the day it is given, or the first day of the event.

    Of the event it says its name, dates and place only: who sees a talk of a closed event gets no further.
    """

    talk: Contribution
    event: Event
    people: Sequence[EventPerson]
    on: date

    @property
    def address(self) -> str:
        return absolute(self.talk.get_absolute_url())

    @property
    def title(self) -> str:
        """Its formulas in words: readers of references take LaTeX, and we its commands, for signs only."""
        return title_in_words(self.talk.title)

    @property
    def in_words(self) -> str:
        """ "Ada Lovelace, Charles Babbage: On engines. In: Engines 2027, London, 3–5 May 2027. https://…" """
        days = dates_words(self.event.first_day, self.event.last_day, today=date.min)
        where = ", ".join(filter(None, (self.event.title, self.event.venue, days)))
        title = self.title if self.title.endswith(("?", "!", ".")) else f"{self.title}."
        said = {"title": title, "where": where, "address": self.address}
        if not self.people:
            return _("%(title)s In: %(where)s. %(address)s") % said
        names = ", ".join(person.name for person in self.people)
        return _("%(names)s: %(title)s In: %(where)s. %(address)s") % {**said, "names": names}

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Meta tags as Highwire named them; Google Scholar and Zotero read them."""
        tags = [("citation_title", self.title)]
        for person in self.people:
            tags.append(("citation_author", person.name))
            if person.affiliation:
                tags.append(("citation_author_institution", person.affiliation))
        tags += [
            ("citation_publication_date", f"{self.on:%Y/%m/%d}"),
            ("citation_conference_title", self.event.title),
            ("citation_abstract_html_url", self.address),
        ]
        if self.talk.language:
            tags.append(("citation_language", self.talk.language))
        if self.talk.keywords:
            tags.append(("citation_keywords", "; ".join(self.talk.keywords)))
        return tags

    @property
    def json_ld(self) -> SafeString:
        """The text of a `script type="application/ld+json"`, by the words of schema.org."""
        about: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "ScholarlyArticle",
            "headline": self.title,
            "url": self.address,
            "datePublished": self.on.isoformat(),
            "author": [_person(person) for person in self.people],
            "isPartOf": {
                "@type": "PublicationVolume",
                "name": self.event.title,
                "url": absolute(self.event.get_absolute_url()),
            },
        }
        if self.talk.abstract:
            about["abstract"] = plain_text(self.talk.abstract, length=LONGEST_ABSTRACT)
        if self.talk.keywords:
            about["keywords"] = ", ".join(self.talk.keywords)
        if self.talk.language:
            about["inLanguage"] = self.talk.language
        return mark_safe(json.dumps(about, ensure_ascii=False).translate(UNSAFE))

    @property
    def bibtex(self) -> str:
        """One entry, in UTF-8."""
        lines = "".join(f",\n  {name} = {{{value}}}" for name, value in self._fields())
        return f"@inproceedings{{{self.event.slug}-{self.talk.number}{lines}\n}}\n"

    def _fields(self) -> Iterator[tuple[str, str]]:
        if self.people:
            yield "author", " and ".join(_bibtex_name(person) for person in self.people)
        yield "title", f"{{{for_latex(self.title)}}}"  # the second braces keep its capitals
        yield "booktitle", f"{{{for_latex(self.event.title)}}}"
        yield "year", str(self.on.year)
        yield "month", str(self.on.month)
        if self.event.venue:
            yield "address", for_latex(self.event.venue)
        if self.talk.keywords:
            yield "keywords", for_latex(", ".join(self.talk.keywords))
        if self.talk.language:
            yield "language", for_latex(self.talk.language)
        yield "url", self.address


def citation_of(talk: Contribution, *, on: date | None = None) -> Citation:
    """Its authors; where it names none, those who speak. Uses the prefetched credits."""
    people = list(dict.fromkeys(talk.authors or talk.speakers))
    return Citation(talk, talk.event, people, on or talk.event.first_day)


def for_latex(text: str) -> str:
    """Plain words as LaTeX sets them, in one line."""
    visible = "".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return "".join(LATEX.get(sign, sign) for sign in " ".join(visible.split()))


def _bibtex_name(person: EventPerson) -> str:
    """ "Lovelace, Ada"; a name that holds the word that joins names stays one name."""
    name = for_latex(person.sort_name or person.name)
    return f"{{{name}}}" if "and" in name.casefold().split() else name


def _person(person: EventPerson) -> dict[str, Any]:
    about: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.affiliation:
        about["affiliation"] = {"@type": "Organization", "name": person.affiliation}
    return about
