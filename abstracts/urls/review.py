"""What a reviewer sees: their work, one abstract, wishes; and how far everybody is."""

from django.urls import URLPattern, URLResolver, path

from abstracts.views.review_acts import (
    review_comment,
    review_comment_change,
    review_comment_restore,
    review_conflict,
    review_conflict_end,
    review_decline,
    review_withdraw,
)
from abstracts.views.review_bids import review_bids, review_profile
from abstracts.views.review_files import review_file
from abstracts.views.review_home import reviewing
from abstracts.views.review_lists import review_list
from abstracts.views.review_page import review_abstract, review_draft
from abstracts.views.review_progress import abstract_progress

HOME = "e/<name:slug>/reviewing/"
ONE = f"{HOME}<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HOME, reviewing, name="reviewing"),
    path(f"{HOME}wishes/", review_bids, name="review-bids"),
    path(f"{HOME}list/", review_list, name="review-list"),
    path(f"{HOME}profile/", review_profile, name="review-profile"),
    path(f"{HOME}conflicts/<int:conflict>/end/", review_conflict_end, name="review-conflict-end"),
    path(f"{HOME}comments/<int:comment>/", review_comment_change, name="review-comment-change"),
    path(f"{HOME}comments/<int:comment>/restore/", review_comment_restore, name="review-comment-restore"),
    path(ONE, review_abstract, name="review-abstract"),
    path(f"{ONE}draft/", review_draft, name="review-draft"),
    path(f"{ONE}withdraw/", review_withdraw, name="review-withdraw"),
    path(f"{ONE}conflict/", review_conflict, name="review-conflict"),
    path(f"{ONE}decline/", review_decline, name="review-decline"),
    path(f"{ONE}comments/", review_comment, name="review-comment"),
    path("manage/e/<int:pk>/abstracts/progress/", abstract_progress, name="abstract-progress"),
    path(f"{ONE}files/<int:file>/", review_file, name="review-file"),
]
