"""Who keeps clusters, who sees their tables, and what stands against a change."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.clusters.models import Cluster, Lead, Member
from sangkien.organisations.models import Organisation

KEEPING = (Role.LEADER, Role.ADMINISTRATOR)

# A union arranges those below it, on its own behalf only: nobody groups the unions of a neighbour.
ORGANISE = Permission(
    "cluster.organise",
    gettext_lazy("lập cụm, khối thi đua của đơn vị"),
    [Rule(role=role, at="pk") for role in KEEPING],
)
KEEP = Permission(
    "cluster.keep",
    gettext_lazy("sắp xếp cụm, khối thi đua"),
    [Rule(role=role, at="organiser") for role in KEEPING],
)
# The table of a cluster is what its unions are compared by: each of them reads all of it, for the days on which it is
# in; whoever stands above the organiser, for every day.
SEE = Permission(
    "cluster.see",
    gettext_lazy("xem bảng xếp hạng của cụm, khối"),
    [Rule(role=role, over="organiser") for role in Role],
)
SEE_INSIDE = Permission(
    "cluster.see_inside",
    gettext_lazy("xem bảng xếp hạng của cụm, khối trong những ngày đơn vị ở trong cụm"),
    [Rule(role=role, at="organisation") for role in Role],
)


def may_see(actor: Actor, cluster: Cluster, *, on: date) -> bool:
    """Does the actor read the cluster's table of that day?"""
    inside = Member.objects.on(on).filter(cluster=cluster)
    return actor.may(SEE, cluster) or actor.among(SEE_INSIDE, inside).exists()


# The targets of single quarters decide who is praised (`statistics.quarters`): they come from above, as all targets do.
SET_QUARTER = Permission(
    "quarter_target.set",
    gettext_lazy("đặt chỉ tiêu quý cho các đơn vị trực thuộc"),
    [Rule(role=role, at="pk") for role in KEEPING],
)
LONGEST_DECISION = 300
MOST = 100_000_000  # initiatives: more than the country has workers


def missing_to_set_quarter(
    giver: Organisation, units: Collection[Organisation], *, year: int, number: int, on: date
) -> list[Problem]:
    """What keeps somebody from setting the quarter's targets of these unions: nobody does once results are known."""
    last = date(year + number // 4, 3 * number % 12 + 1, 1) - timedelta(days=1)
    if on > last:
        text = _("Quý này đã kết thúc ngày %(day)s, nên không đặt chỉ tiêu quý được nữa.") % {"day": format_day(last)}
        return [Problem(code="over", text=text)]
    if not units:
        return [Problem(code="nothing", text=_("Chưa có số nào thay đổi. Anh/chị ghi số ở ít nhất một đơn vị."))]
    below = Organisation.objects.under(giver, on=on).exclude(pk=giver.pk)
    if below.filter(pk__in=[unit.pk for unit in units]).count() < len(units):
        return [Problem(code="not_below", field="unit", text=_("Đơn vị này không thuộc đơn vị mình"))]
    return []


def wrong_numbers(values: Mapping[Organisation, int | None]) -> list[Problem]:
    """What is a slip of the hand, each at the code of its union."""
    text = _("Số này quá lớn. Anh/chị đếm lại các chữ số giúp")
    large = [unit for unit, value in values.items() if value is not None and value > MOST]
    return [Problem(code="too_much", field=unit.code, text=text) for unit in large]


def missing_decision(decision: str) -> list[Problem]:
    """A quarter's target names the paper that sets it."""
    if decision:
        return []
    text = _("Ghi căn cứ: số, ngày và nơi ban hành văn bản")
    return [Problem(code="no_decision", field="decision", text=text)]


def missing_to_found(organiser: Organisation, *, code: str, name: str) -> list[Problem]:
    """What keeps a cluster from being founded under this name."""
    problems = []
    if not name:
        problems.append(Problem(code="no_name", field="name", text=_("Ghi tên cụm hoặc khối thi đua")))
    if Cluster.objects.filter(organiser=organiser, name=name).exists():
        problems.append(Problem(code="name_taken", field="name", text=_("Đơn vị đã có cụm, khối mang tên này")))
    if not code:
        problems.append(Problem(code="no_code", field="code", text=_("Ghi mã, ví dụ CUM-1")))
    if Cluster.objects.filter(code=code).exists():
        problems.append(Problem(code="code_taken", field="code", text=_("Mã này đã có cụm khác dùng")))
    return problems


def missing_to_admit(cluster: Cluster, unit: Organisation, *, since: date) -> list[Problem]:
    """A union lies below the organiser that day, and is not in the cluster anyway; a later change is not overrun."""
    below = Organisation.objects.under(cluster.organiser, on=since).exclude(pk=cluster.organiser_id)
    if not below.filter(pk=unit.pk).exists():
        text = _("Ngày này đơn vị được chọn không thuộc đơn vị tổ chức cụm")
        return [Problem(code="not_below", field="unit", text=text)]
    held = Member.objects.filter(organiser=cluster.organiser_id, organisation=unit)
    if held.on(since).filter(cluster=cluster).exists():
        return [Problem(code="in_it_already", field="unit", text=_("Đơn vị đã ở trong cụm vào ngày này"))]
    if held.filter(valid__startswith__gte=since).exists():
        text = _("Đơn vị đã được xếp vào một cụm từ ngày này hoặc sau đó. Chọn ngày muộn hơn")
        return [Problem(code="later_row", field="since", text=text)]
    return []


def missing_to_dismiss(member: Member, *, since: date) -> list[Problem]:
    """A membership ends on one of its own days."""
    if since not in member.valid:
        text = _("Ngày này đơn vị không ở trong cụm")
        return [Problem(code="not_in_it", field="since", text=text)]
    return []


def missing_to_lead(cluster: Cluster, unit: Organisation, *, since: date) -> list[Problem]:
    """Only a member leads, and from a day on after the last change."""
    if not Member.objects.on(since).filter(cluster=cluster, organisation=unit).exists():
        text = _("Trưởng cụm phải là đơn vị trong cụm vào ngày này")
        return [Problem(code="not_a_member", field="unit", text=text)]
    leads = Lead.objects.filter(cluster=cluster)
    if leads.on(since).filter(organisation=unit).exists():
        return [Problem(code="leads_already", field="unit", text=_("Đơn vị này đang là trưởng cụm"))]
    if leads.filter(valid__startswith__gte=since).exists():
        text = _("Đã có trưởng cụm từ ngày này hoặc sau đó. Chọn ngày muộn hơn")
        return [Problem(code="later_row", field="since", text=text)]
    return []
