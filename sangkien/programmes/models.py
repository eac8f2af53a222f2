"""Chương trình, giai đoạn, chiến dịch, and the programme's own lists."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, Deferrable, F, Q, UniqueConstraint
from django.utils.functional import cached_property
from django.utils.translation import get_language

from sangkien.accounts.models import Person
from sangkien.organisations.models import Organisation
from sangkien.programmes.kinds import CampaignKind, TermList, Workflow
from sangkien.workdays.models import Week

__all__ = ["CampaignKind", "TermList", "Workflow"]  # passed on


class Programme(models.Model):
    """Chương trình: one worker-initiative programme, loaded from a file.

    `opens` are the days on which dossiers may be sent: as `planned` by the file, and longer where an extension
    stands. What was finished on a phone before an end may arrive within `grace_hours` after it. An outage longer
    than `outage_minutes` in the last `outage_last_hours` of a phase extends it by `outage_extends_hours`; None: no
    such rule. Unions answer within `confirm_days` and `decide_days`, working days of its `week`; within `appeal_days`
    after a refusal its author may ask for it to be looked at again. Which dossier was the N-th valid one is written
    down for each N of `milestones`. What the form asks and the rules for dossiers stand in its editions. `revision` is
    another number whenever anything in it has changed, lists, phases, editions and working days included (triggers).
    Of a `rehearsal`, tried out with made-up drafts, none becomes a dossier (trigger): no figure can know of it.
    """

    code = models.CharField("mã", max_length=40, unique=True)
    short_name = models.CharField("tên ngắn", max_length=120)
    short_name_en = models.CharField("tên ngắn (tiếng Anh)", max_length=120, blank=True)
    full_name = models.CharField("tên đầy đủ", max_length=400)
    about = models.TextField("giới thiệu", blank=True)
    about_en = models.TextField("giới thiệu (tiếng Anh)", blank=True)
    slogan = models.CharField("khẩu hiệu", max_length=200, blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes", verbose_name="chủ trì")
    sources = models.JSONField("căn cứ", default=list)

    planned = DateRangeField("thời gian nhận theo kế hoạch")
    opens = DateRangeField("thời gian nhận")
    grace_hours = models.PositiveSmallIntegerField("số giờ chờ hồ sơ viết xong trước hạn", default=0)
    outage_minutes = models.PositiveSmallIntegerField("gián đoạn lâu hơn (phút)", null=True)
    outage_last_hours = models.PositiveSmallIntegerField("trong số giờ cuối", default=24)
    outage_extends_hours = models.PositiveSmallIntegerField("thì gia hạn (giờ)", default=24)

    workflow = models.CharField("quy trình", max_length=12, choices=Workflow, default=Workflow.TWO_STEPS)
    confirm_days = models.PositiveSmallIntegerField("số ngày làm việc để cơ sở xác nhận", default=3)
    decide_days = models.PositiveSmallIntegerField("số ngày làm việc để thẩm định", default=5)
    appeal_days = models.PositiveSmallIntegerField("số ngày để đề nghị xem lại", default=15, db_default=15)
    week = models.CharField(
        "tuần làm việc", max_length=8, choices=Week, default=Week.MON_FRI, db_default=Week.MON_FRI.value
    )
    milestones = ArrayField(models.PositiveIntegerField(), verbose_name="các mốc", default=list, db_default=[])
    revision = models.BigIntegerField("lần thay đổi", default=0, editable=False)
    rehearsal = models.BooleanField("chạy thử", default=False, db_default=False)

    class Meta:
        verbose_name = "chương trình"
        constraints = [
            CheckConstraint(name="programme_workflow_is_known", condition=Q(workflow__in=Workflow.values)),
            CheckConstraint(name="programme_week_is_known", condition=Q(week__in=Week.values)),
            CheckConstraint(name="programme_opens_for_at_least_a_day", condition=Q(opens__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"

    def is_open_on(self, day: date) -> bool:
        """May dossiers be sent that day?"""
        return bool(day in self.opens)

    @property
    def edition(self) -> "Edition":
        """What it asks of those who begin now. One query."""
        return self.editions.latest("number")

    @property
    def name(self) -> str:
        """The short name in the reader's language."""
        return self.short_name_en if get_language() == "en" and self.short_name_en else self.short_name

    @property
    def last_day(self) -> date | None:
        """The last day on which dossiers may be sent."""
        return _last_day(self.opens)


class Edition(models.Model):
    """Phiên bản: what a programme asks, and the rules for what is sent, as its file had them from a moment on.

    A change of the file is a new edition; a row never changes (trigger). A dossier keeps the edition under which it
    was begun. `offers` are the codes of each list in their order; `applied` and `recognised` the days between which
    the initiative must have been put to use and recognised (None: no such rule): the dates applied, recognised and
    submitted never stand for one another. Above `confirm_above` đồng a year an amount is read back in words. Where a
    council scores: `points`, the most of each criterion by its code, the `quorum` of sheets, and from what
    `pass_percent` of the points on, on average, a dossier is valid; else None."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="editions", verbose_name="chương trình")
    number = models.PositiveSmallIntegerField("số")
    since = models.DateTimeField("từ lúc")
    core = models.JSONField("mục của biểu mẫu", default=dict)
    questions = models.JSONField("câu hỏi riêng", default=list)
    offers = models.JSONField("các danh mục", default=dict)
    papers = models.JSONField("giấy tờ kèm theo", default=list)
    limits = models.JSONField("mức giới hạn tệp", default=dict)
    texts = models.JSONField("lời riêng", default=dict)
    applied = DateRangeField("thời gian áp dụng", null=True)
    recognised = DateRangeField("thời gian được công nhận", null=True)
    recognition_counts = models.BooleanField("phải được công nhận mới hợp lệ", default=True)
    confirm_above = models.BigIntegerField("đọc lại số tiền lớn hơn (đồng)", default=10_000_000_000)
    points = models.JSONField("điểm cao nhất của từng tiêu chí", null=True)
    quorum = models.PositiveSmallIntegerField("số phiếu chấm tối thiểu", null=True)
    pass_percent = models.PositiveSmallIntegerField("mức đạt (phần trăm tổng điểm)", null=True)

    class Meta:
        verbose_name = "phiên bản chương trình"
        constraints = [
            UniqueConstraint(name="editions_of_a_programme_are_numbered", fields=["programme", "number"]),
            CheckConstraint(
                name="a_council_has_criteria_a_quorum_and_a_level",
                condition=Q(points__isnull=True, quorum__isnull=True, pass_percent__isnull=True)
                | Q(points__isnull=False, quorum__gte=2, pass_percent__range=(1, 100)),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.programme_id}/{self.number}"

    def asks(self, item: str) -> bool:
        """Is this item of the form shown (required or optional)?"""
        return bool(self.core.get(item, "required") != "hidden")

    def requires(self, item: str) -> bool:
        """Must this item of the form be answered?"""
        return bool(self.core.get(item, "required") == "required")

    def papers_for(self, recognition: str) -> list[dict[str, Any]]:
        """The papers to attach with this form of recognition, as the file gives them."""
        return [paper for paper in self.papers if not paper["when"] or recognition in paper["when"]]

    def terms(self) -> dict[tuple[str, str], "Term"]:
        """What its lists offer, by list and code, in their order. One query, the first time."""
        return self._terms

    @cached_property
    def _terms(self) -> dict[tuple[str, str], "Term"]:
        order = {(name, code): place for name, codes in self.offers.items() for place, code in enumerate(codes)}
        known = {(term.list, term.code): term for term in Term.objects.filter(programme=self.programme_id)}
        return {at: known[at] for at in sorted(order, key=lambda at: (at[0], order[at])) if at in known}


class Version(models.Model):
    """Bản thiết lập: a whole file as one change left it, with who, when and why; never altered (trigger).
    `told` is the file but for its targets, `edition` what was asked from then on; `by` None: a command."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="versions", verbose_name="chương trình")
    number = models.PositiveIntegerField("số")
    told = models.JSONField("nội dung")
    reason = models.CharField("lý do", max_length=500, blank=True)
    edition = models.ForeignKey(Edition, models.RESTRICT, related_name="+", verbose_name="phiên bản chương trình")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người thay đổi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bản thiết lập chương trình"
        constraints = [
            UniqueConstraint(name="versions_of_a_programme_are_numbered", fields=["programme", "number"]),
            CheckConstraint(name="versions_begin_with_one", condition=Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.programme_id}/{self.number}"


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Phases of a day."""

    def on(self, day: date) -> "PhaseQuerySet":
        """Those whose window holds the day."""
        return self.filter(window__contains=day)


class Phase(models.Model):
    """Giai đoạn: a stretch of a programme with its own window and targets. A dossier belongs to the phase of the day on
    which it was submitted, to its last second in Vietnam. `window` is as `planned` by the file, but for extensions."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases", verbose_name="chương trình")
    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=120)
    name_en = models.CharField("tên (tiếng Anh)", max_length=120, blank=True)
    planned = DateRangeField("thời gian theo kế hoạch")
    window = DateRangeField("thời gian")
    focus = models.TextField("trọng tâm", blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = "giai đoạn"
        constraints = [
            UniqueConstraint(name="a_phase_code_is_used_once_in_a_programme", fields=["programme", "code"]),
            CheckConstraint(name="phase_lasts_at_least_a_day", condition=Q(window__isempty=False)),
            ExclusionConstraint(
                name="phases_of_a_programme_do_not_overlap",
                expressions=[("programme", RangeOperators.EQUAL), ("window", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.DEFERRED,  # two phases may move past one another in one go
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def first_day(self) -> date:
        """Its first day."""
        day: date = self.window.lower
        return day

    @property
    def last_day(self) -> date | None:
        """Its last day."""
        return _last_day(self.window)


class Campaign(models.Model):
    """Chiến dịch: a stretch of heightened effort inside a programme, set by a union for all below it.

    `by_unit`: not of the programme's file, but nested by a union within its parent's days (letter of the 40-day
    campaign, item 2, first dash), or launched by one that leads others, within a phase (triggers)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="campaigns", verbose_name="chương trình")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", verbose_name="nằm trong")
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="campaigns", verbose_name="đơn vị tổ chức")
    kind = models.CharField("loại", max_length=12, choices=CampaignKind)
    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=200)
    name_en = models.CharField("tên (tiếng Anh)", max_length=200, blank=True)
    window = DateRangeField("thời gian")
    by_unit = models.BooleanField("do đơn vị tự mở", default=False, db_default=False)

    class Meta:
        verbose_name = "chiến dịch"
        constraints = [
            CheckConstraint(
                name="what_a_union_opens_itself_lies_in_a_campaign_or_is_one",
                condition=Q(by_unit=False) | Q(parent__isnull=False) | Q(kind=CampaignKind.PEAK),
            ),
            UniqueConstraint(name="a_campaign_code_is_used_once_in_a_programme", fields=["programme", "code"]),
            CheckConstraint(name="campaign_kind_is_known", condition=Q(kind__in=CampaignKind.values)),
            CheckConstraint(name="campaign_lasts_at_least_a_day", condition=Q(window__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def last_day(self) -> date | None:
        """Its last day."""
        return _last_day(self.window)


class Term(models.Model):
    """One entry of a list. `attributes` by list: RECOGNITION {"paper": bool, "counts": bool}; RETURN_REASON {"field":
    the form's field it speaks of, "step": 1-6}; others empty."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="terms", verbose_name="chương trình")
    list = models.CharField("danh mục", max_length=16, choices=TermList)
    code = models.CharField("mã", max_length=40)
    name = models.CharField("tên", max_length=200)
    name_en = models.CharField("tên (tiếng Anh)", max_length=200, blank=True)
    hint = models.CharField("gợi ý", max_length=300, blank=True)
    hint_en = models.CharField("gợi ý (tiếng Anh)", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")
    attributes = models.JSONField("thuộc tính", default=dict)

    class Meta:
        verbose_name = "mục của danh mục"
        constraints = [
            UniqueConstraint(name="a_term_stands_once_in_its_list", fields=["programme", "list", "code"]),
            CheckConstraint(name="term_list_is_known", condition=Q(list__in=TermList.values)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.list} {self.code}"

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def help(self) -> str:
        """The hint in the reader's language."""
        return self.hint_en if get_language() == "en" and self.hint_en else self.hint

    @property
    def needs_paper(self) -> bool:
        """RECOGNITION: does this form of recognition come with a number, a date and an issuer?"""
        return bool(self.attributes.get("paper"))

    @property
    def counts(self) -> bool:
        """RECOGNITION: is the initiative recognised by it? ("not yet" is not)"""
        return bool(self.attributes.get("counts", True))


class Outage(models.Model):
    """Gián đoạn: nobody could send a dossier between two beats of the service."""

    since = models.DateTimeField("từ lúc", unique=True)
    until = models.DateTimeField("đến lúc")

    class Meta:
        verbose_name = "lần gián đoạn"
        constraints = [CheckConstraint(name="an_outage_ends_after_it_began", condition=Q(until__gt=F("since")))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.since:%d/%m/%Y %H:%M}"


class Beat(models.Model):
    """Nhịp: the last moment at which the service was seen to take dossiers. One row."""

    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "nhịp của hệ thống"
        constraints = [CheckConstraint(name="there_is_one_beat", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Extensions by where they stand."""

    def standing(self) -> "ExtensionQuerySet":
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at=None)


class Extension(models.Model):
    """Gia hạn: a phase, or a programme without phases, ends later than planned: after an outage by the programme's own
    rule (of so many `hours`), or by a `decision` of its owner (number, day, reason). It may be withdrawn."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="extensions", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.CASCADE, null=True, related_name="extensions", verbose_name="giai đoạn")
    outage = models.ForeignKey(Outage, models.PROTECT, null=True, related_name="extensions", verbose_name="gián đoạn")
    hours = models.PositiveSmallIntegerField("số giờ", null=True)
    decision = models.CharField("quyết định", max_length=300, blank=True)
    was_last_day = models.DateField("ngày cuối trước đó")
    last_day = models.DateField("gia hạn đến hết ngày")
    at = models.DateTimeField("lúc")
    withdrawn_at = models.DateTimeField("thôi gia hạn lúc", null=True)
    withdrawal = models.CharField("quyết định thôi gia hạn", max_length=300, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "gia hạn"
        constraints = [
            UniqueConstraint(
                name="an_outage_extends_an_end_once",
                fields=["programme", "phase", "outage"],
                condition=Q(outage__isnull=False),
                nulls_distinct=False,
            ),
            CheckConstraint(name="an_extension_ends_later", condition=Q(last_day__gt=F("was_last_day"))),
            CheckConstraint(
                name="an_extension_comes_of_an_outage_or_a_decision",
                condition=Q(outage__isnull=False, hours__isnull=False, decision="")
                | Q(outage__isnull=True, hours__isnull=True) & ~Q(decision=""),
            ),
            CheckConstraint(
                name="a_withdrawn_extension_says_by_which_decision",
                condition=Q(withdrawn_at__isnull=True) ^ ~Q(withdrawal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.last_day:%d/%m/%Y}"


def _last_day(window: Any) -> date | None:
    ends = window and window.upper
    return date.fromordinal(ends.toordinal() - 1) if ends else None
