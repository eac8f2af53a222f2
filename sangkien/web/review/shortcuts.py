"""Switching the keys of an officer's pages off and on."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from sangkien.accounts.actions import set_shortcuts
from sangkien.web.doors import Request, wearing
from sangkien.web.review.page import OFFICERS


@wearing(*OFFICERS)
def shortcuts(request: Request) -> HttpResponse:
    """What each key does, and one button for all of them; it holds for the account, on every machine."""
    if request.method == "POST":
        set_shortcuts(request.POST.get("bat") == "1", by=request.visit.actor, at=request.visit.now)
        return redirect("shortcuts")
    return TemplateResponse(request, "review/shortcuts.html", {})
