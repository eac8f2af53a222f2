"""Phạm vi ảnh hưởng: criteria, requests, the sheets of councillors, what councils found."""

from fractions import Fraction

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Initiative
from sangkien.organisations.dated import DatedQuerySet
from sangkien.organisations.models import Organisation
from sangkien.scopes.states import State
from sangkien.sittings.models import Council, Outcome


class Level(models.TextChoices):
    """How far an initiative reaches, from the workplace up; a level is found only after the one below it."""

    BASE = "BASE", _("Cơ sở")
    PROVINCE = "PROVINCE", _("Tỉnh, ngành, tập đoàn")
    NATION = "NATION", _("Toàn quốc")


BELOW = {Level.PROVINCE: Level.BASE, Level.NATION: Level.PROVINCE}


class Criterion(models.TextChoices):
    """What a councillor scores, in whole points."""

    NOVELTY = "NOVELTY", _("Tính mới")
    APPLICABILITY = "APPLICABILITY", _("Khả năng áp dụng, nhân rộng")
    ECONOMIC = "ECONOMIC", _("Hiệu quả kinh tế")
    SOCIAL = "SOCIAL", _("Hiệu quả xã hội")


class Criteria(models.Model):
    """Tiêu chí xét phạm vi ảnh hưởng: the most points of each criterion at a level, and from how many on average an
    initiative is found to reach it. Adopted by a union for its own council and those below it, by a paper, dated."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị ban hành")
    level = models.CharField("cấp", max_length=8, choices=Level)
    points = models.JSONField("điểm tối đa từng tiêu chí")
    most = models.PositiveSmallIntegerField("tổng điểm tối đa")
    enough = models.PositiveSmallIntegerField("điểm trung bình cần đạt")
    basis = models.CharField("căn cứ", max_length=200)
    valid = DateRangeField("hiệu lực")

    objects = DatedQuerySet["Criteria"].as_manager()

    class Meta:
        verbose_name = "tiêu chí xét phạm vi ảnh hưởng"
        constraints = [
            CheckConstraint(name="level_of_criteria_is_known", condition=Q(level__in=Level.values)),
            CheckConstraint(name="criteria_name_their_paper", condition=~Q(basis="")),
            CheckConstraint(name="criteria_can_be_met", condition=Q(enough__gte=1, enough__lte=F("most"))),
            ExclusionConstraint(
                name="a_union_has_one_set_of_criteria_a_level_on_any_day",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.level} {self.unit_id}"


class Request(models.Model):
    """Đề nghị xét phạm vi ảnh hưởng: a recognised initiative goes before the competent council of a level, to be scored
    by the criteria of that day. A level waits for the one below it (trigger `levels_are_found_from_below`)."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="scopes", verbose_name="hồ sơ")
    level = models.CharField("cấp", max_length=8, choices=Level)
    council = models.ForeignKey(Council, models.PROTECT, related_name="+", verbose_name="hội đồng")
    criteria = models.ForeignKey(Criteria, models.PROTECT, related_name="+", verbose_name="tiêu chí")
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.ASKED)
    reason = models.TextField("lý do rút", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đề nghị xét phạm vi ảnh hưởng"
        constraints = [
            CheckConstraint(name="level_of_a_request_is_known", condition=Q(level__in=Level.values)),
            CheckConstraint(
                name="only_what_is_withdrawn_says_why",
                condition=Q(state=State.WITHDRAWN) & ~Q(reason="") | Q(state__in=[State.ASKED, State.FOUND], reason=""),
            ),
            UniqueConstraint(
                name="one_open_request_of_a_dossier", fields=["initiative"], condition=Q(state=State.ASKED)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id} {self.level}"


class Sheet(models.Model):
    """Phiếu chấm phạm vi ảnh hưởng: what a member of the council gives, by every criterion; of several of a person the
    newest counts. Only while the request waits (trigger `a_scope_is_scored_by_its_council`)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="sheets", verbose_name="đề nghị")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="thành viên")
    points = models.JSONField("điểm từng tiêu chí")
    total = models.PositiveSmallIntegerField("tổng điểm")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phiếu chấm phạm vi ảnh hưởng"

    def __str__(self) -> str:
        return f"#{self.pk} {self.request_id} {self.total}"


class Finding(models.Model):
    """Kết luận về phạm vi ảnh hưởng: what the council found, for good.

    It was recognised when the council's vote carried and the average of the sheets is enough. `applied` and
    `replicable` are what the Law on Emulation and Commendation 06/2022/QH15, article 3(4), asks beyond that before it
    counts for a title; an initiative that was only tried out may be valid for its programme and yet not count.
    """

    request = models.OneToOneField(Request, models.PROTECT, related_name="finding", verbose_name="đề nghị")
    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="+", verbose_name="kết quả biểu quyết")
    sheets = models.PositiveSmallIntegerField("số phiếu chấm")
    points = models.PositiveIntegerField("tổng điểm các phiếu")
    recognised = models.BooleanField("được công nhận")
    applied = models.BooleanField("đã được áp dụng tại cơ sở")
    replicable = models.BooleanField("có khả năng nhân rộng")
    note = models.TextField("nhận xét của hội đồng", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kết luận về phạm vi ảnh hưởng"
        constraints = [CheckConstraint(name="a_finding_rests_on_sheets", condition=Q(sheets__gte=1))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.request_id} {self.recognised}"

    @property
    def average(self) -> Fraction:
        """In points, exactly."""
        return Fraction(self.points, self.sheets)

    @property
    def counts_for_a_title(self) -> bool:
        """Recognised, applied and replicable."""
        return self.recognised and self.applied and self.replicable
