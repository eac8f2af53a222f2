"""The steps to a new decision: what is done, by which decision, what would come of it, and doing it.

Nothing half done is kept: what was typed travels in the form from step to step. The code of the decision is made when
the steps begin, so that pressing the last button twice does it once.
"""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Problem
from sangkien.reforms.actions import Refused, apply
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import bearing
from sangkien.reforms.spec import Plan, understand
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.reforms import picking
from sangkien.web.reforms.deciding import DecisionForm, when
from sangkien.web.reforms.decision import shown
from sangkien.web.reforms.menu import TASKS
from sangkien.web.reforms.rehearsal import Rehearsal, rehearsed, seal
from sangkien.web.reforms.rows import rows_of
from sangkien.web.reforms.splitting import MOST_CHILDREN, PartForm
from sangkien.web.reforms.tasks import TaskForm
from sangkien.web.review.desk import names_of

_CODE = re.compile(r"QD-[0-9]{4}-[0-9]{2}-[0-9]{2}-[A-Z0-9]{4}", re.ASCII)
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """The steps, one after another."""
    raw = request.POST.copy() if request.method == "POST" else _begun(request)
    if raw.get("viec") not in TASKS:
        return TemplateResponse(request, "reforms/choose.html", {"tasks": TASKS})
    return _Steps(request, raw).answer()


@wearing(Role.ADMINISTRATOR)
@posts(otherwise="new-reform")
def run(request: Request) -> HttpResponse:
    """Do what was rehearsed; or show what has changed since."""
    raw = request.POST.copy()
    plan = _carried_plan(raw)
    if plan is None or raw.get("viec") not in TASKS:
        return redirect("new-reform")
    return _Steps(request, raw).run(plan)


def _begun(request: Request) -> QueryDict:
    """What the address of a first step says: `viec`, and the codes of `units`."""
    raw = QueryDict(mutable=True)
    task = TASKS.get(request.GET.get("viec", ""))
    if task is None:
        return raw
    raw["viec"] = request.GET["viec"]
    wanted = request.GET.get("units", "").split(",")[: picking.MOST_CHOSEN]
    raw.setlist((*task.form.several, *task.form.single)[0], wanted)
    return raw


def _carried_plan(raw: QueryDict) -> Plan | None:
    """The plan that was rehearsed; none of a code that these steps did not make or that stands for another decision,
    be it one that was taken back: its record stays."""
    try:
        plan = understand(json.loads(raw.get("plan", "")))
    except (ValueError, NotPossible):
        return None
    there = Reform.objects.filter(code=plan.code).first()
    is_ours = _CODE.fullmatch(plan.code) and (there is None or there.plan == plan.document())
    return plan if is_ours else None


def fresh_code(today: date) -> str:
    """A code for a decision that has none of its own yet: QD-2022-05-31-7K3P."""
    return f"QD-{today:%Y-%m-%d}-{''.join(secrets.choice(_LETTERS) for _n in range(4))}"


class _Steps:
    """One request of the steps: what stands in the form, and the page that follows."""

    def __init__(self, request: Request, raw: QueryDict) -> None:
        self.request, self.raw, self.actor = request, raw, request.visit.actor
        self.name = str(raw["viec"])
        self.task = TASKS[self.name]
        if not _CODE.fullmatch(raw.get("ma", "")):
            raw["ma"] = fresh_code(self.actor.on)

    def answer(self) -> HttpResponse:
        """The page that the pressed button leads to."""
        step = self.raw.get("buoc", "")
        if removed := self.raw.get("bo"):
            self._remove(removed)
        if removed or step not in ("tiep", "ngay", "xem"):
            return self._show_task(self._form(checked=False))
        form = self._form(checked=True)
        if not form.is_valid():
            return self._show_task(form, status=422)
        self._settle(form)
        return self._show_decision(self._decision(form)) if step != "xem" else self._preview(form)

    def run(self, plan: Plan) -> HttpResponse:
        """Do it, if it is still what was rehearsed."""
        try:
            with transaction.atomic():
                carried = apply(plan, by=self.actor, at=self.request.visit.now).carried
                changed = not carried.unchanged and seal(carried) != self.raw.get("da-xem")
                transaction.set_rollback(changed)
        except NotPossible as no:
            return self._refused(no)
        if changed:
            return self._show_preview(plan, self._rehearsed(plan), changed=True, status=409)
        messages.success(self.request, _done(plan, self.actor.on))
        return redirect("reform", plan.code)

    def _form(self, *, checked: bool) -> TaskForm:
        if self.raw.get("buoc") == "them-dong":
            self.raw["so"] = str(len(PartForm(self.raw, actor=self.actor, checked=False).numbers) + 1)
        return self.task.form(self.raw, actor=self.actor, checked=checked)

    def _decision(self, form: TaskForm, *, checked: bool = False) -> DecisionForm:
        office = self.actor.office.pk
        issuer = names_of([office], on=self.actor.on).get(office, "")
        with translation.override("vi"):  # decisions are written in Vietnamese, whatever the page speaks
            title = form.title if form.is_bound and form.is_valid() else ""
        return DecisionForm(self.raw, checked=checked, title=title, issuer=issuer, today=self.actor.on)

    def _remove(self, what: str) -> None:
        name, _colon, value = what.partition(":")
        self.raw.setlist(name, [one for one in self.raw.getlist(name) if one != value])

    def _settle(self, form: TaskForm) -> None:
        for name, value in form.settled().items():
            self.raw[name] = value

    def _preview(self, form: TaskForm) -> HttpResponse:
        decision = self._decision(form, checked=True)
        if not decision.is_valid():
            return self._show_decision(decision, status=422)
        plan = self._plan(form, decision)
        try:
            return self._show_preview(plan, self._rehearsed(plan))
        except NotPossible as no:
            return self._refuse(no, form, decision)

    def _plan(self, form: TaskForm, decision: DecisionForm) -> Plan:
        """The plan; under a new code where another one has this code by now."""
        said = decision.facts() | {"operations": form.operations()}
        plan = understand(said | {"code": self.raw["ma"]})
        there = Reform.objects.filter(code=plan.code).first()
        if there is None or there.plan == plan.document():
            return plan
        self.raw["ma"] = fresh_code(self.actor.on)
        return understand(said | {"code": self.raw["ma"]})

    def _rehearsed(self, plan: Plan) -> Rehearsal:
        return rehearsed(plan, by=self.actor, at=self.request.visit.now)

    def _refused(self, no: NotPossible) -> HttpResponse:
        """Something has come between the rehearsal and now."""
        form = self._form(checked=True)
        form.is_valid()
        return self._refuse(no, form, self._decision(form, checked=True), status=409)

    def _refuse(self, no: NotPossible, form: TaskForm, decision: DecisionForm, status: int = 422) -> HttpResponse:
        """Every problem at its field: on the page of the day, or on that of what is done."""
        decision.is_valid()
        number = no.number if isinstance(no, Refused) else 0
        of_the_day = [problem for problem in no.problems if problem.code in _OF_THE_DAY]
        for problem in of_the_day:
            decision.add_error("effective", problem.text)
        for problem in no.problems:
            if problem not in of_the_day:
                form.add_error(form.place_of(problem, number), problem.text)
        if len(of_the_day) == len(no.problems):
            return self._show_decision(decision, status=status)
        return self._show_task(form, problems=of_the_day, status=status)

    def _show_task(self, form: TaskForm, *, problems: Sequence[Problem] = (), status: int = 200) -> HttpResponse:
        page = {
            "form": form,
            "rows": rows_of(form),
            "bearing": bearing(form.keys, on=self.actor.on) if form.changes and form.keys else None,
            "to_come": self._carried(DecisionForm.base_fields),
            "most_children": MOST_CHILDREN,
            "problems": problems,
        }
        return self._page("reforms/task.html", page, status)

    def _show_decision(self, decision: DecisionForm, *, status: int = 200) -> HttpResponse:
        page = {"form": decision, "carried": self._carried(self._task_names())}
        return self._page("reforms/deciding.html", page, status)

    def _show_preview(
        self, plan: Plan, rehearsal: Rehearsal, *, changed: bool = False, status: int = 200
    ) -> HttpResponse:
        if rehearsal.told is None:
            return redirect("reform", plan.code)  # the very same is in force: nothing to be done
        page = shown(rehearsal.told) | {
            "plan": plan,
            "document": json.dumps(plan.document(), ensure_ascii=False),
            "rehearsal": rehearsal,
            "when": when(plan.effective, self.actor.on),
            "is_past": plan.effective < self.actor.on,
            "changed": changed,
            "carried": self._carried([*self._task_names(), *DecisionForm.base_fields, "goi-y"]),
        }
        return self._page("reforms/preview.html", page, status)

    def _task_names(self) -> list[str]:
        return [*self._form(checked=False).fields, "groups", "so"]

    def _carried(self, names: Mapping[str, Any] | Sequence[str]) -> list[tuple[str, str]]:
        """What travels along unseen."""
        return [(name, value) for name in names for value in self.raw.getlist(name)]

    def _page(self, template: str, page: dict[str, Any], status: int) -> HttpResponse:
        page |= {"viec": self.name, "task": self.task, "ma": self.raw["ma"], "has_errors": status == 422}
        return TemplateResponse(self.request, template, page, status=status)


# Problems of a day on which a union is not there.
_OF_THE_DAY = {
    "does_not_exist",
    "heir_does_not_exist",
    "parent_does_not_exist",
    "a_successor_exists_on_the_day_it_takes_over",
}


def _done(plan: Plan, today: date) -> str:
    if plan.effective > today:
        return _("Đã ghi quyết định. Cây tổ chức tự thay đổi vào ngày có hiệu lực.")
    return _("Đã thực hiện quyết định. Cây tổ chức đã thay đổi.")
