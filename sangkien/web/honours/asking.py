"""A few questions about a nomination on a page of their own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.honours.models import Nomination
from sangkien.honours.naming import named
from sangkien.web.doors import Request
from sangkien.web.forms import Questions

Verb = Callable[[Actor, datetime], object]


def asked(
    request: Request, nomination: Nomination, form: Questions, do: Verb, *, told: str, task: str, **more: Any
) -> HttpResponse:
    """Done when they are answered, shown again with what is wrong otherwise. `task`: what the page is about; `mine`
    leads to one's own honours, everything else to the nomination."""
    if request.method == "POST" and form.is_valid():
        try:
            do(request.visit.actor, request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, told)
            return redirect("my-honours") if more.get("mine") else redirect("nomination", key=nomination.pk)
    name = named(nomination, on=request.visit.actor.on)
    page = {"nomination": nomination, "name": name, "form": form, "task": task, **more}
    return TemplateResponse(request, "honours/asked.html", page, status=422 if form.errors else 200)
