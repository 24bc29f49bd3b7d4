from abstracts.models.abstract import Abstract, AbstractQuerySet, AbstractVersion
from abstracts.models.assignment import Assignment, AssignmentProposal, Bid, Conflict
from abstracts.models.author import Affiliation, Author, Organisation
from abstracts.models.book import Book
from abstracts.models.call import Call, CallQuerySet, LateSubmitter
from abstracts.models.desk import Desk, DeskStep, SavedView
from abstracts.models.field import Field
from abstracts.models.file import AbstractFile
from abstracts.models.letter import Letter, LetterFile, LetterRule
from abstracts.models.lifted import LiftedConflict
from abstracts.models.reminder import LastMail, ReviewReminder
from abstracts.models.review import Comment, Rating, Review
from abstracts.models.reviewing import Question, Quota, Reviewing
from abstracts.models.state import DECIDED, OPEN, UNSENT, State
from abstracts.models.team import ReviewerProfile, TeamMember
from abstracts.models.unsaved import UnsavedEdit

__all__ = [
    "DECIDED",
    "OPEN",
    "UNSENT",
    "Abstract",
    "AbstractFile",
    "AbstractQuerySet",
    "AbstractVersion",
    "Affiliation",
    "Assignment",
    "AssignmentProposal",
    "Author",
    "Bid",
    "Book",
    "Call",
    "CallQuerySet",
    "Comment",
    "Conflict",
    "Desk",
    "DeskStep",
    "Field",
    "LastMail",
    "LateSubmitter",
    "Letter",
    "LetterFile",
    "LetterRule",
    "LiftedConflict",
    "Organisation",
    "Question",
    "Quota",
    "Rating",
    "Review",
    "ReviewReminder",
    "ReviewerProfile",
    "Reviewing",
    "SavedView",
    "State",
    "TeamMember",
    "UnsavedEdit",
]
