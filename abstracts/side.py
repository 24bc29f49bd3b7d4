"""What calls and reviewing add to the pages of an event: management pages, public tabs, and words for its log."""

from django.utils.translation import gettext_lazy as _

import abstracts.words  # noqa: F401  (registers the words)
from abstracts.duties import ABSTRACTS
from abstracts.models import Call
from abstracts.public.announced import announced
from abstracts.public.author_index import WRITING
from abstracts.public.published import published_answers, published_with
from access.filters import Keyring
from events.front import FRONT_PARTS, FrontPart
from events.models import Event
from events.navigation import EVENT_PAGES, EVENT_TABS, EventTab, ManagePage
from events.protection_page import EVENT_RIGHTS
from programme.asides import TALK_ANSWERS, TALK_PARTS, TalkPart
from programme.models import Contribution


def has_calls(event: Event, keyring: Keyring) -> bool:
    """Whether the person sees a call of the event: one that is announced, or any for who runs it."""
    return Call.objects.visible_to(keyring).filter(event=event).exists()


def has_authors(event: Event, keyring: Keyring) -> bool:
    """Whether it is a conference of papers, not only of talks: somebody is an author of what the person sees."""
    if event.kind != Event.Kind.CONFERENCE:
        return False
    talks = Contribution.objects.visible_to(keyring).filter(event=event)
    return talks.filter(credits__role__in=WRITING).exists()


EVENT_PAGES += [
    ManagePage("manage-calls", _("Calls for abstracts"), "mic", "abstracts", 10),
    ManagePage("abstract-invite", _("Invitations"), "send", "abstracts", 15),
    ManagePage("abstract-teams", _("Committee"), "people", "abstracts", 20),
    ManagePage("abstract-assignment", _("Who reviews what"), "link", "abstracts", 30),
    ManagePage("desk", _("Desk"), "check", "abstracts", 40, takes="slug"),
    ManagePage("desk-list", _("All abstracts"), "list", "abstracts", 45, takes="slug"),
    ManagePage("abstract-progress", _("Progress of the reviews"), "chart", "abstracts", 50),
    ManagePage("letter-rules", _("Letters"), "mail", "abstracts", 60),
    ManagePage("abstract-book", _("Book of abstracts"), "page", "abstracts", 70),
    ManagePage("abstract-export", _("Export and import"), "download", "abstracts", 80),
]

EVENT_TABS += [
    EventTab("accepted", _("Abstracts"), "accepted", 35, has_authors),
    EventTab("calls", _("Call for abstracts"), "calls", 50, has_calls),
]

FRONT_PARTS.append(FrontPart("abstracts/public/_announced.html", announced))
TALK_PARTS.append(TalkPart("abstracts/public/_published.html", published_with))
TALK_ANSWERS.append(published_answers)

EVENT_RIGHTS.insert(
    1, (ABSTRACTS, _("run its abstracts: calls, reviewing and decisions, and nothing else of the event"))
)
