"""Addresses of which mails one gets about rooms one runs."""

from django.urls import URLPattern, path

from rooms.views.mail import room_mail

urlpatterns: list[URLPattern] = [path("mail/", room_mail, name="room-mail")]
