"""Talks that have no time yet, as lines of a printed programme."""

from timetable.printing.lines import NOTHING, Line, people_words, printed, read_details
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout


def unscheduled_lines(printout: Printout, options: PrintOptions) -> list[Line]:
    """Those the reader may see, by title."""
    scheduled = printout.slots.filter(contribution__isnull=False).order_by().values("contribution")
    waiting = printout.talks.exclude(pk__in=scheduled).order_by("title", "number")
    rows = list(waiting.values_list("pk", "title", "board_number"))
    details = read_details(printout, [pk for pk, _title, _board in rows], abstracts=options.abstracts)
    return [
        Line(
            "talk",
            f"t{pk}",
            title,
            "",
            code=details[pk].code,
            board=board,
            people=people_words(details[pk].people, affiliations=options.affiliations),
            names=[name for name, _affiliation in details[pk].people],
            text=printed(details[pk].abstract) if options.abstracts else NOTHING,
        )
        for pk, title, board in rows
    ]
