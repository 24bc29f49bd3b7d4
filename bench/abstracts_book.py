"""How long a book of a thousand abstracts takes, and how much memory: `python -m bench.abstracts_book`, inside the
installation; in this process from its start. Then the exports of 2,000 submissions."""

import os
import resource
import sys
import time

import django

from bench.figures import at_most, report

AMOUNT = 1000


def main(slug: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    from abstracts.book.entries import Entry, Named
    from abstracts.book.making import book_pdf
    from abstracts.book.ordering import Section
    from abstracts.models import Abstract, Book
    from events.models import Event

    event = Event.objects.get(slug=slug)
    texts = Abstract.objects.filter(event=event).order_by("number").values_list("number", "title", "text")
    entries = [
        Entry(number, number, "", title, text, "", "Talk", "", "", ["loom", "engine"],
              people=[Named(f"Ann Author{number}", f"Author{number}, Ann", "", True, True, [1])], places=["Somewhere"])
        for number, title, text in texts[:AMOUNT]
    ]  # fmt: skip
    _export(event)
    for style in Book.Style.values:
        began, worked = time.perf_counter(), time.process_time()
        book_pdf(event, Book(event=event, style=style), [Section("", "all", entries)])
        name = f"book of {len(entries)} abstracts, {style}"
        report(name, time.perf_counter() - began, "s", goal=at_most(180))
        report(f"{name}, work", time.process_time() - worked, "s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report("book of abstracts: peak of memory", peak, "MB", goal=at_most(512))


def _export(event: object) -> None:
    from abstracts.exporting.files import FORMATS, export_file
    from abstracts.exporting.reading import Export
    from abstracts.standing import Standing

    for form in FORMATS:
        began = time.perf_counter()
        answer = export_file(Export(Standing(None, event, is_manager=True)), form)  # type: ignore[arg-type]
        size = len(b"".join(answer) if answer.streaming else answer.content)  # type: ignore[attr-defined]
        report(f"export of all abstracts: {form}", time.perf_counter() - began, "s", goal=at_most(5))
        if not size:
            raise SystemExit(f"The export as {form} is empty.")


if __name__ == "__main__":
    main(sys.argv[1])
