"""What the parts of a submission are called in the files of other systems; the first name that holds something wins."""

import re
import unicodedata

NAMES: dict[str, tuple[str, ...]] = {
    "code": (
        "code", "uid", "guid", "paper_id", "paperid", "submission_id", "abstract_id", "contribution_id",
        "friendly_id", "pid", "id", "#", "no", "nr", "number",
    ),
    "title": ("title", "paper_title", "abstract_title", "submission_title", "talk_title", "name", "talk"),
    "text": (
        "text", "abstract", "abstract_text", "paper_abstract", "content", "body", "abstracts", "description",
        "summary", "proposal", "full_text",
    ),
    "authors": (
        "authors", "author", "author_s", "author_names", "authors_names", "author_name", "persons", "people",
        "author_list", "contributors", "primary_authors",
    ),
    "co_authors": ("co_authors", "coauthors", "co_author", "co_author_s"),
    "speakers": (
        "speakers", "speaker", "speaker_names", "speaker_name", "presenters", "presenter", "presenting_author",
        "presenting_authors", "speaker_s",
    ),
    "affiliations": (
        "affiliations", "affiliation", "author_affiliations", "authors_affiliations", "author_affiliation",
        "organisations", "organizations", "organisation", "organization", "institutions", "institution",
    ),
    "emails": (
        "emails", "e_mails", "author_emails", "authors_emails", "author_email", "author_e_mails", "authorids",
    ),
    "first_name": ("first_name", "given_name", "firstname", "first"),
    "last_name": ("last_name", "family_name", "surname", "lastname", "last"),
    "submitter": (
        "submitter", "submitter_name", "submitting_author", "corresponding_author", "contact_author",
        "primary_contact_author_name", "contact_name", "contacts",
    ),
    "submitter_email": (
        "submitter_email", "submitter_e_mail", "email", "e_mail", "mail", "email_address", "contact_email",
        "corresponding_author_email", "corresponding_email", "primary_contact_author_email",
        "submitting_author_email",
    ),
    "tracks": (
        "tracks", "track", "track_name", "submitted_for", "submitted_for_tracks", "track_submitted", "strand", "theme",
    ),
    "type": (
        "type", "paper_type", "contribution_type", "submission_type", "submitted_contrib_type", "submitted_type",
        "presentation_type", "presentation", "format", "category",
    ),
    "topics": ("topics", "topic", "subject_areas", "subject_area", "primary_subject_area", "areas", "area"),
    "keywords": ("keywords", "keyword", "key_words", "tags", "author_keywords"),
    "licence": ("licence", "license"),
    "note": ("note", "note_to_the_organisers", "submission_comment", "comment_to_organisers"),
    "state": ("state", "status"),
    "submitted_at": (
        "submitted_at", "submitted", "submitted_dt", "submission_date", "date_submitted", "submission_time",
    ),
    "answers": ("answers", "custom_fields"),
}  # fmt: skip

OURS = frozenset(
    {"number", "score", "reviews", "decision", "call", "event", "accepted_track", "accepted_type", "released",
     "accepted_session", "files", "reviewed_for", "kind"}
)  # fmt: skip
"""What our own export says besides: known, and not taken."""

AUTHOR = re.compile(r"author_?(\d{1,2})(?:_(name|e_?mail|affiliation|first_name|last_name))?")
"""Forms that ask for each author by themselves: "Author 2", "Author 2 e-mail"."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def plain_key(name: str) -> str:
    """The name of a column or key without what people write differently: "Paper-Type", "paperType" and "paper_type"."""
    composed = unicodedata.normalize("NFKC", _CAMEL.sub("_", name)).casefold()
    return re.sub(r"[^\w#]+|_+", "_", composed).strip("_")
