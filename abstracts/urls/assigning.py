"""Who reviews what."""

from django.urls import URLPattern, URLResolver, path

from abstracts.views.assignment import abstract_assignment
from abstracts.views.assignment_acts import abstract_assignment_act
from abstracts.views.assignment_conflicts import abstract_conflicts
from abstracts.views.assignment_proposals import (
    abstract_assignment_proposal,
    abstract_assignment_proposals,
)

HOME = "manage/e/<int:pk>/abstracts/assignment/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HOME, abstract_assignment, name="abstract-assignment"),
    path(f"{HOME}act/", abstract_assignment_act, name="abstract-assignment-act"),
    path(f"{HOME}conflicts/", abstract_conflicts, name="abstract-conflicts"),
    path(f"{HOME}proposals/", abstract_assignment_proposals, name="abstract-assignment-proposals"),
    path(
        f"{HOME}proposals/<int:proposal>/", abstract_assignment_proposal, name="abstract-assignment-proposal"
    ),
]
