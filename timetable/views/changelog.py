"""What changed from version to version, for everybody who sees the event: each of what they may see."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kit.addresses import absolute
from kit.feeds import feed_answer
from kit.ical_text import clean_text
from kit.swift import swift
from timetable.frame import Visit, show, visit
from timetable.models import Version
from timetable.models.version import VersionQuerySet
from timetable.stamps import event_stamp, talks_stamp
from timetable.versions.news import News, news_of

PER_PAGE = 10
IN_FEED = 20


@swift(talks_stamp, parameters=("page",))
@require_safe
def timetable_changelog(request: HttpRequest, slug: str) -> HttpResponse:
    here = visit(request, slug)
    page = Paginator(_versions(here), PER_PAGE).get_page(request.GET.get("page"))
    feed = absolute(reverse("timetable-changelog-feed", args=[here.event.slug]))
    context = {"page": page, "news": _news(here, list(page.object_list)), "feed_url": feed}
    return show(request, here, "timetable", "timetable/changelog.html", **context)


@swift(event_stamp)
@require_safe
def timetable_changelog_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as an Atom feed, without what XML can not hold."""
    here = visit(request, slug)
    page = absolute(reverse("timetable-changelog", args=[here.event.slug]))
    news = _news(here, list(_versions(here)[:IN_FEED]))
    feed = Atom1Feed(
        title=clean_text(_("%(event)s: changes of the timetable") % {"event": here.event.title}),
        link=page,
        description="",
        language=get_language(),
        author_name=clean_text(here.event.organiser or here.event.title),
        feed_url=absolute(request.path),
        feed_guid=page,
    )
    for one in news:
        text = render_to_string(
            "timetable/_news.html", {"one": one, "event": here.event, "base": absolute(here.base)}
        )
        feed.add_item(
            title=clean_text(str(one.version)),
            link=f"{page}#{one.anchor}",
            description=clean_text(text),
            unique_id=f"{page}#{one.anchor}",
            pubdate=one.version.made_at,
            updateddate=one.version.made_at,
        )
    content = feed.writeString("utf-8").encode()
    return feed_answer(request, content, content_type="application/atom+xml; charset=utf-8")


def _versions(here: Visit) -> VersionQuerySet:
    return Version.objects.filter(event=here.event).published()


def _news(here: Visit, versions: list[Version]) -> list[News]:
    return news_of(here.event, versions, here.keyring, runs=here.runs, sees_event=here.sees_event)
