"""Bảng điểm: a union's sheet, every point open to how it came, and the boxes of whoever scores it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.grading import actions
from sangkien.grading.models import Appeal, Exhibit, Score, Sheet, Tabled
from sangkien.grading.queries import Graded, Outcome, graded_one, outcome, tabled
from sangkien.grading.reckoning import GroupSum, Reckoned
from sangkien.grading.rules import ANSWER, APPEAL, SCORES, SEE_RESULT, missing_to_set_apart
from sangkien.grading.spec import Kind
from sangkien.grading.states import BEFORE, GIVEN_IN, STAGES_BY_HAND, TOLD, Stage, State
from sangkien.web.doors import Request, signed_in
from sangkien.web.grading import votes, words
from sangkien.web.grading.asked import sheet_of
from sangkien.web.grading.forms import AnswerForm, AppealForm, ExhibitForm, ScoreForm
from sangkien.web.sittings.forms import AgendaForm

_WORDS = {
    Stage.SELF: gettext_lazy("Minh chứng"),
    Stage.SUPERIOR: gettext_lazy("Lý do, khi chấm khác đơn vị"),
    Stage.COUNCIL: gettext_lazy("Lý do, khi khác cấp trên"),
}


@dataclass(frozen=True)
class Remark:
    """What somebody wrote beside points."""

    stage: str
    who: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line as it is shown: how it came, what each stage gave, what was written beside it, and what counts."""

    reckoned: Reckoned
    kind: str
    how: str
    given: list[tuple[str, str]]
    remarks: list[Remark]
    exhibits: list[Exhibit]
    after: str

    @property
    def most(self) -> str:
        """All its points."""
        return words.points(self.reckoned.line.points)

    @property
    def counts(self) -> str:
        """What counts; taken off with its sign."""
        shown = words.points(self.reckoned.points)
        return f"−{shown}" if self.reckoned.line.kind == Kind.DEDUCTION and self.reckoned.points else shown


@dataclass(frozen=True)
class Group:
    """A group with its lines, what it gives together, and where a ceiling cuts it."""

    name: str
    lines: list[Line]
    points: str
    most: str
    cut: str


@dataclass(frozen=True)
class Asking:
    """An appeal as it is shown, with the form of whoever may answer it."""

    appeal: Appeal
    line: str
    points: str
    form: AnswerForm | None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, key: int, code: str) -> HttpResponse:
    """The sheet; by POST, points of the stage that the round is at."""
    one = sheet_of(request, key, code)
    stage = stage_for(request.visit.actor, one)
    if request.method != "POST":
        return show(request, one)
    if stage is None:
        return _too_late(request, one)
    form = _form(graded_one(one), stage, request)
    if not form.is_valid():
        return show(request, one, form, status=422)
    try:
        new = actions.score(one, stage, form.entered, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return show(request, one, form, status=422)
    _say(request, len(new), graded_one(one).left(stage))
    return redirect("grading-sheet", key, code)


def stage_for(actor: Actor, one: Sheet) -> Stage | None:
    """At which stage the actor may score the sheet now."""
    stage = GIVEN_IN.get(State(one.round.state))
    return stage if stage and actor.may(SCORES[stage], one) else None


def show(
    request: Request,
    one: Sheet,
    form: ScoreForm | None = None,
    *,
    appealing: AppealForm | None = None,
    attaching: ExhibitForm | None = None,
    answering: tuple[int, AnswerForm] | None = None,
    tabling: AgendaForm | None = None,
    unsent: Sequence[tuple[str, str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a sheet; the forms with what an action has to say on them. `unsent`: points that came too late."""
    actor, found = request.visit.actor, graded_one(one)
    stage, spec = stage_for(actor, one), one.round.spec
    place, standing = _place(actor, one), tabled(one.round).get(one.pk)
    if stage == Stage.COUNCIL and standing and standing.holds:
        stage, form = None, None
    scoring = form or (_form(found, stage) if stage else None)
    attaching = attaching or (ExhibitForm(among=spec.by_hand) if stage == Stage.SELF else None)
    appealing = appealing or _may_appeal(actor, one)
    appeals = _asked(found, actor, answering)
    context = {
        "sheet": one,
        "round": one.round,
        "unit": found.unit,
        "groups": groups_of(found),
        "stages": [str(each.label) for each in STAGES_BY_HAND],
        "total": words.points(found.total.points),
        "most": words.points(spec.total_ceiling),
        "sum": words.added_up(found.total, spec),
        "place": place,
        "remarks": words.why(place.placed, spec) if place else [],
        "figures": words.figures_of(one.round),
        "stage": stage,
        "form": scoring,
        "unsent": unsent,
        "attaching": attaching,
        "appeals": appeals,
        "appealing": appealing,
        "votes": votes.votes([found], {one.pk: standing}, actor)
        if standing and actor.may(SEE_RESULT, one.round)
        else [],
        "tabling": tabling or _may_set_apart(actor, one, standing),
        "forms": [each for each in (scoring, attaching, appealing, *(each.form for each in appeals)) if each],
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "grading/sheet.html", context, status=status)


def groups_of(found: Graded) -> list[Group]:
    """The sheet as it is shown."""
    exhibits = found.exhibits
    return [_group(each, found, exhibits) for each in found.total.groups]


# Helpers ----------------------------------------------------------------------------------------------------


def _form(found: Graded, stage: Stage, request: Request | None = None) -> ScoreForm:
    earlier = BEFORE[stage]
    return ScoreForm(
        request.POST if request else None,
        lines=found.sheet.round.spec.by_hand,
        before=found.scores.get(earlier, {}) if earlier else {},
        kept=found.scores.get(stage, {}),
        words=_WORDS[stage],
    )


def _too_late(request: Request, one: Sheet) -> HttpResponse:
    """The round has moved on, or is not there yet: what was typed stays in sight. 404 for who never scores it."""
    actor = request.visit.actor
    if not any(actor.may(permission.whenever(), one) for permission in SCORES.values()):
        raise NotAllowed("grading.score")
    unsent = [line for line in _typed(request, one) if any(line[1:])]
    return show(request, one, unsent=unsent, status=409)


def _typed(request: Request, one: Sheet) -> list[tuple[str, str, str]]:
    typed = request.POST.get
    return [
        (line.name, typed(f"diem-{line.code}", ""), typed(f"ghi-{line.code}", "")) for line in one.round.spec.by_hand
    ]


def _say(request: Request, new: int, left: int) -> None:
    said = _("Đã ghi điểm %(n)s dòng.") % {"n": new} if new else _("Không có điểm nào thay đổi.")
    more = _("Còn %(n)s dòng chưa có điểm.") % {"n": left} if left else ""
    messages.success(request, f"{said} {more}".strip())


def _group(one: GroupSum, found: Graded, exhibits: Mapping[str, list[Exhibit]]) -> Group:
    cut = words.cut(one.whole, one.group.most) if one.is_cut else ""
    lines = [_line(each, found, exhibits.get(each.line.code, [])) for each in one.lines]
    most = words.points(one.group.most) if one.group.most else ""
    return Group(one.group.name, lines, words.points(one.points) if most else "", most, cut)


def _line(one: Reckoned, found: Graded, exhibits: list[Exhibit]) -> Line:
    code, auto = one.line.code, one.line.auto
    by_hand = {stage: score for stage in STAGES_BY_HAND if (score := found.scores.get(stage, {}).get(code))}
    given = [(str(stage.label), _given(by_hand.get(stage))) for stage in STAGES_BY_HAND]
    how = f"{words.formula(auto, one.line.points)}. {words.arithmetic(one)}" if auto else ""
    remarks = [
        Remark(str(stage.label), score.by.full_name, score.note) for stage, score in by_hand.items() if score.note
    ]
    answer = found.answers.get(code)
    after = words.points(answer.points) if answer and answer.upheld else ""
    return Line(one, words.kind(one.line.kind), how, [] if auto else given, remarks, exhibits, after)


def _given(score: Score | None) -> str:
    return words.points(score.points if score else None)


def _place(actor: Actor, one: Sheet) -> Outcome | None:
    """Where the union stands, for who may read the result, and once there is one."""
    if one.round.state not in TOLD or not actor.may(SEE_RESULT, one.round):
        return None
    return next(line for line in outcome(one.round) if line.graded.sheet.pk == one.pk)


def _may_set_apart(actor: Actor, one: Sheet, standing: Tabled | None) -> AgendaForm | None:
    return None if missing_to_set_apart(standing) else votes.agenda_form(actor, one.round)


def _may_appeal(actor: Actor, one: Sheet) -> AppealForm | None:
    if actor.on > one.round.appeal_until or not actor.may(APPEAL, one):
        return None
    return AppealForm(among=one.round.spec.lines)


def _asked(found: Graded, actor: Actor, answering: tuple[int, AnswerForm] | None) -> list[Asking]:
    about = Appeal.objects.filter(sheet=found.sheet).select_related("by", "answer__by").order_by("pk")
    lines = found.total.lines
    return [
        Asking(
            one, lines[one.line].line.name, words.points(lines[one.line].points), _answer_form(one, actor, answering)
        )
        for one in about
    ]


def _answer_form(one: Appeal, actor: Actor, answering: tuple[int, AnswerForm] | None) -> AnswerForm | None:
    if not actor.may(ANSWER, one):
        return None
    if answering and answering[0] == one.pk:
        return answering[1]
    return AnswerForm(label_suffix="", prefix=f"tra-loi-{one.pk}")
