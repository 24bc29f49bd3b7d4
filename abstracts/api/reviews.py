"""My own reviews over REST, and the discussion of an abstract."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.committee import OfTheCommittee
from abstracts.api.review_fields import (
    EventQuery,
    ReviewCommentGiven,
    ReviewCommentSerializer,
    ReviewSerializer,
    comment_shown,
    review_shown,
)
from abstracts.models import Comment, Review
from abstracts.operations.commenting import add_comment, delete_comment, edit_comment
from abstracts.reading import open_to
from abstracts.reviewing.discussion import comments_open_to, names_for
from abstracts.reviewing.sheet import own_reviews, with_all
from abstracts.standing import Standing
from rooms.api.query import KeyField, Query, checked
from rooms.api.refusing import member


class AbstractQuery(Query):
    abstract = KeyField(help_text="Its `id`.")


class CommentAdded(ReviewCommentGiven):
    abstract = KeyField(help_text="Its `id`.")


class ReviewViewSet(OfTheCommittee):
    """What I reviewed, drafts too."""

    serializer_class = ReviewSerializer
    queryset = Review.objects.none()

    @extend_schema(summary="My reviews", parameters=[EventQuery], responses=ReviewSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Of abstracts that I may still read."""
        member(request)
        standing = self.standing_at(request, EventQuery.of(request)["event"])
        page = self.paginate_queryset(_own(standing).order_by("pk")) or []
        return self.get_paginated_response(
            [review_shown(one, is_own=True) for one in own_reviews(standing, page)]
        )

    @extend_schema(summary="One of my reviews", responses=ReviewSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """With its `revision`, to be sent as `If-Match` when you change it."""
        by = member(request)
        Query.of(request)
        review = Review.objects.filter(pk=pk, reviewer=by).select_related("abstract__event").first()
        if review is None:
            raise Http404
        standing, _abstract = self.standing_for(request, str(review.abstract_id))
        found = list(_own(standing).filter(pk=pk))
        if not found:
            raise Http404
        return Response(review_shown(own_reviews(standing, found)[0], is_own=True))


class CommentViewSet(OfTheCommittee):
    """What the committee says to each other about an abstract."""

    serializer_class = ReviewCommentSerializer
    queryset = Comment.objects.none()

    @extend_schema(
        summary="The discussion of an abstract",
        parameters=[AbstractQuery],
        responses=ReviewCommentSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """What you may read of it, the oldest first."""
        member(request)
        standing, abstract = self.read(request, str(AbstractQuery.of(request)["abstract"]))
        names = names_for(standing, abstract)
        page = self.paginate_queryset(comments_open_to(standing, abstract)) or []
        return self.get_paginated_response([comment_shown(one, names.of(one.author)) for one in page])

    @extend_schema(
        summary="Comment on an abstract", request=CommentAdded, responses={201: ReviewCommentSerializer}
    )
    def create(self, request: Request) -> Response:
        """`audience` is the widest circle that reads it. 409 where you do not take part in the discussion."""
        by = member(request)
        values = checked(CommentAdded(data=request.data))
        standing, abstract = self.read(request, str(values["abstract"]))
        comment = add_comment(abstract, by=by, text=values["text"], audience=values["audience"])
        shown = comment_shown(comment, names_for(standing, abstract).of(by))
        return Response(shown, status=HTTP_201_CREATED)

    @extend_schema(summary="Change my comment", request=ReviewCommentGiven, responses=ReviewCommentSerializer)
    def update(self, request: Request, pk: str) -> Response:
        """Its text and who reads it."""
        by = member(request)
        standing, comment = self._comment(request, pk)
        values = checked(ReviewCommentGiven(data=request.data))
        edit_comment(comment, by=by, text=values["text"], audience=values["audience"])
        comment.refresh_from_db()
        return Response(comment_shown(comment, names_for(standing, comment.abstract).of(comment.author)))

    @extend_schema(summary="Take a comment away", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Your own; organisers take away any."""
        by = member(request)
        _standing, comment = self._comment(request, pk)
        delete_comment(comment, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def _comment(self, request: Request, pk: str) -> tuple[Standing, Comment]:
        found = Comment.objects.filter(pk=pk, deleted_at__isnull=True).first()
        if found is None:
            raise Http404
        standing, abstract = self.read(request, str(found.abstract_id))
        comment = comments_open_to(standing, abstract).filter(pk=pk).first()
        if comment is None:
            raise Http404
        comment.abstract = abstract
        return standing, comment


def _own(standing: Standing) -> Any:
    mine = Review.objects.filter(reviewer=standing.user, abstract__in=open_to(standing).values("pk"))
    return with_all(mine)
