"""Who may apply a decision, and what stands against taking one back."""

from datetime import date

from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.errors import ForeignKeyViolation

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.base.days import start_of
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.counting.models import Entry, Measure
from sangkien.initiatives.following import FOLLOWING, dealt_with_later, moved_by
from sangkien.initiatives.models import Event, Initiative
from sangkien.organisations.models import Organisation
from sangkien.reforms.models import Reform, Trace
from sangkien.reforms.spec import Plan

# The Confederation's administrator everywhere, a province's within the province (official letter 4282/TLĐ-ToC 2025:
# the Presidium ends provincial federations, provincial standing boards end what hangs below).
REORGANISE = Permission(
    "reform.apply",
    gettext_lazy("sắp xếp tổ chức trong phạm vi đơn vị"),
    [Rule(role=Role.ADMINISTRATOR, over="pk")],
)

# Every one of them: a decision on a neighbour may be about one's own next superior, and units are public facts. Who
# held an office is said only to those who see into the union.
READING = (Role.ADMINISTRATOR, Role.LEADER)
SEE = Permission(
    "reform.see",
    gettext_lazy("xem các quyết định sắp xếp tổ chức"),
    [Rule(role=role, when=Q(applied_at__isnull=False)) for role in READING],  # a rule without condition permits nothing
)


def applied_already(plan: Plan) -> bool:
    """Is this very plan in force? Raises NotPossible when the code belongs to another plan, taken back or not: the
    record of a decision is not written over."""
    there = Reform.objects.filter(code=plan.code).first()
    if there is None:
        return False
    if there.plan != plan.document():
        text = _("Mã quyết định %(code)s đã dùng cho một quyết định khác.") % {"code": plan.code}
        raise NotPossible([Problem(code="other_plan", field="code", text=text)])
    return there.taken_back_at is None


def nothing_changes() -> Problem:
    """The sentence for a plan after which everything is as it was."""
    return Problem(code="no_change", text=_("Mọi nội dung của quyết định này đã đúng như vậy từ trước."))


def must_administer(by: Actor | None) -> None:
    """Only administrators touch decisions at all: asked before anything is locked. Raises NotAllowed."""
    if by is not None and not by.holds(Role.ADMINISTRATOR):
        raise NotAllowed(REORGANISE.name)


def must_reach(by: Actor | None, reform: Reform) -> None:
    """Every union that the decision touches, and every union something came to hang under, must be in the actor's
    reach; those that it founded are. Raises NotAllowed. A command reaches everywhere."""
    if by is not None and not reaches(by, reform):
        raise NotAllowed(REORGANISE.name)


def reaches(by: Actor, reform: Reform) -> bool:
    """The same as a question, for a button."""
    if not by.holds(Role.ADMINISTRATOR):
        return False
    touched, founded = _touched(reform), _founded(reform)
    reached = by.among(REORGANISE, Organisation.objects.filter(pk__in=touched))
    return len(touched - founded) <= reached.exclude(pk__in=founded).count()


def depends_on_it(reform: Reform, *, on: date) -> list[Problem]:
    """What has happened since and would lose its footing. Rows changed and unions in use are found on the way."""
    if reform.taken_back_at:
        return [Problem(code="taken_back", text=_("Quyết định này đã được hoàn tác."))]
    if reform.effective > on:
        return []
    problems = []
    if Entry.objects.filter(measure=Measure.SUBMITTED, chain__overlap=list(_founded(reform))).exists():
        problems.append(_used(_("số liệu")))
    if dealt_with := _dealt_with(reform).count():
        text = _("Đã có %(n)s hồ sơ được công đoàn tiếp nhận xử lý sau khi chuyển.") % {"n": dealt_with}
        problems.append(Problem(code="dealt_with", text=text))
    if sent := _sent_since(reform).count():
        text = _("Đã có %(n)s hồ sơ gửi theo cơ cấu mới.") % {"n": sent}
        problems.append(Problem(code="sent_since", text=text))
    return problems


def changed_since(reform: Reform, table: str) -> Problem:
    """The sentence for rows that somebody changed after the decision wrote them, naming the later decision."""
    rows = Trace.objects.filter(reform=reform, table_name=table).values("row_id")
    later = Trace.objects.filter(table_name=table, row_id__in=rows, reform__taken_back_at=None).exclude(reform=reform)
    newest = later.filter(pk__gt=Trace.objects.filter(reform=reform).earliest("pk").pk).order_by("-pk").first()
    if newest:
        text = _("Quyết định “%(title)s” sau đó đã dựa trên thay đổi này; hãy hoàn tác quyết định ấy trước.")
        return Problem(code="later_reform", text=text % {"title": newest.reform.title})
    text = _("Tổ chức hoặc phân công đã được sửa tiếp sau quyết định này, nên không hoàn tác được nữa.")
    return Problem(code="changed_since", text=text)


def still_used(used: IntegrityError) -> Problem:
    """The sentence for a union that the decision founded and that something refers to by now; or for a tree that
    would not hold together, since a later decision built on this one."""
    if not isinstance(used.__cause__, ForeignKeyViolation):
        text = _("Một quyết định sau đó đã dựa trên thay đổi này; hãy hoàn tác quyết định ấy trước.")
        return Problem(code="later_reform", text=text)
    table = getattr(getattr(used.__cause__, "diag", None), "table_name", "") or ""
    things = {
        "initiatives_initiative": _("hồ sơ"),
        "counting_entry": _("số liệu"),
        "counting_total": _("số liệu"),
        "targets_target": _("chỉ tiêu"),
        "targets_allocation": _("quyết định giao chỉ tiêu"),
        "targets_allotment": _("chỉ tiêu"),
        "accounts_appointment": _("người phụ trách"),
        "organisations_membercount": _("báo cáo số đoàn viên"),
        "organisations_workplace": _("nơi làm việc"),
        "organisations_placement": _("đơn vị trực thuộc"),
    }
    return _used(things.get(table, _("dữ liệu")))


def _used(what: str) -> Problem:
    text = _("Đơn vị lập theo quyết định này đã có %(what)s, nên không hoàn tác được nữa.")
    return Problem(code="still_used", text=text % {"what": what})


def broken_promise(broken: IntegrityError) -> Problem:
    """The sentence for what the database refuses of the plan as a whole."""
    name = getattr(getattr(broken.__cause__, "diag", None), "constraint_name", "") or ""
    sentences = {
        "a_parent_exists_on_all_days_of_its_children": _(
            "Còn đơn vị trực thuộc một đơn vị không hoạt động vào thời gian đó; hãy nêu nơi chuyển đến."
        ),
        "no_unit_is_above_itself_on_any_day": _("Theo quyết định này, có đơn vị trở thành cấp trên của chính mình."),
        "a_successor_exists_on_the_day_it_takes_over": _("Đơn vị tiếp nhận không hoạt động vào ngày có hiệu lực."),
        "an_heir_takes_over_on_the_day_a_union_ends": _("Đơn vị đã có nơi kế thừa vẫn còn hoạt động."),
    }
    return Problem(code=name or "broken", text=sentences.get(name, _("Quyết định này làm cây tổ chức không còn đúng.")))


def _dealt_with(reform: Reform) -> "QuerySet[Initiative]":
    """Dossiers that it moved and somebody has done something with since."""
    dealt_with = moved_by(reform.code, since=reform.applied_at).filter(dealt_with_later())
    return Initiative.objects.filter(pk__in=dealt_with.values("initiative"))


def _sent_since(reform: Reform) -> "QuerySet[Initiative]":
    """Dossiers that came, once the decision was applied and in effect, to unions that it moved or that took over."""
    since = max(reform.applied_at, start_of(reform.effective))
    coming = Event.objects.filter(initiative=OuterRef("pk"), at__gte=since).exclude(verb__in=FOLLOWING)
    came = Initiative.objects.filter(Exists(coming), chain_on__gte=reform.effective)
    return came.filter(unit__in=Organisation.objects.filter(pk__in=_touched(reform)))


def _touched(reform: Reform) -> set[int]:
    """Keys of the unions that the decision wrote about, with new superiors and heirs."""
    found: set[int] = set()
    for before, after in Trace.objects.filter(reform=reform).values_list("before", "after"):
        for row in (before, after):
            found |= {row[name] for name in ("organisation_id", "parent_id", "successor_id") if row and row.get(name)}
    return found


def _founded(reform: Reform) -> set[int]:
    rows = Trace.objects.filter(reform=reform, table_name="organisations_organisation", before__isnull=True)
    return set(rows.values_list("row_id", flat=True))
