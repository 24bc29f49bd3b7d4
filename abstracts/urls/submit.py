"""What authors see: calls, their abstracts, links without an account; and how organisers invite them."""

from django.urls import URLPattern, URLResolver, path

from abstracts.views.announced import call, calls
from abstracts.views.autosaving import (
    abstract_autosave,
    abstract_autosave_new,
    abstract_preview,
    abstract_unsaved,
)
from abstracts.views.beginning import (
    abstract_by_link,
    abstract_claim,
    abstract_links,
    abstract_new,
    abstract_sent,
)
from abstracts.views.confirming import author_confirm
from abstracts.views.inviting import abstract_invite
from abstracts.views.organisations import organisations
from abstracts.views.own import (
    abstract,
    abstract_ask,
    abstract_discard,
    abstract_file,
    abstract_undo,
    abstract_withdraw,
    my_abstracts,
)
from abstracts.views.writing import abstract_edit

CALL = "e/<name:slug>/calls/<int:call>/"
ONE = "e/<name:slug>/abstracts/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/calls/", calls, name="calls"),
    path(CALL, call, name="call"),
    path(f"{CALL}submit/", abstract_new, name="abstract-new"),
    path(f"{CALL}submit/draft/", abstract_autosave_new, name="abstract-autosave-new"),
    path(f"{CALL}links/", abstract_links, name="abstract-links"),
    path(f"{CALL}sent/", abstract_sent, name="abstract-sent"),
    path(ONE, abstract, name="abstract"),
    path(f"{ONE}edit/", abstract_edit, name="abstract-edit"),
    path(f"{ONE}draft/", abstract_autosave, name="abstract-autosave"),
    path(f"{ONE}unsaved/", abstract_unsaved, name="abstract-unsaved"),
    path(f"{ONE}preview/", abstract_preview, name="abstract-preview"),
    path(f"{ONE}withdraw/", abstract_withdraw, name="abstract-withdraw"),
    path(f"{ONE}withdraw/undo/<name:way>/", abstract_undo, name="abstract-undo"),
    path(f"{ONE}discard/", abstract_discard, name="abstract-discard"),
    path(f"{ONE}ask/", abstract_ask, name="abstract-ask"),
    path(f"{ONE}claim/", abstract_claim, name="abstract-claim"),
    path(f"{ONE}files/<int:pk>/", abstract_file, name="abstract-file"),
    path(f"{ONE}authors/<name:token>/", author_confirm, name="author-confirm"),
    path("e/<name:slug>/my/abstracts/", my_abstracts, name="my-event-abstracts"),
    path("my/abstracts/", my_abstracts, name="my-abstracts"),
    path("organisations/", organisations, name="organisations"),
    path("manage/e/<int:pk>/abstracts/invite/", abstract_invite, name="abstract-invite"),
    # Last: its token would take the place of the words above.
    path(f"{ONE}<name:token>/", abstract_by_link, name="abstract-by-link"),
]
