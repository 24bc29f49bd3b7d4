"""The conference of the small world calls for abstracts, double-blind, and has a committee of its own.

Beside SECRET, which strangers never read, three words stand in what only some of those concerned may read: WRITER in
everything that tells who wrote an abstract, COMMITTEE in what is for the committee alone, VERDICT in what authors read
only once the decision is released. Nobody reads the word in a draft but who writes it: UNSENT.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db.models import Model

from abstracts.duties import ABSTRACTS
from abstracts.models import (
    Abstract,
    AbstractFile,
    Affiliation,
    Assignment,
    AssignmentProposal,
    Book,
    Comment,
    Conflict,
    DeskStep,
    Field,
    LateSubmitter,
    Letter,
    LetterFile,
    LetterRule,
    LiftedConflict,
    Quota,
    Review,
    Reviewing,
    SavedView,
    State,
    TeamMember,
)
from access.operations import grant
from accounts.models import User
from journal.operations import record
from programme.models import Contribution
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.programme import ContributionFactory, TrackFactory
from tests.security.marks import ADDRESS, SECRET

if TYPE_CHECKING:
    from tests.security.world import World

WRITER = "narwhal"
COMMITTEE = "pangolin"
VERDICT = "axolotl"
UNSENT = "dormouse"

# Those who have to do with abstracts, beside the actors of the matrix: who submitted `paper`; a reviewer of its track
# who is its co-author; a reviewer of its track, and of the other one; who convenes its track; who holds the duty.
COMMITTEE_ACTORS = ("author", "conflicted", "reviewer", "other_reviewer", "convener", "chair")

CALLS = ("call", "sealed_call")
PAPERS = ("paper", "pending", "keel", "draft_paper")
THINGS: dict[str, tuple[str, ...]] = {
    "author-confirm": ("paper",),
    "abstract-file": ("paper_file",),
    "review-file": ("paper_file",),
    "abstract-by-link": ("invited",),
    "contribution-file": ("keel_file", "hidden_file"),
}
# By the name of a parameter, for routes THINGS does not name. The first that fits counts.
BY_PARAMETER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("field", ("field",)),
    ("question", ("question",)),
    ("member", ("member",)),
    ("late", ("late",)),
    ("quota", ("quota",)),
    ("rule", ("letter_rule",)),
    ("letter", ("letter",)),
    ("proposal", ("assignment_proposal",)),
    ("view", ("saved_view",)),
    ("step", ("desk_step",)),
    ("review", ("review",)),
    ("comment", ("comment",)),
    ("conflict", ("conflict",)),
    ("file", ("paper_file",)),
    ("call", CALLS),
    ("number", PAPERS),
)
# By how the name of a route of the API begins; their parameter is always `pk`.
OF_THE_API: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("api-call-field", ("field",)),
    ("api-call-question", ("question",)),
    ("api-call", CALLS),
    ("api-team", ("member",)),
    ("api-abstract-file", ("paper_file",)),
    ("api-book", ("main",)),
    ("api-abstract", PAPERS),
    ("api-submission", PAPERS),
    ("api-desk", ("paper", "pending")),
    ("api-reviewable", ("paper",)),
    ("api-review", ("review",)),
    ("api-comment", ("comment",)),
    ("api-letter-rule", ("letter_rule",)),
    ("api-letter-file", ("letter_file",)),
    ("api-letter", ("letter",)),
    ("api-assignment-proposal", ("assignment_proposal",)),
    ("api-assignment", ("assignment",)),
    ("api-lifted-conflict", ("lifted",)),
)
PREFIXES = ("abstract", "author", "review", "call", "desk", "letter", "manage-call", "my-abstract", "quota")
MODELS: dict[str, str] = {
    "teammember": "member",
    "latesubmitter": "late",
    "letterrule": "rule",
    "assignmentproposal": "proposal",
    "savedview": "view",
    "deskstep": "step",
    "abstractfile": "file",
}
"""The parameter that names a row of each model, where it is not the model's own name."""


def things_of(route: str, wanted: set[str]) -> tuple[str, ...] | None:
    """With which things a route of abstracts is tried; None for routes of others."""
    if route in THINGS:
        return THINGS[route]
    for start, things in OF_THE_API:
        if route.startswith(start):
            return things if wanted else ("-",)
    if not route.startswith(PREFIXES):
        return None
    return next((things for parameter, things in BY_PARAMETER if parameter in wanted), None)


def value_of(parameter: str, thing: Model, wanted: tuple[str, ...]) -> Any:
    """What fills a parameter for a row of this app; KeyError where it does not."""
    abstract = thing if isinstance(thing, Abstract) else getattr(thing, "abstract", None)
    event = getattr(abstract or getattr(thing, "call", None) or thing, "event", None)
    own = MODELS.get(str(thing._meta.model_name), str(thing._meta.model_name))
    talk = abstract and abstract.contribution
    numbered = (
        talk if own == "file" and talk else abstract
    )  # the file of one that is published is asked for there
    known = {own: thing.pk, "slug": event and event.slug, "number": numbered and numbered.number}
    call = getattr(thing, "call", None) or getattr(abstract, "call", None)
    known.setdefault("call", call and call.pk)
    known["pk"] = thing.pk if "slug" in wanted else event and event.pk
    return known[parameter]


def public_abstracts(world: "World") -> None:
    """An open call, the committee, and an accepted abstract that stands in the programme."""
    event, things = world.main, world.things
    hulls = things["other_track"] = TrackFactory(event=event, name="Hulls", code="HU")
    call = things["call"] = CallFactory(
        event=event, name="Talks", announcement="Tell us about *boats*.", publish_files=True
    )
    call.tracks.set([world.track, hulls])
    call.types.set([world.talk_type])
    Reviewing.objects.filter(call=call).update(blinding=Reviewing.Blinding.DOUBLE)
    call.reviewing.refresh_from_db()
    things["field"] = _field(call, "Boat", Field.Visibility.PUBLIC)
    things["submitters_field"] = _field(call, "Needs", Field.Visibility.SUBMITTERS)
    _people(world)
    talk = things["keel_talk"] = ContributionFactory(event=event, title="On keels", track=hulls)
    keel = things["keel"] = _released(world, talk)
    Abstract.objects.filter(pk=keel.pk).update(answers={str(world.field.pk): "Sloop"})
    things["keel_file"] = _file(keel, "keel.txt", "keel")


def secret_abstracts(world: "World", secret: Callable[[str], str]) -> None:
    """All that is submitted and said of it, and a call that never opened."""
    event, things = world.main, world.things
    call = world.call
    sealed = things["sealed_call"] = CallFactory(
        event=event, name=secret("call"), announcement=secret("announcement"), opens_at=None, closes_at=None
    )
    things["managers_field"] = _field(call, secret("field"), Field.Visibility.MANAGERS)
    things["sealed_field"] = _field(sealed, secret("field"), Field.Visibility.PUBLIC)
    things["question"] = QuestionFactory(call=call, title=secret(f"{COMMITTEE} question"))
    things["quota"] = Quota.objects.create(call=call, track=world.track, wanted=7)
    things["late"] = LateSubmitter.objects.create(call=call, email=f"late@{ADDRESS}.{WRITER}.example")
    things["letter_rule"] = LetterRule.objects.create(
        event=event,
        name=secret("rule"),
        states=[State.ACCEPTED],
        recipients=["submitter"],
        subject=secret("subject"),
        body=secret("letter"),
    )
    things["letter_file"] = LetterFile.objects.create(
        rule=things["letter_rule"],
        name=f"{secret('attachment')}.txt",
        media_type="text/plain",
        size=7,
        content=ContentFile(b"Welcome", name="welcome.txt"),
    )
    Book.objects.get_or_create(event=event, defaults={"introduction": secret("introduction")})
    _submissions(world, secret)
    _reviews(world, secret)
    fields = [world.field, things["submitters_field"], things["managers_field"]]
    answers = ["Sloop", secret("answer"), secret(f"{COMMITTEE} answer")]
    keys = [str(field.pk) for field in fields]
    Abstract.objects.filter(pk=world.keel.pk).update(answers=dict(zip(keys, answers, strict=True)))
    hidden = _released(world, world.hidden)
    things["hidden_file"] = _file(hidden, f"{secret('file')}.txt", secret("file"))


def _people(world: "World") -> None:
    event = world.main
    for name in COMMITTEE_ACTORS:
        mark = WRITER if name in ("author", "conflicted") else COMMITTEE
        user = User.objects.create_user(
            f"{name}@{name.replace('_', '-')}-{mark}.example", "a long password", name=f"{mark} {name}"
        )
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        world.users[name] = user
    grant(event.access, to=world.users["chair"], permission=ABSTRACTS)
    duty, users = TeamMember.Duty, world.users
    sails, hulls = world.track, world.other_track
    world.things["member"] = TeamMemberFactory(event=event, track=sails, user=users["reviewer"])
    TeamMemberFactory(event=event, track=sails, user=users["conflicted"])
    TeamMemberFactory(event=event, track=hulls, user=users["other_reviewer"])
    TeamMemberFactory(event=event, track=sails, user=users["convener"], duty=duty.CONVENER)


def _field(call: Any, title: str, visibility: str) -> Field:
    return Field.objects.create(call=call, title=title, visibility=visibility, position=call.fields.count())


def _released(world: "World", talk: Contribution) -> Abstract:
    """Accepted, released, and a talk that everybody sees; who reviewed it and how stays with the committee."""
    now = world.call.opens_at
    return AbstractFactory(
        call=world.call,
        title=talk.title,
        tracks=[world.other_track],
        submitter=world.users["author"],
        state=State.ACCEPTED,
        accepted_track=world.other_track,
        decided_at=now,
        released_at=now,
        contribution=talk,
    )


def _submissions(world: "World", secret: Callable[[str], str]) -> None:
    things, author, sails = world.things, world.users["author"], [world.track]
    now = world.call.opens_at
    common: dict[str, Any] = {"call": world.call, "submitter": author}

    def paper(about: str, **values: Any) -> Abstract:
        words = {"title": secret(f"{about} paper"), "text": secret("text"), "note": secret(f"{WRITER} note")}
        abstract = AbstractFactory(**{**common, **words, "tracks": sails, **values})
        _authors(world, abstract, secret)
        record(abstract.logbook, "abstract.submitted", by=author, subject=abstract)
        return abstract

    things["paper"] = paper("open")
    things["other_paper"] = paper("hull", tracks=[world.other_track])
    decided = {"decided_at": now, "decided_by": world.users["chair"]}
    things["pending"] = paper(
        "pending",
        state=State.ACCEPTED,
        accepted_track=world.track,
        decision_comment=secret(f"{VERDICT} decision"),
        **decided,
    )
    things["rejected"] = paper(
        "rejected",
        state=State.REJECTED,
        decision_comment=secret("released decision"),
        released_at=now,
        **decided,
    )
    things["revised"] = paper(
        "revised", state=State.REVISION, revision_asked_at=now, revision_comment=secret("revise")
    )
    things["withdrawn_paper"] = paper("withdrawn", state=State.WITHDRAWN, withdrawn_at=now)
    things["draft_paper"] = paper(
        "draft", state=State.DRAFT, submitted_at=None, text=secret(f"{UNSENT} text"), tracks=None
    )
    things["invited"] = paper(
        "invited",
        state=State.INVITED,
        submitted_at=None,
        submitter=None,
        submitter_name=secret(f"{WRITER} guest"),
        submitter_email=f"guest@{ADDRESS}.{WRITER}.example",
        tracks=None,
    )
    things["paper_file"] = _file(things["paper"], f"{WRITER}-zibeline.txt", secret(f"{WRITER} file"))
    things["pending_file"] = _file(things["pending"], f"{secret('file')}.txt", secret("file"))


def _file(abstract: Abstract, name: str, text: str) -> AbstractFile:
    """Plain text, and a copy that tells nothing."""
    file = AbstractFile(abstract=abstract, name=name, media_type="text/plain", size=10, blind_size=10)
    file.content.save("whole.txt", ContentFile(text.encode()), save=False)
    file.blind.save("blind.txt", ContentFile(f"{SECRET} blind file".encode()), save=False)
    file.save()
    return file


def _authors(world: "World", abstract: Abstract, secret: Callable[[str], str]) -> None:
    """The submitter, the reviewer with a conflict, and somebody without an account."""
    users = world.users
    people: list[tuple[str, str, User | None]] = [
        (secret(f"{WRITER} first"), users["author"].email, users["author"]),
        (secret(f"{WRITER} second"), users["conflicted"].email, users["conflicted"]),
        (secret(f"{WRITER} third"), f"third{abstract.pk}@{ADDRESS}.{WRITER}.example", None),
    ]
    if abstract.pk != getattr(world.things.get("paper"), "pk", abstract.pk):
        del people[1]
    for position, (name, email, user) in enumerate(people):
        author = AuthorFactory(abstract=abstract, name=name, email=email, user=user, position=position)
        Affiliation.objects.create(author=author, name=secret(f"{WRITER} institute"))


def _reviews(world: "World", secret: Callable[[str], str]) -> None:
    things, users, event = world.things, world.users, world.main
    for abstract in (things["paper"], things["pending"], things["rejected"]):
        review = ReviewFactory(
            abstract=abstract,
            reviewer=users["reviewer"],
            track=world.track,
            action=Review.Action.ACCEPT,
            score="4.125",
            committee_comment=secret(f"{COMMITTEE} to the committee"),
            author_comment=secret(f"{VERDICT} to the authors" if abstract != things["rejected"] else "shown"),
        )
        review.ratings.create(question=things["question"], value=4)
        things.setdefault("review", review)
        comment = Comment.objects.create(
            abstract=abstract,
            author=users["convener"],
            text=secret(f"{COMMITTEE} comment"),
            audience=Comment.Audience.CONVENERS,
        )
        things.setdefault("comment", comment)
        Assignment.objects.create(abstract=abstract, reviewer=users["reviewer"], by=users["chair"])
    things["assignment"] = things["paper"].assignments.get()
    other = users["other_reviewer"]
    things["conflict"] = Conflict.objects.create(abstract=things["withdrawn_paper"], user=other, by=other)
    things["lifted"] = LiftedConflict.objects.create(
        abstract=things["paper"],
        user=users["reviewer"],
        rules=["domain"],
        reason=secret(f"{WRITER} left"),
        by=users["chair"],
    )
    pairs = [[things["paper"].pk, users["reviewer"].pk]]
    things["assignment_proposal"] = AssignmentProposal.objects.create(
        call=world.call, by=users["chair"], pairs=pairs
    )
    things["saved_view"] = SavedView.objects.create(
        event=event, user=users["chair"], name=secret("view"), query="state=submitted"
    )
    things["desk_step"] = DeskStep.objects.create(event=event, by=users["chair"], act="reject", before={})
    things["letter"] = Letter.objects.create(
        abstract=things["rejected"],
        rule=things["letter_rule"],
        state=State.REJECTED,
        recipient=users["author"].email,
        subject=secret("letter"),
        body=secret("letter text"),
    )
