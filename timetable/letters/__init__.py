"""The mails that leave when a version is published: whom it concerns, what they read, what their calendars take."""

from timetable.letters.sending import send_letters, written
from timetable.letters.whom import Letter, letters_about, without_letter

__all__ = ["Letter", "letters_about", "send_letters", "without_letter", "written"]
