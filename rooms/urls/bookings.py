"""The life of a booking: lists, its page, changes, and decisions."""

from django.urls import URLPattern, path

from rooms.views.approvals import approvals
from rooms.views.booking import booking_ics, booking_page
from rooms.views.cancel_booking import (
    cancel_booking,
    cancel_occurrence,
    end_occurrence,
    undo_cancelling_page,
)
from rooms.views.decide_booking import approve_booking, reject_booking
from rooms.views.delete_booking import delete_booking_page, undelete_booking_page
from rooms.views.edit_booking import edit_booking
from rooms.views.move_booking import move_booking
from rooms.views.my_bookings import bookings_in_my_rooms, my_bookings

urlpatterns: list[URLPattern] = [
    path("bookings/", my_bookings, name="my-bookings"),
    path("bookings/mine/", bookings_in_my_rooms, name="bookings-in-my-rooms"),
    path("bookings/<int:pk>/", booking_page, name="booking"),
    path("bookings/<int:pk>/booking.ics", booking_ics, name="booking-ics"),
    path("bookings/<int:pk>/edit/", edit_booking, name="edit-booking"),
    path("bookings/<int:pk>/move/", move_booking, name="move-booking"),
    path("bookings/<int:pk>/cancel/", cancel_booking, name="cancel-booking"),
    path("bookings/<int:pk>/cancel/<str:day>/", cancel_occurrence, name="cancel-occurrence"),
    path("bookings/<int:pk>/undo/<str:way>/", undo_cancelling_page, name="undo-cancelling"),
    path("bookings/<int:pk>/delete/", delete_booking_page, name="delete-booking"),
    path("bookings/<int:pk>/undelete/", undelete_booking_page, name="undelete-booking"),
    path("bookings/<int:pk>/end/<str:day>/", end_occurrence, name="end-occurrence"),
    path("bookings/<int:pk>/approve/", approve_booking, name="approve-booking"),
    path("bookings/<int:pk>/reject/", reject_booking, name="reject-booking"),
    path("approve/", approvals, name="approvals"),
]
