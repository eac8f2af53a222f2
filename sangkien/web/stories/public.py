"""What anybody reads: the list of stories, one of them, its pictures, its cards and its poster, and the feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.days import day_of
from sangkien.consents.models import Purpose
from sangkien.consents.queries import agreeing, may_be_named
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.initiatives.rules import SEE_PUBLIC
from sangkien.organisations.models import Organisation
from sangkien.stories.models import Moment, Picture, Series, Story
from sangkien.stories.queries import Read, note_reading, read
from sangkien.stories.states import State
from sangkien.stories.words import theme_choices, theme_name
from sangkien.web.addresses import canonical, full
from sangkien.web.data.answering import Form
from sangkien.web.data.lists import in_parts, send_list
from sangkien.web.data.sheets import Cell, Column, Kind
from sangkien.web.doors import Request, get_for, open_to_all
from sangkien.web.files.serving import picture as picture_of
from sangkien.web.public.caching import asked_each_time
from sangkien.web.public.cards import cards
from sangkien.web.public.structured import article
from sangkien.web.stories.cards import PAPERS, SIZES, card_of, card_of_initiative, general_card, poster_of

_A_PAGE = 12
_IN_A_FEED = 30
_BESIDE = 3


@dataclass(frozen=True)
class Line:
    """A story in a list."""

    read: Read
    theme: str
    unit: str

    @property
    def value(self) -> int | None:
        """What it saves in a year."""
        return self.read.story.initiative.benefit_vnd


@asked_each_time
def stories(request: Request) -> HttpResponse:
    """The newest first; of one theme, or of one series."""
    theme, series = _asked(request)
    page = Paginator(_found(theme, series).for_list(), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines_of(list(page.object_list), request),
        "themes": theme_choices(),
        "theme": theme,
        "series": series,
        "canonical": canonical(request),
        "feed": full(request, reverse("stories-feed")).url,
    }
    return TemplateResponse(request, "stories/list.html", context)


@asked_each_time
def stories_file(request: Request, form: Form) -> HttpResponseBase:
    """The same as a file."""
    every = _found(*_asked(request)).for_list()
    return send_list(
        request,
        form,
        name="cau-chuyen",
        title=_("Câu chuyện sáng kiến"),
        columns=[
            Column("headline", _("Tít")),
            Column("lead", _("Tóm tắt")),
            Column("theme", _("Chủ đề")),
            Column("names", _("Tác giả")),
            Column("unit", _("Đơn vị")),
            Column("benefit_vnd", _("Giá trị làm lợi"), Kind.DONG, _("giá trị một năm do tác giả kê khai")),
            Column("published_at", _("Đăng lúc"), Kind.MOMENT),
            Column("initiative", _("Mã hồ sơ")),
        ],
        rows=map(_cells, in_parts(every, lambda some: lines_of(some, request))),
    )


@asked_each_time
def one(request: Request, slug: str) -> HttpResponse:
    """One story; what was taken off says so (410), what never was there is not (404)."""
    story = Story.objects.public().for_list().filter(slug=slug).first()
    if story is None:
        get_object_or_404(Story, slug=slug, published_at__isnull=False, state__in=[State.PUBLISHED, State.WITHDRAWN])
        return TemplateResponse(request, "stories/gone.html", {}, status=410)
    if request.method == "GET":
        note_reading(story, day=day_of(request.visit.now))
    (line,) = lines_of([story], request)
    told, address = line.read, canonical(request)
    card = full(request, reverse("story-card", args=[slug, "ngang"])).url
    context = {
        "line": line,
        "told": told,
        "before": _of(told, Moment.BEFORE),
        "after": _of(told, Moment.AFTER),
        "people": _of(told, Moment.PEOPLE),
        "beside": lines_of(_beside(story), request),
        "canonical": address,
        "card": card,
        "sizes": [(size, *dots) for size, dots in SIZES.items()],
        "papers": PAPERS,
        "structured": article(
            headline=told.headline,
            description=told.lead,
            url=address,
            image=card,
            authors=told.names,
            publisher=line.unit,
            published=story.published_at,
        ),
    }
    return TemplateResponse(request, "stories/one.html", context)


@open_to_all
@require_safe
def picture(request: Request, slug: str, pk: int, side: int) -> HttpResponse:
    """A picture of a story, as long as it is shown there."""
    told = _told(slug)
    shown: Picture | None = next((one for one in told.pictures if one.pk == pk), None)
    if shown is None:
        raise Http404
    return picture_of(request, shown.file, side)


@open_to_all
@require_safe
def card(request: Request, slug: str, size: str) -> HttpResponse:
    """The picture to share."""
    if size not in SIZES:
        raise Http404
    told = _told(slug)
    return card_of(request, told, size, unit=unit_of(told.story, request))


@open_to_all
@require_safe
def initiative_card(request: Request, code: str, size: str) -> HttpResponse:
    """The picture to share of an initiative: whoever may be named there has agreed to that."""
    if size not in SIZES:
        raise Http404
    initiative = get_for(request.visit.actor, SEE_PUBLIC, Initiative.objects.for_list(), code=code)
    (shown,) = cards([initiative], on=request.visit.actor.on)
    agreed = agreeing([initiative.pk], Purpose.SHARE_CARD).get(initiative.pk, ())
    named = [one.full_name for one in may_be_named([initiative])[initiative.pk] if mark_of(one) in agreed]
    return card_of_initiative(request, shown, size, who=", ".join(named))


@open_to_all
@require_safe
def common_card(request: Request, size: str) -> HttpResponse:
    """The picture to share of pages that have none of their own."""
    if size not in SIZES:
        raise Http404
    return general_card(request, size)


@open_to_all
@require_safe
def poster(request: Request, slug: str, paper: str) -> HttpResponse:
    """The story to hang on a wall."""
    if paper not in PAPERS:
        raise Http404
    told = _told(slug)
    answer = HttpResponse(
        poster_of(request, told, paper, unit=unit_of(told.story, request)), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="{slug}-{paper}.pdf"'
    answer["Cache-Control"] = "public, no-cache"
    return answer


@asked_each_time
def feed(request: Request) -> HttpResponse:
    """The newest stories as Atom."""
    every = lines_of(list(Story.objects.public().newest_first().for_list()[:_IN_A_FEED]), request)
    entries = [(line, full(request, reverse("story", args=[line.read.story.slug])).url) for line in every]
    context: dict[str, Any] = {
        "entries": entries,
        "canonical": canonical(request),
        "list": full(request, reverse("stories")).url,
        "updated": every[0].read.story.published_at if every else request.visit.now,
    }
    return TemplateResponse(request, "stories/feed.xml", context, content_type="application/atom+xml; charset=utf-8")


def lines_of(stories: Sequence[Story], request: Request) -> list[Line]:
    """Each as it is read now. Six queries, whatever their number."""
    units = Organisation.objects.filter(pk__in={one.initiative.unit_id for one in stories})
    names = {unit.pk: unit.short_name or unit.name for unit in units.named(on=request.visit.actor.on)}
    return [
        Line(told, theme_name(told.story.theme), names.get(told.story.initiative.unit_id) or "")
        for told in read(stories)
    ]


def unit_of(story: Story, request: Request) -> str:
    """Where its authors work."""
    unit = Organisation.objects.named(on=request.visit.actor.on).get(pk=story.initiative.unit_id)
    return unit.short_name or unit.name


# Helpers ----------------------------------------------------------------------------------------------------


def _asked(request: Request) -> tuple[str, Series | None]:
    theme, series = request.GET.get("chu-de", ""), request.GET.get("loat", "")
    known = theme if theme in dict(theme_choices()) else ""
    return known, Series.objects.filter(slug=series).first() if series and "\0" not in series else None


def _found(theme: str, series: Series | None) -> Any:
    found = Story.objects.public().newest_first()
    found = found.filter(theme=theme) if theme else found
    return found.filter(series=series) if series else found


def _told(slug: str) -> Read:
    return read([get_object_or_404(Story.objects.public().for_list(), slug=slug)])[0]


def _of(told: Read, moment: Moment) -> list[Picture]:
    return [one for one in told.pictures if one.moment == moment]


def _beside(story: Story) -> list[Story]:
    """The newest others of the same theme, or of any."""
    others = Story.objects.public().for_list().exclude(pk=story.pk)
    alike = others.filter(theme=story.theme) if story.theme else others
    return list(alike.newest_first()[:_BESIDE]) or list(others.newest_first()[:_BESIDE])


def _cells(line: Line) -> list[Cell]:
    told, story = line.read, line.read.story
    names = ", ".join(told.names)
    said = [told.headline, told.lead, line.theme, names, line.unit, line.value, story.published_at]
    return [*said, story.initiative.code]
