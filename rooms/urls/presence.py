"""Addresses of checking in, and of saying that a series goes on."""

from django.urls import URLPattern, path

from rooms.views.check_in import check_in_by_link, check_in_here, reconfirm_by_link
from rooms.views.door import door, door_sheet

urlpatterns: list[URLPattern] = [
    path("check-in/<str:token>/", check_in_by_link, name="check-in"),
    path("here/<str:token>/", check_in_here, name="check-in-here"),
    path("reconfirm/<str:token>/", reconfirm_by_link, name="reconfirm"),
    path("door/<int:pk>/<str:token>/", door, name="door"),
    path("<int:pk>/door/", door_sheet, name="door-sheet"),
]
