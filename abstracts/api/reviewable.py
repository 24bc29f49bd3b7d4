"""Reviewing over REST: what I review, the sheet, my review, my wishes and conflicts of interest."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT, HTTP_412_PRECONDITION_FAILED

from abstracts.api.committee import OfTheCommittee, revision_seen
from abstracts.api.review_fields import (
    EventQuery,
    ReasonGiven,
    ReviewableQuery,
    ReviewableSerializer,
    ReviewGiven,
    ReviewSerializer,
    TrackQuery,
    WholeReviewableSerializer,
    WishGiven,
    review_shown,
    reviewable_shown,
    sheet_shown,
)
from abstracts.api.review_given import said_in, track_named
from abstracts.models import Abstract, Assignment, Bid, Conflict, Review
from abstracts.operations.reviewing import save_review_draft, submit_review, withdraw_review
from abstracts.operations.wishes import declare_conflict, decline_assignment, end_conflict, set_bid
from abstracts.reading import biddable_by
from abstracts.refusals import ChangedMeanwhile
from abstracts.reviewing.sheet import drafts_of, reviews_of, sheet_of, without_authors
from abstracts.reviewing.work import narrowed, work_of
from abstracts.standing import Standing
from kit.unchanged import IF_SAME, MATCH_HEADER
from rooms.api.query import Query, checked
from rooms.api.refusing import member


class ReviewableViewSet(OfTheCommittee):
    """Abstracts that I review. Whatever is hidden from reviewers is in none of these answers."""

    serializer_class = ReviewableSerializer

    @extend_schema(
        summary="Abstracts that I review",
        parameters=[ReviewableQuery],
        responses=ReviewableSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """By number. `show` narrows them to those that wait, that I began, or reviewed."""
        member(request)
        query = ReviewableQuery.of(request)
        standing = self.standing_at(request, query["event"])
        found = narrowed(work_of(standing), show=query.get("show", ""), track=query.get("track", 0))
        rows = without_authors(found.order_by("number")).select_related("call__reviewing", "type")
        page = self.paginate_queryset(rows.prefetch_related("reviewed_for")) or []
        return self.get_paginated_response([reviewable_shown(abstract) for abstract in page])

    @extend_schema(summary="The reading sheet of an abstract", responses=WholeReviewableSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        """With the reviews that you may read."""
        Query.of(request)
        standing, abstract = self.read(request, pk)
        return Response(_whole(standing, abstract))

    @extend_schema(
        methods=["PUT"],
        summary="Submit or change my review",
        parameters=[IF_SAME],
        request=ReviewGiven,
        responses=ReviewSerializer,
    )
    @extend_schema(
        methods=["DELETE"], summary="Withdraw my review", parameters=[TrackQuery], responses={204: None}
    )
    @action(detail=True, methods=["put", "delete"])
    def review(self, request: Request, pk: str) -> Response:
        """A whole review, until the abstract is decided. Withdrawn, it is a draft again."""
        standing, abstract = self.read(request, pk)
        by, seen = member(request), revision_seen(request)
        if request.method == "DELETE":
            mine = Review.objects.filter(abstract=abstract, reviewer=by, submitted_at__isnull=False)
            if track := TrackQuery.of(request).get("track"):
                mine = mine.filter(track=track)
            withdraw_review(get_object_or_404(mine.order_by("pk")[:1]), by=by, revision=seen)
            return Response(status=HTTP_204_NO_CONTENT)
        values = checked(ReviewGiven(data=request.data))
        said, track = said_in(values, standing, abstract), track_named(values, abstract)
        review = submit_review(abstract, said, by=by, track=track, revision=seen)
        return Response(_own(standing, abstract, review))

    @extend_schema(
        summary="Keep a draft of my review",
        parameters=[IF_SAME],
        request=ReviewGiven,
        responses=ReviewSerializer,
    )
    @action(detail=True, methods=["put"])
    def draft(self, request: Request, pk: str) -> Response:
        """Only you read it. Answers that fit no question are left out."""
        standing, abstract = self.read(request, pk)
        values = checked(ReviewGiven(data=request.data))
        said, track = said_in(values, standing, abstract), track_named(values, abstract)
        seen = revision_seen(request)
        review = save_review_draft(abstract, said, by=member(request), track=track, revision=seen)
        return Response(_own(standing, abstract, review))

    @extend_schema(
        summary="Abstracts about which I may say a wish",
        parameters=[EventQuery],
        responses=ReviewableSerializer(many=True),
    )
    @action(detail=False)
    def wishes(self, request: Request) -> Response:
        """While the call asks for them. `wish` is what you said."""
        member(request)
        standing = self.standing_at(request, EventQuery.of(request)["event"])
        rows = without_authors(biddable_by(standing).order_by("number")).prefetch_related("reviewed_for")
        page = self.paginate_queryset(rows) or []
        said = dict(Bid.objects.filter(user=standing.user, abstract__in=page).values_list("abstract", "wish"))
        return self.get_paginated_response([_wished(one, said.get(one.pk)) for one in page])

    @extend_schema(methods=["PUT"], summary="Say a wish", request=WishGiven, responses={204: None})
    @extend_schema(methods=["DELETE"], summary="Take a wish back", request=None, responses={204: None})
    @action(detail=True, methods=["put", "delete"])
    def wish(self, request: Request, pk: str) -> Response:
        """How gladly you would review it."""
        standing, abstract = self.standing_for(request, pk)
        if not biddable_by(standing).filter(pk=abstract.pk).exists():
            raise Http404
        wish = "" if request.method == "DELETE" else checked(WishGiven(data=request.data))["wish"]
        set_bid(abstract, by=member(request), wish=wish)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(
        methods=["POST"], summary="Declare a conflict of interest", request=ReasonGiven, responses={204: None}
    )
    @extend_schema(methods=["DELETE"], summary="Take a conflict back", request=None, responses={204: None})
    @action(detail=True, methods=["post", "delete"])
    def conflict(self, request: Request, pk: str) -> Response:
        """From then on the abstract is out of your sight."""
        by = member(request)
        if request.method == "DELETE":
            mine = Conflict.objects.filter(
                abstract=int(pk), user=by, by=by, abstract__event__deleted_at__isnull=True
            )
            end_conflict(get_object_or_404(mine.select_related("abstract")), by=by)
            return Response(status=HTTP_204_NO_CONTENT)
        standing, abstract = self.standing_for(request, pk)
        if not biddable_by(standing).filter(pk=abstract.pk).exists():
            self.read(request, pk)
        declare_conflict(abstract, by=by, reason=checked(ReasonGiven(data=request.data)).get("reason", ""))
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Give an abstract back", request=ReasonGiven, responses={204: None})
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """One that was given to you, and that you can not review."""
        _standing, abstract = self.read(request, pk)
        given = Assignment.objects.filter(abstract=abstract, reviewer=member(request))
        assignment = get_object_or_404(given.select_related("abstract__event", "by"))
        reason = checked(ReasonGiven(data=request.data)).get("reason", "")
        decline_assignment(assignment, by=member(request), reason=reason)
        return Response(status=HTTP_204_NO_CONTENT)

    def handle_exception(self, exc: Exception) -> Response:
        answer = super().handle_exception(exc)
        if isinstance(exc, ChangedMeanwhile) and MATCH_HEADER in self.request.headers:
            answer.status_code = HTTP_412_PRECONDITION_FAILED
        return answer


def _whole(standing: Standing, abstract: Abstract) -> dict[str, Any]:
    reviews = reviews_of(standing, abstract)
    user = standing.user.pk if standing.user else None
    return {
        **sheet_shown(sheet_of(standing, abstract)),
        "reviews": [review_shown(one, is_own=one.review.reviewer_id == user) for one in reviews],
        "drafts": [review_shown(one, is_own=True) for one in drafts_of(standing, abstract)],
    }


def _own(standing: Standing, abstract: Abstract, review: Review) -> dict[str, Any]:
    mine = [*reviews_of(standing, abstract), *drafts_of(standing, abstract)]
    return next(review_shown(one, is_own=True) for one in mine if one.review.pk == review.pk)


def _wished(abstract: Abstract, wish: str | None) -> dict[str, Any]:
    return {
        "id": abstract.pk,
        "number": abstract.number,
        "title": abstract.title,
        "text": abstract.text,
        "tracks": [str(track) for track in abstract.reviewed_for.all()],
        "topics": abstract.topics,
        "wish": wish,
    }
