"""Who opens rounds, proposes, concludes, awards and takes back, and what stands against each of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.lengths import too_long
from sangkien.base.numbers import format_int
from sangkien.base.problems import Problem
from sangkien.honours.assessing import Assessed, Subject, against
from sangkien.honours.models import Award, Nomination, Plea, Quota, Revocation, Round, Terms
from sangkien.honours.states import State
from sangkien.organisations.models import Organisation
from sangkien.sittings.models import Council, Outcome, Purpose, Sitting

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
LEADING = (Role.GRASSROOTS_OFFICER, Role.LEADER, Role.ADMINISTRATOR)
LONGEST_TITLE, LONGEST_REGULATION, LONGEST_NUMBER, LONGEST_NAME = 160, 300, 60, 120
LONGEST_TEXT = 10_000
MOST_EACH = 100_000

_DECIDES = "quota__round__unit"

SET_TERMS = Permission(
    "honours.set_terms",
    gettext_lazy("nhập điều kiện của hình thức khen thưởng"),
    [Rule(role=role, at="pk") for role in LEADING],
)
OPEN = Permission(
    "honours.open", gettext_lazy("mở đợt xét khen thưởng"), [Rule(role=role, at="pk") for role in LEADING]
)
NOMINATE = Permission(
    "honours.nominate", gettext_lazy("đề nghị khen thưởng"), [Rule(role=role, at="pk") for role in OFFICERS]
)
COMPLAIN = Permission(
    "honours.complain",
    gettext_lazy("ghi khiếu nại về người hoặc tập thể được xét khen"),
    [Rule(role=role, over="pk") for role in OFFICERS],
)
HISTORY = Permission(
    "honours.history",
    gettext_lazy("xem các lần khen thưởng của đơn vị và đoàn viên"),
    [Rule(role=role, over="pk") for role in OFFICERS],
)
CONSIDER = Permission(
    "round.consider",
    gettext_lazy("xem mọi đề nghị của đợt xét"),
    [Rule(role=role, at="unit") for role in OFFICERS],
)
SEE = Permission(
    "nomination.see",
    gettext_lazy("xem đề nghị khen thưởng"),
    [
        *(Rule(role=role, at=_DECIDES) for role in OFFICERS),
        *(Rule(role=role, over="proposer") for role in OFFICERS),
    ],
)
WITHDRAW = Permission(
    "nomination.withdraw",
    gettext_lazy("rút đề nghị khen thưởng"),
    [Rule(role=role, at="proposer", when=Q(state=State.SENT)) for role in OFFICERS],
)
# Nobody decides about themselves, nor about the collective in which they hold an office (`Nomination.parties`).
CONCLUDE = Permission(
    "nomination.conclude",
    gettext_lazy("kết luận đề nghị khen thưởng"),
    [
        Rule(role=role, at=_DECIDES, not_party="parties", when=Q(state__in=[State.SENT, State.PASSED]))
        for role in LEADING
    ],
)
AWARD = Permission(
    "nomination.award",
    gettext_lazy("khen thưởng theo quyết định"),
    [Rule(role=role, at=_DECIDES, not_party="parties", when=Q(state=State.PASSED)) for role in LEADING],
)
REVOKE = Permission(
    "nomination.revoke",
    gettext_lazy("thu hồi khen thưởng"),
    [Rule(role=role, at=_DECIDES, not_party="parties", when=Q(state=State.AWARDED)) for role in LEADING],
)
# The person whose honour it was, by their proven number; for a collective its own officers.
PLEAD = Permission(
    "nomination.plead",
    gettext_lazy("kiến nghị về việc thu hồi khen thưởng của mình"),
    [Rule(number="identity", when=Q(state=State.REVOKED))],
)
PLEAD_FOR_UNIT = Permission(
    "nomination.plead_for_unit",
    gettext_lazy("kiến nghị về việc thu hồi khen thưởng của tập thể"),
    [Rule(role=role, at="unit", when=Q(state=State.REVOKED)) for role in OFFICERS],
)
ANSWER = Permission(
    "plea.answer",
    gettext_lazy("trả lời kiến nghị về thu hồi khen thưởng"),
    [
        Rule(
            role=role,
            over=f"revocation__award__nomination__{_DECIDES}",
            not_own=("by", "revocation__by"),
            not_party="revocation__award__nomination__parties",
            when=Q(granted=None),
        )
        for role in LEADING
    ],
)
CLOSE = Permission(
    "complaint.close",
    gettext_lazy("ghi kết quả giải quyết khiếu nại"),
    [Rule(role=role, over="unit", when=Q(closed_at=None)) for role in LEADING],
)


@dataclass(frozen=True)
class Proposal:
    """What a union says of whom it proposes. `beside`: why, though the rules do not propose them; `exhibits`: how many
    initiatives and files stand behind it."""

    subject: Subject
    achievement: str
    beside: str = ""
    exhibits: int = 0


def interested(subject: Subject, *, on: date) -> list[str]:
    """The marks of who has an interest: the person, or who holds an office in the collective that day."""
    if subject.identity:
        return [subject.identity if subject.identity.startswith("+") else subject.identity.split(" @ ")[0]]
    held = Appointment.objects.on(on).filter(organisation=subject.unit).select_related("person")
    return sorted({appointment.person.marks[0] for appointment in held})


def is_about(subject: Subject, person: Person, *, on: date) -> bool:
    """Is the person the one who is considered?"""
    return bool(subject.identity) and not set(person.marks).isdisjoint(interested(subject, on=on))


def missing_to_nominate(quota: Quota, proposal: Proposal, assessed: Assessed, *, by: Actor) -> list[Problem]:
    """Everything that keeps the actor's union from proposing them."""
    subject = proposal.subject
    problems = [*_not_open(quota.round, on=by.on), *_not_below(quota.round, subject, by=by)]
    if quota.form.is_personal != bool(subject.identity):
        text = _("%(form)s dành cho đối tượng khác") % {"form": quota.form.name}
        problems.append(Problem(code="whom", field="subject", text=text))
    if is_about(subject, by.somebody, on=by.on):
        text = _("Anh/chị không tự đề nghị khen thưởng cho mình. Nhờ một cán bộ khác của đơn vị.")
        problems.append(Problem(code="own", field="subject", text=text))
    if not proposal.achievement:
        problems.append(Problem(code="no_achievement", field="achievement", text=_("Ghi tóm tắt thành tích")))
    problems += too_long("achievement", proposal.achievement, LONGEST_TEXT)
    problems += too_long("beside", proposal.beside, LONGEST_TEXT)
    return [*problems, *assessed.kept_out, *_not_met(assessed, proposal)]


def _not_open(of: Round, *, on: date) -> Iterator[Problem]:
    if not of.opens_on <= on <= of.closes_on:
        text = _("Đợt xét nhận đề nghị từ ngày %(first)s đến hết ngày %(last)s.")
        told = {"first": format_day(of.opens_on), "last": format_day(of.closes_on)}
        yield Problem(code="not_open", text=text % told)


def _not_below(of: Round, subject: Subject, *, by: Actor) -> Iterator[Problem]:
    if not Organisation.objects.under(of.unit, on=by.on).filter(pk=by.office.pk).exists():
        yield Problem(code="not_below", text=_("Đợt xét này không dành cho đơn vị của anh/chị."))
    elif not Organisation.objects.under(by.office, on=by.on).filter(pk=subject.unit.pk).exists():
        text = _("Đơn vị này không thuộc đơn vị của anh/chị")
        yield Problem(code="not_yours", field="subject", text=text)


def _not_met(assessed: Assessed, proposal: Proposal) -> Iterator[Problem]:
    """Whom the rules do not propose, a union still may, if it says why and puts evidence behind it."""
    if assessed.is_met or (proposal.beside and proposal.exhibits):
        return
    for line in assessed.lines:
        if not any(reason.met for reason in line):
            told = {"reasons": _(" hoặc ").join(reason.text for reason in line)}
            yield Problem(code="not_met", text=_("Chưa đạt: %(reasons)s.") % told)
    if not proposal.beside:
        text = _("Số liệu chưa đạt điều kiện: ghi lý do vẫn đề nghị")
        yield Problem(code="no_beside", field="beside", text=text)
    if not proposal.exhibits:
        text = _("Số liệu chưa đạt điều kiện: kèm ít nhất một minh chứng")
        yield Problem(code="no_exhibit", field="exhibits", text=text)


def missing_to_conclude(
    nomination: Nomination, *, passed: bool, reason: str, taken: int, others: Sequence[Person], by: Actor
) -> list[Problem]:
    """What keeps a conclusion from being drawn. `taken`: how many of the form the round has passed or awarded already;
    `others`: who else may conclude on it."""
    problems = [*_council_votes(nomination, on=by.on)]
    if not passed and not reason:
        problems.append(Problem(code="no_reason", field="reason", text=_("Ghi lý do")))
    if passed and nomination.state == State.PASSED:
        problems.append(Problem(code="passed", text=_("Đề nghị này đã được thông qua.")))
    elif passed:
        problems += _may_pass(nomination, taken)
    if others and nomination.by == by.person:
        text = _("Anh/chị là người đề nghị. Nhờ một người khác của đơn vị kết luận: %(names)s.")
        told = {"names": ", ".join(person.full_name for person in others[:5])}
        problems.append(Problem(code="own_proposal", text=text % told))
    return problems


def _council_votes(nomination: Nomination, *, on: date) -> Iterator[Problem]:
    """What a council has not voted on nobody concludes in its place."""
    sits = Council.objects.on(on).filter(unit=nomination.quota.round.unit, purpose=Purpose.EMULATION)
    if nomination.state == State.SENT and sits.exists():
        text = _("Đơn vị có hội đồng thi đua, khen thưởng. Đề nghị này do hội đồng biểu quyết.")
        yield Problem(code="council", text=text)


def missing_to_put(nomination: Nomination, sitting: Sitting) -> list[Problem]:
    """What keeps a nomination from the agenda of a sitting."""
    council = sitting.council
    if (council.unit_id, council.purpose) != (nomination.quota.round.unit_id, Purpose.EMULATION):
        text = _("Đề nghị này do hội đồng thi đua, khen thưởng của đơn vị mở đợt xét biểu quyết.")
        return [Problem(code="another_council", text=text)]
    return _decided(nomination)


def missing_to_follow(nomination: Nomination, outcome: Outcome | None, *, taken: int) -> list[Problem]:
    """What keeps a nomination from being concluded as the council voted: it has not, or too many were passed."""
    if outcome is None:
        return [Problem(code="no_vote", text=_("Hội đồng chưa biểu quyết, hoặc chưa đủ số phiếu để có kết quả."))]
    return [*_decided(nomination), *(_may_pass(nomination, taken) if outcome.agreed else [])]


def _decided(nomination: Nomination) -> list[Problem]:
    if nomination.state == State.SENT:
        return []
    text = _("Đề nghị này lúc này: %(state)s.") % {"state": State(nomination.state).label}
    return [Problem(code="decided", text=text)]


def _may_pass(nomination: Nomination, taken: int) -> list[Problem]:
    return [*_no_room(nomination.quota, taken), *against(nomination)]


def _no_room(quota: Quota, taken: int) -> Iterator[Problem]:
    if taken >= quota.most:
        text = _("Đợt này có %(most)s chỉ tiêu %(form)s, đã dùng hết. Không thông qua thêm được.")
        yield Problem(code="quota", text=text % {"most": format_int(quota.most), "form": quota.form.name})


def missing_to_award(
    nominations: Sequence[Nomination],
    number: str,
    signed_on: date | None,
    in_force: Mapping[str, Terms],
    *,
    today: date,
) -> list[Problem]:
    """What keeps nominations from being awarded by a decision of that number and day. `in_force`: the terms that hold
    that day."""
    problems = [*missing_decision(number, signed_on, today=today)]
    if not nominations:
        problems.append(Problem(code="nobody", text=_("Chưa có ai trong danh sách khen thưởng.")))
    for quota in {one.quota_id: one.quota for one in nominations}.values():
        if signed_on and in_force.get(quota.form_code) != quota.terms:
            text = _(
                "Điều kiện của %(form)s đã dùng để xét không còn là điều kiện có hiệu lực ngày %(day)s. Xét lại theo "
                "điều kiện của ngày ấy."
            )
            told = {"form": quota.form.name, "day": format_day(signed_on)}
            problems.append(Problem(code="not_in_force", text=text % told))
    return [*problems, *(problem for one in nominations for problem in _of(one, against(one)))]


def _of(nomination: Nomination, problems: Sequence[Problem]) -> Iterator[Problem]:
    """The same, with whom they are about."""
    name = nomination.full_name or nomination.unit.code
    for problem in problems:
        yield replace(problem, text=f"{name}: {problem.text}")


def missing_distance(nominations: Sequence[Nomination], *, by: Person) -> list[Problem]:
    """Nobody honours themselves, nor the collective in which they hold an office: somebody else writes it down."""
    own = [one for one in nominations if not set(by.marks).isdisjoint(one.parties)]
    text = _("Anh/chị có liên quan đến: %(names)s. Nhờ một người khác lãnh đạo đơn vị ghi khen thưởng.")
    names = ", ".join(one.full_name or one.unit.code for one in own)
    return [Problem(code="own", text=text % {"names": names})] if own else []


def missing_decision(number: str, signed_on: date | None, *, today: date) -> list[Problem]:
    """A decision has a number and a day that has come."""
    problems = []
    if not number:
        problems.append(Problem(code="no_number", field="number", text=_("Ghi số quyết định")))
    problems += too_long("number", number, LONGEST_NUMBER)
    if signed_on is None:
        problems.append(Problem(code="no_day", field="signed_on", text=_("Ghi ngày quyết định, ví dụ 31/05/2022")))
    elif signed_on > today:
        problems.append(Problem(code="to_come", field="signed_on", text=_("Ngày quyết định chưa đến")))
    return problems


def missing_to_revoke(award: Award, reason: str, number: str, signed_on: date | None, *, today: date) -> list[Problem]:
    """What keeps an award from being taken back."""
    problems = missing_decision(number, signed_on, today=today)
    if signed_on and signed_on < award.signed_on:
        text = _("Quyết định thu hồi không thể trước ngày khen thưởng %(day)s")
        told = {"day": format_day(award.signed_on)}
        problems.append(Problem(code="before", field="signed_on", text=text % told))
    return [*problems, *missing_text(reason, "reason", _("Ghi lý do thu hồi"))]


def missing_text(text: str, field: str, asked: str) -> list[Problem]:
    """What is asked for in words is there, and no book."""
    return [Problem(code="empty", field=field, text=asked)] if not text else list(too_long(field, text, LONGEST_TEXT))


def missing_complaint(text: str) -> list[Problem]:
    """A complaint says what it is about."""
    return missing_text(text, "text", _("Ghi nội dung khiếu nại"))


def missing_finding(text: str) -> list[Problem]:
    """Who closes a complaint says what was found."""
    return missing_text(text, "finding", _("Ghi kết quả giải quyết"))


def missing_to_plead(revocation: Revocation, text: str) -> list[Problem]:
    """Whose honour was revoked asks once for another look."""
    problems = missing_text(text, "text", _("Ghi nội dung kiến nghị"))
    if Plea.objects.filter(revocation=revocation).exists():
        problems.append(Problem(code="pleaded", text=_("Quyết định thu hồi này đã được kiến nghị một lần.")))
    return problems


def missing_to_answer(nomination: Nomination, text: str, *, granted: bool) -> list[Problem]:
    """An answer says why, and gives back only what there is still a place for."""
    problems = missing_text(text, "answer", _("Ghi nội dung trả lời"))
    held = nomination.quota.nominations.filter(state__in=[State.PASSED, State.AWARDED]).count()
    return [*problems, *_no_room(nomination.quota, held)] if granted else problems
