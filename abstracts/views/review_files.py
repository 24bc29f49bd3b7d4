"""Files of abstracts for the committee: while it is blind the clean copy, under a name that tells nothing."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from abstracts.reviewing.sheet import file_for
from abstracts.views.committee import committee_abstract, committee_member
from accounts.requests import MemberRequest
from kit.files import sent_to_save


@login_required
@require_safe
def review_file(request: MemberRequest, slug: str, number: int, file: int) -> HttpResponseBase:
    """A file of an abstract the person may read; not there where it could not be made anonymous.

    Who may know the authors gets it as it was uploaded with `?authors=1`, while it is blind.
    """
    standing = committee_member(request, slug)
    abstract = committee_abstract(standing, number)
    found = next((one for one in abstract.files.all() if one.pk == file), None)
    if found is None:
        raise Http404
    found.abstract = abstract
    shown = file_for(standing, found, shows_authors=request.GET.get("authors") == "1")
    if shown is None:
        raise Http404
    content = found.blind if shown.is_blind else found.content
    return sent_to_save(content.open("rb"), name=shown.name, content_type=found.media_type)
