"""The desk of an event: queue, table, release."""

from django.urls import URLPattern, URLResolver, path

from abstracts.views.desk import desk, desk_others, desk_similar
from abstracts.views.desk_abstract import desk_abstract
from abstracts.views.desk_acts import (
    desk_act,
    desk_leave,
    desk_take_back,
    desk_take_over,
    desk_undo,
    desk_withdraw,
)
from abstracts.views.desk_list import desk_bulk, desk_list
from abstracts.views.desk_release import desk_release
from abstracts.views.desk_views import desk_views

HOME = "e/<name:slug>/desk/"
ONE = f"{HOME}<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HOME, desk, name="desk"),
    path(f"{HOME}act/", desk_act, name="desk-act"),
    path(f"{HOME}list/", desk_list, name="desk-list"),
    path(f"{HOME}list/act/", desk_bulk, name="desk-bulk"),
    path(f"{HOME}release/", desk_release, name="desk-release"),
    path(f"{HOME}undo/<int:step>/", desk_undo, name="desk-undo"),
    path(f"{HOME}views/", desk_views, name="desk-views"),
    path(f"{HOME}others/", desk_others, name="desk-others"),
    path(ONE, desk_abstract, name="desk-abstract"),
    path(f"{ONE}similar/", desk_similar, name="desk-similar"),
    path(f"{ONE}take-back/", desk_take_back, name="desk-take-back"),
    path(f"{ONE}take-over/", desk_take_over, name="desk-take-over"),
    path(f"{ONE}leave/", desk_leave, name="desk-leave"),
    path(f"{ONE}withdraw/", desk_withdraw, name="desk-withdraw"),
]
