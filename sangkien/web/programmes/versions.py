"""How a programme came to be what it is: its versions, and two of them side by side."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.programmes.comparing import differences
from sangkien.web.doors import Request, wearing
from sangkien.web.programmes.overview import version_or_404
from sangkien.web.programmes.shaped import shaped
from sangkien.web.programmes.showing import lines

_A_PAGE = 30


@wearing(Role.ADMINISTRATOR)
@require_safe
def versions(request: Request, code: str) -> HttpResponse:
    """All of them, the last first; `?tu=1&den=3` lays one beside another."""
    programme = shaped(request, code)
    known = programme.versions.select_related("by", "edition").order_by("-number")
    context = {
        "programme": programme,
        "page": Paginator(known.defer("told"), _A_PAGE).get_page(request.GET.get("page")),
        "numbers": list(known.values_list("number", flat=True)),
    }
    if request.GET.get("tu") and request.GET.get("den"):
        before, after = (version_or_404(programme, request.GET[name]) for name in ("tu", "den"))
        context |= {"before": before, "after": after, "lines": lines(differences(before.told, after.told))}
    return TemplateResponse(request, "programmes/versions.html", context)
