"""Who writes, checks, numbers and issues a union's papers, and everything that keeps one from its number or its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.days import format_day
from sangkien.base.problems import Problem
from sangkien.files.limits import SIGNED, Limits
from sangkien.registry.giving import wrong_decision
from sangkien.registry.honouring import no_longer_passed
from sangkien.registry.kinds import Kind
from sangkien.registry.models import Heading, OfficialPaper, Outgoing
from sangkien.registry.proofreading import missing_in_words, no_subject
from sangkien.registry.recognising import no_longer_entitled
from sangkien.registry.sentences import Facts, within
from sangkien.registry.signatures import Authority
from sangkien.registry.sources import Source
from sangkien.registry.states import TO_BE_SIGNED, WITH_A_DAY, WRITTEN, State
from sangkien.registry.templates import GoesTo, Template, When, templates
from sangkien.registry.titles import SIGNING, wrong_title
from sangkien.registry.wording import Said
from sangkien.standings.rules import is_over
from sangkien.statistics.stretches import Stretch

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
# A grassroots union has no other officer: its chair leads it.
LEADING = (Role.GRASSROOTS_OFFICER, Role.LEADER, Role.ADMINISTRATOR)
TEXTS = ("subject", "addressees", "bases", "body", "recipients", "on_behalf", "title", "beside")
SIGNED_COPY = Limits(kinds=SIGNED)

KEEP = Permission(
    "register.keep",
    gettext_lazy("soạn văn bản và giữ sổ văn bản của đơn vị"),
    [Rule(role=role, at="pk") for role in OFFICERS],
)
LEAD = Permission(
    "register.lead",
    gettext_lazy("lấy số, giữ số, hủy số và đặt tiêu đề văn bản của đơn vị"),
    [Rule(role=role, at="pk") for role in LEADING],
)
SEE = Permission(
    "paper.see",
    gettext_lazy("xem văn bản"),
    [
        *(Rule(role=role, at="unit") for role in OFFICERS),
        # An issued paper is read by whoever it went to.
        *(Rule(role=role, at="deliveries__unit", when=Q(state__in=WITH_A_DAY)) for role in OFFICERS),
    ],
)
FIGURES = Permission(
    "paper.figures",
    gettext_lazy("lấy số liệu của văn bản thành bảng tính"),
    [
        *(Rule(role=role, at="unit") for role in OFFICERS),
        # A report goes to the union above, which may reckon with what it got.
        *(
            Rule(role=role, at="deliveries__unit", over="unit", when=Q(state__in=WITH_A_DAY))
            for role in (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
        ),
    ],
)
WRITE = Permission(
    "paper.write",
    gettext_lazy("sửa dự thảo văn bản"),
    [Rule(role=role, at="unit", when=Q(state__in=WRITTEN)) for role in OFFICERS],
)
CHECK = Permission(
    "paper.check",
    gettext_lazy("soát dự thảo văn bản"),
    [Rule(role=role, at="unit", when=Q(state=State.DRAFT)) for role in OFFICERS],
)
NUMBER = Permission(
    "paper.number",
    gettext_lazy("lấy số cho văn bản"),
    [Rule(role=role, at="unit", when=Q(state=State.CHECKED)) for role in LEADING],
)
SIGN = Permission(
    "paper.sign",
    gettext_lazy("đính kèm bản đã ký của văn bản"),
    [Rule(role=role, at="unit", when=Q(state__in=TO_BE_SIGNED)) for role in OFFICERS],
)
ISSUE = Permission(
    "paper.issue",
    gettext_lazy("ban hành hoặc hủy số văn bản"),
    [Rule(role=role, at="unit", when=Q(state__in=TO_BE_SIGNED)) for role in LEADING],
)
WITHDRAW = Permission(
    "paper.withdraw",
    gettext_lazy("thu hồi văn bản"),
    [Rule(role=role, at="unit", when=Q(state=State.ISSUED)) for role in LEADING],
)
REPLACE = Permission(
    "paper.replace",
    gettext_lazy("soạn văn bản thay thế"),
    [Rule(role=role, at="unit", when=Q(state=State.ISSUED)) for role in OFFICERS],
)


@dataclass(frozen=True)
class Received:
    """A paper from outside as the clerk writes it down. `line`, `day`: its own number and day, where it has them."""

    sender: str
    subject: str
    arrived_on: date | None
    line: str = ""
    day: date | None = None


def signers(unit: Any, *, on: date, kind: str = "", authority: str = Authority.TM) -> list[Person]:
    """Who may sign a paper of that kind, by that authority, for the union that day; by name, each once."""
    held = _offices(unit, kind, authority, on=on).select_related("person")
    return [one.person for one in held.order_by("person__full_name", "person").distinct("person__full_name", "person")]


def offices_held(unit: Any, *, on: date) -> list[Appointment]:
    """The offices in which somebody signs the union's papers that day, by name."""
    held = Appointment.objects.on(on).filter(organisation=unit).exclude(role=Role.COUNCILLOR)
    return list(held.select_related("person").order_by("person__full_name", "pk"))


def _offices(unit: Any, kind: str, authority: str, *, on: date) -> "QuerySet[Appointment]":
    """The offices that sign: to lead the union where it is signed in its place or by one's own office, any where
    somebody was told to (TL., TUQ.). Of minutes any, a seat on the council too, and that nowhere else."""
    held = Appointment.objects.on(on).filter(organisation=unit)
    if kind == Kind.BB:
        return held
    told_to = authority in (Authority.TL, Authority.TUQ)
    return held.exclude(role=Role.COUNCILLOR) if told_to else held.filter(role__in=SIGNING)


def checkers(unit: Any, *, on: date) -> list[Person]:
    """The union's officers of that day, by name, each once: whoever of them has not written a paper may check it."""
    held = Appointment.objects.on(on).filter(organisation=unit, role__in=OFFICERS, person__is_active=True)
    people = {one.person_id: one.person for one in held.select_related("person").order_by("person__full_name", "pk")}
    return list(people.values())


def missing_in_checker(checker: Person, *, writer_id: int | None, officers: Sequence[Person]) -> list[Problem]:
    """Four eyes: who wrote it last does not check it, where the union has another officer who can."""
    others = [person.full_name for person in officers if person.pk != checker.pk]
    if checker.pk != writer_id or not others:
        return []
    text = _("Anh/chị là người viết bản này. Nhờ một cán bộ khác của đơn vị soát: %(names)s.")
    return [Problem(code="own_words", text=text % {"names": ", ".join(others[:5])})]


def missing_to_number(
    paper: OfficialPaper, heading: Heading | None, facts: Facts | None, said: Said, *, on: date
) -> list[Problem]:
    """Everything that keeps a draft from its number, each at its box. `said`: what it says now."""
    return [
        *missing_heading(heading),
        *missing_in_words(paper, facts, said),
        *_wrong_list(paper, said),
        *_wrong_dossiers(paper, on=on),
        *wrong_decision(paper),
        *_wrong_honours(paper),
        *missing_in_signature(paper, on=on),
    ]


def missing_to_reserve(heading: Heading | None, *, subject: str) -> list[Problem]:
    """What keeps a number from being kept for a paper that is written elsewhere."""
    return [*missing_heading(heading), *no_subject(subject)]


def missing_heading(heading: Heading | None) -> list[Problem]:
    """Nothing gets a number before the union has said how its papers begin."""
    text = _(
        "Đơn vị chưa có tiêu đề văn bản (cơ quan ban hành, ký hiệu, địa danh). Người lãnh đạo đơn vị"
        " (ở cơ sở: cán bộ công đoàn cơ sở) đặt ở trang Văn bản trước."
    )
    return [] if heading else [Problem(code="no_heading", text=text)]


def _wrong_list(paper: OfficialPaper, said: Said) -> list[Problem]:
    """Figures come from what was frozen, and a list that the paper is nothing without has a line."""
    if paper.figures is None:
        text = _("Văn bản này chưa có số liệu đã chốt. Anh/chị soạn lại từ mẫu để số liệu được chốt.")
        return [Problem(code="no_figures", text=text)]
    template = templates().get(paper.template)
    if template and template.listing and template.listing.needed and not (said.annex and said.annex.rows):
        text = _("Danh sách kèm theo chưa có dòng nào. Anh/chị soạn lại với ít nhất một dòng.")
        return [Problem(code="empty_list", text=text)]
    return []


def _wrong_dossiers(paper: OfficialPaper, *, on: date) -> list[Problem]:
    """A dossier stands on one decision of a union that holds, and only while it is valid."""
    codes = no_longer_entitled(paper, on=on)
    text = _(
        "Không công nhận được bằng quyết định này: %(codes)s. Hồ sơ đã có trong quyết định khác của đơn vị hoặc không"
        " còn hợp lệ. Anh/chị bỏ dự thảo này và soạn lại với danh sách mới."
    )
    return [Problem(code="not_entitled", text=text % {"codes": ", ".join(codes[:10])})] if codes else []


def _wrong_honours(paper: OfficialPaper) -> list[Problem]:
    """A decision honours those who were passed and still are."""
    names = no_longer_passed(paper)
    text = _(
        "Không khen thưởng được bằng quyết định này: %(names)s. Đề nghị đã có quyết định khác, hoặc không còn được"
        " thông qua. Anh/chị lấy lại số liệu của dự thảo."
    )
    return [Problem(code="not_passed", text=text % {"names": ", ".join(names[:10])})] if names else []


def wrong_source(template: Template, source: Source) -> list[Problem]:
    """A template is filled from the source that it names and from no other: its fields would stay open."""
    if template.source == source:
        return []
    text = _("Mẫu “%(name)s” lấy số liệu từ: %(own)s. Không soạn được từ: %(other)s.")
    said = {"name": template.name, "own": template.source.label, "other": source.label}
    return [Problem(code="other_source", field="template", text=text % said)]


def wrong_moment(template: Template, stretch: Stretch, *, on: date) -> list[Problem]:
    """A review speaks of a phase that is over, an interim one of a phase that runs: figures are those of the phase,
    also of a campaign in it."""
    phase = stretch.phase or stretch
    ends, over, name = phase.last_day, is_over(phase.last_day, today=on), within(phase.title)
    if template.when == When.OVER and not over:
        text = _("Mẫu này dùng khi đã hết %(stretch)s: soạn được từ ngày %(day)s. Trước đó anh/chị dùng mẫu sơ kết.")
        if ends is None:
            text = _("Mẫu này dùng khi đã hết %(stretch)s, mà ngày kết thúc chưa có. Anh/chị dùng mẫu sơ kết.")
        said = {"stretch": name, "day": format_day(ends + timedelta(days=1)) if ends else ""}
        return [Problem(code="not_over", field="stretch", text=text % said)]
    if template.when == When.RUNNING and over:
        text = _("Đã hết %(stretch)s từ ngày %(day)s nên không sơ kết nữa. Anh/chị dùng mẫu đánh giá hoặc tổng kết.")
        said = {"stretch": name, "day": format_day(ends) if ends else ""}
        return [Problem(code="is_over", field="stretch", text=text % said)]
    return []


def wrong_template(template: Template) -> list[Problem]:
    """One that is for each union by itself is drafted in a series: alone it would go to nobody, with the sender's own
    figures."""
    if template.goes_to != GoesTo.EACH:
        return []
    text = _("Mẫu “%(name)s” gửi riêng từng đơn vị. Anh/chị soạn trong Loạt văn bản.") % {"name": template.name}
    return [Problem(code="for_each", field="template", text=text)]


def missing_in_signature(paper: OfficialPaper, *, on: date) -> list[Problem]:
    """Who signs holds an office in the union that day that signs such a paper by that authority (`signers`)."""
    if paper.authority != Authority.OWN and not paper.on_behalf.strip():
        text = _("Ghi thay mặt hoặc thay ai, ví dụ Ban Thường vụ")
        return [Problem(code="on_behalf", field="on_behalf", text=text)]
    if paper.signer is None:
        return [Problem(code="no_signer", field="signer", text=_("Chọn người ký"))]
    if _offices(paper.unit, paper.kind, paper.authority, on=on).filter(person=paper.signer).exists():
        if not paper.title.strip():
            return [Problem(code="no_title", field="title", text=_("Ghi chức vụ của người ký, ví dụ Chủ tịch"))]
        return wrong_title(paper, on=on)
    text = _(
        "Ngày %(day)s %(name)s không giữ chức vụ ký được văn bản này. Anh/chị chọn người khác hoặc thẩm quyền khác."
    )
    said = text % {"day": format_day(on), "name": paper.signer.full_name}
    return [Problem(code="signer_without_office", field="signer", text=said)]


def missing_to_issue(
    paper: OfficialPaper, number: Outgoing, *, day: date | None, today: date, unsigned: str
) -> list[Problem]:
    """What keeps a numbered paper from being issued with that day on it; `unsigned`: why without a signed copy."""
    return [
        *wrong_day(number, day=day, today=today),
        *(missing_in_signature(paper, on=day) if day else []),
        *missing_copy(is_there=paper.signed_id is not None, unsigned=unsigned),
    ]


def missing_copy(*, is_there: bool, unsigned: str) -> list[Problem]:
    """What is issued has its signed copy, or says why not."""
    if is_there or unsigned.strip():
        return []
    text = _("Chưa có bản đã ký. Anh/chị đính kèm bản quét hoặc bản ký số, hoặc ghi lý do ban hành khi chưa có.")
    return [Problem(code="no_copy", field="unsigned", text=text)]


def wrong_day(number: Outgoing, *, day: date | None, today: date) -> list[Problem]:
    """A paper is dated from the day of its number on, in its year, and not ahead of today."""
    if day is None:
        return [Problem(code="no_day", field="day", text=_("Ghi ngày ký, ví dụ 20/04/2022"))]
    if day > today:
        return [Problem(code="to_come", field="day", text=_("Ngày của văn bản chưa đến"))]
    if day.year != number.year:
        text = _("Số %(line)s thuộc sổ năm %(year)s. Văn bản ký năm khác cần hủy số này và lấy số mới.")
        return [Problem(code="other_year", field="day", text=text % {"line": number.line, "year": number.year})]
    if day < number.taken_on:
        text = _("Số %(line)s lấy ngày %(day)s; ngày ký không thể trước ngày ấy.")
        return [
            Problem(code="before", field="day", text=text % {"line": number.line, "day": format_day(number.taken_on)})
        ]
    return []


def missing_in_received(received: Received, *, today: date) -> list[Problem]:
    """What is wrong with the entry of a paper that came."""
    problems = no_subject(received.subject)
    if not received.sender:
        problems.append(Problem(code="no_sender", field="sender", text=_("Ghi nơi gửi văn bản")))
    if received.arrived_on is None:
        problems.append(Problem(code="no_day", field="arrived_on", text=_("Ghi ngày đến, ví dụ 20/04/2022")))
    elif received.arrived_on > today:
        problems.append(Problem(code="to_come", field="arrived_on", text=_("Ngày đến chưa tới")))
    elif received.arrived_on.year != today.year:
        text = _("Sổ văn bản đến chỉ ghi văn bản đến trong năm nay")
        problems.append(Problem(code="other_year", field="arrived_on", text=text))
    elif received.day and received.day > received.arrived_on:
        text = _("Ngày của văn bản sau ngày đến. Anh/chị xem lại giúp")
        problems.append(Problem(code="before_its_day", field="day", text=text))
    return problems


def missing_reason(reason: str) -> list[Problem]:
    """Whoever strikes out a number or takes a paper back says why: it stays in the register."""
    return [] if reason.strip() else [Problem(code="no_reason", field="reason", text=_("Ghi lý do"))]


def missing_in_heading(texts: dict[str, str]) -> list[Problem]:
    """What a heading cannot be without."""
    said: Sequence[tuple[str, str]] = [
        ("issuer", _("Ghi tên cơ quan ban hành")),
        ("symbol", _("Ghi ký hiệu, ví dụ LĐLĐ")),
        ("place", _("Ghi địa danh, ví dụ Ninh Thuận")),
        ("archive", _("Ghi nơi lưu, ví dụ VT, Ban CTCS")),
    ]
    return [Problem(code="missing", field=name, text=text) for name, text in said if not texts.get(name, "").strip()]
