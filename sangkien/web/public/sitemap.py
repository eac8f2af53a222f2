"""What there is to be found, for machines that look: the pages that stay, every story and every public initiative.

A map holds so many addresses (the protocol allows 50,000); a nation has more, so there is a map of maps.
"""

from math import ceil

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from sangkien.initiatives.models import Initiative
from sangkien.stories.models import Story
from sangkien.web.addresses import full
from sangkien.web.doors import Request
from sangkien.web.public.caching import asked_each_time, public_page

IN_A_MAP = 20_000
_ALWAYS = ("home", "initiatives", "stories", "programme", "look-up", "help", "open-data", "verify", "privacy")
_XML = "application/xml; charset=utf-8"


@public_page
def robots(request: Request) -> HttpResponse:
    """Who may look where: what is public, and nothing that belongs to somebody."""
    closed = ("/toi/", "/gui/", "/xn/", "/dn/", "/tep/", "/truyen-thong/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {full(request, reverse('sitemaps')).url}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@asked_each_time
def maps(request: Request) -> HttpResponse:
    """The map of maps."""
    several = max(1, ceil(Initiative.objects.public().count() / IN_A_MAP))
    addresses = [full(request, reverse("sitemap", args=[n])).url for n in range(several + 1)]
    return TemplateResponse(request, "public/sitemaps.xml", {"addresses": addresses}, content_type=_XML)


@asked_each_time
def one(request: Request, nth: int) -> HttpResponse:
    """The nought-th map has pages and stories, the others so many initiatives each, the oldest first."""
    lines = _pages_and_stories() if nth == 0 else _initiatives(nth)
    if nth > 1 and not lines:
        raise Http404
    told = [(full(request, path).url, at) for path, at in lines]
    return TemplateResponse(request, "public/sitemap.xml", {"lines": told}, content_type=_XML)


def _pages_and_stories() -> list[tuple[str, object]]:
    stories = Story.objects.public().newest_first().values_list("slug", "edition__at")[:IN_A_MAP]
    pages: list[tuple[str, object]] = [(reverse(name), None) for name in _ALWAYS]
    return [*pages, *((reverse("story", args=[slug]), at) for slug, at in stories)]


def _initiatives(nth: int) -> list[tuple[str, object]]:
    found = Initiative.objects.public().order_by("pk").values_list("code", "closed_at")
    return [(reverse("initiative", args=[code]), at) for code, at in found[(nth - 1) * IN_A_MAP : nth * IN_A_MAP]]
