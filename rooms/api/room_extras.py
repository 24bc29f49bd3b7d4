"""A room's photo, and whether somebody finds it first, over REST."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT

from rooms.api.refusing import member
from rooms.api.running import RoomRunning
from rooms.api.uploads import checked_form
from rooms.forms.manage_pictures import PhotoForm
from rooms.models import RoomPhoto
from rooms.operations.favourites import set_favourite
from rooms.operations.pictures import remove_photo, set_photo


class PhotoGiven(serializers.Serializer[None]):
    file = serializers.FileField(
        help_text="JPEG, PNG or WebP. It is made smaller, without where it was taken."
    )


class RoomExtras(RoomRunning):
    """What hangs on a room beside its fields."""

    @extend_schema(
        summary="The photo of a room",
        responses={(200, "image/*"): OpenApiResponse(OpenApiTypes.BINARY, "The picture.")},
    )
    @action(detail=True, pagination_class=None, parser_classes=[MultiPartParser])
    def photo(self, request: Request, pk: int) -> HttpResponse:
        found = get_object_or_404(RoomPhoto, room=self.known_room())
        response = HttpResponse(bytes(found.image), content_type=found.media_type)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @extend_schema(
        summary="Give a room a photo", request={"multipart/form-data": PhotoGiven}, responses={204: None}
    )
    @photo.mapping.put
    def set_photo(self, request: Request, pk: int) -> Response:
        """In the field `file` of a form."""
        by, room = self.to_run(request)
        form = checked_form(PhotoForm, request)
        set_photo(room, form.cleaned_data["file"], by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Take the photo of a room away", responses={204: None})
    @photo.mapping.delete
    def remove_photo(self, request: Request, pk: int) -> Response:
        by, room = self.to_run(request)
        remove_photo(room, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Keep a room among your favourites", request=None, responses={204: None})
    @action(detail=True, methods=["put"])
    def favourite(self, request: Request, pk: int) -> Response:
        """`/api/v1/rooms/?favourite=true` lists them."""
        by = member(request)
        set_favourite(self.get_object(), wanted=True, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="A room is no favourite of yours", responses={204: None})
    @favourite.mapping.delete
    def forget_favourite(self, request: Request, pk: int) -> Response:
        by = member(request)
        set_favourite(self.get_object(), wanted=False, by=by)
        return Response(status=HTTP_204_NO_CONTENT)
