"""Chỉ tiêu của một đơn vị, và quyết định giao chỉ tiêu cho các đơn vị trực thuộc."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.base.numbers import WHOLE
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme


class TargetKind(models.TextChoices):
    """Whose number it is."""

    ASSIGNED = "ASSIGNED", _("Được giao")
    REGISTERED = "REGISTERED", _("Đăng ký")
    SELF_RAISED = "SELF_RAISED", _("Tự phấn đấu")


class Indicator(models.TextChoices):
    """What a target counts. Each is a whole number: of initiatives, people, unions or enterprises, of đồng, and of
    hundredths of a percent for the share (letter of phase 2: "số lượng sáng kiến trong khu vực sản xuất")."""

    VALID = "VALID", _("Sáng kiến hợp lệ")
    PEOPLE = "PEOPLE", _("Người có sáng kiến hợp lệ")
    BENEFIT = "BENEFIT", _("Giá trị làm lợi")
    UNIONS = "UNIONS", _("Công đoàn cơ sở tham gia")
    FDI = "FDI", _("Doanh nghiệp FDI tham gia")
    PRODUCTION = "PRODUCTION", _("Tỷ trọng khu vực sản xuất, kinh doanh")

    @property
    def sums_over_units(self) -> bool:
        """Is the number of a union the sum of those of the unions below it? A share is not."""
        return self != Indicator.PRODUCTION

    @property
    def sums_over_phases(self) -> bool:
        """Is the number of a programme the sum of those of its phases? Whoever takes part in two counts once."""
        return self in (Indicator.VALID, Indicator.BENEFIT)


class Method(models.TextChoices):
    """By what a union divides a number among the unions directly below it."""

    MEMBERS = "MEMBERS", _("Theo số đoàn viên")
    RESULT = "RESULT", _("Theo kết quả lần trước")
    OF_MEMBERS = "OF_MEMBERS", _("Theo tỷ lệ phần trăm đoàn viên")
    OF_EMPLOYEES = "OF_EMPLOYEES", _("Theo tỷ lệ phần trăm lao động")
    EQUALLY = "EQUALLY", _("Chia đều")
    BY_HAND = "BY_HAND", _("Nhập số đã quyết định")


class Target(models.Model):
    """One number that this union is to reach in this phase, or in the whole programme where it has no phases: of what,
    says its indicator."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="targets", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="targets", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="targets", verbose_name="giai đoạn")
    kind = models.CharField("loại", max_length=12, choices=TargetKind)
    indicator = models.CharField(
        "chỉ số", max_length=12, choices=Indicator, default=Indicator.VALID, db_default=Indicator.VALID.value
    )
    value = models.PositiveBigIntegerField("số lượng")
    set_at = models.DateTimeField("đặt lúc")

    class Meta:
        verbose_name = "chỉ tiêu"
        constraints = [
            UniqueConstraint(
                name="a_unit_has_one_target_of_a_kind_and_indicator_in_a_phase",
                fields=["organisation", "programme", "phase", "kind", "indicator"],
                nulls_distinct=False,
            ),
            CheckConstraint(name="target_kind_is_known", condition=Q(kind__in=TargetKind.values)),
            CheckConstraint(name="target_indicator_is_known", condition=Q(indicator__in=Indicator.values)),
            CheckConstraint(
                name="a_share_is_part_of_a_whole", condition=~Q(indicator=Indicator.PRODUCTION) | Q(value__lte=WHOLE)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.value}"


class Allocation(models.Model):
    """Quyết định giao chỉ tiêu: a union gave each union directly below it a number, by a paper of its own.

    `whole` is what was divided, the union's own number of the kind `divides`; the parts sum to it (trigger), but for
    a share, of which each gets the whole. `method` and its `terms` say how the parts were proposed. `follows` is the
    decision before it about the same numbers, so they stand in one line. A row never changes (trigger).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="allocations", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    indicator = models.CharField("chỉ số", max_length=12, choices=Indicator)
    divides = models.CharField("chia số", max_length=12, choices=TargetKind)
    whole = models.PositiveBigIntegerField("tổng số")
    method = models.CharField("cách chia", max_length=12, choices=Method)
    terms = models.JSONField("điều kiện chia", default=dict)
    number = models.CharField("số quyết định", max_length=60)
    signed_on = models.DateField("ngày quyết định")
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed", verbose_name="tiếp theo")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "quyết định giao chỉ tiêu"
        constraints = [
            CheckConstraint(name="an_allocation_has_a_number", condition=~Q(number="")),
            CheckConstraint(name="allocation_kind_is_known", condition=Q(divides__in=TargetKind.values)),
            CheckConstraint(name="allocation_indicator_is_known", condition=Q(indicator__in=Indicator.values)),
            CheckConstraint(name="allocation_method_is_known", condition=Q(method__in=Method.values)),
            CheckConstraint(name="an_allocation_does_not_follow_itself", condition=~Q(follows=F("pk"))),
            UniqueConstraint(
                name="decisions_about_the_same_numbers_stand_in_one_line",
                fields=["organisation", "programme", "phase", "indicator"],
                condition=Q(follows__isnull=True),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number} {self.whole}"


class Allotment(models.Model):
    """Phần giao: what one union got by the decision. `proposed` is what the method gave (None: it had nothing to go
    by), `by_hand` that somebody put another number there, `before` what was assigned until then, and since when."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="allotments", verbose_name="quyết định")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    value = models.PositiveBigIntegerField("số giao")
    proposed = models.PositiveBigIntegerField("số tính được", null=True)
    by_hand = models.BooleanField("sửa tay")
    before = models.PositiveBigIntegerField("số giao trước đó", null=True)
    before_at = models.DateTimeField("số giao trước đó đặt lúc", null=True)

    class Meta:
        verbose_name = "phần giao"
        constraints = [
            UniqueConstraint(name="a_decision_names_a_union_once", fields=["allocation", "organisation"]),
            CheckConstraint(
                name="a_number_without_a_proposal_was_put_by_hand",
                condition=Q(proposed__isnull=False) | Q(by_hand=True),
            ),
            CheckConstraint(
                name="a_number_of_before_has_its_moment",
                condition=Q(before__isnull=True, before_at__isnull=True)
                | Q(before__isnull=False, before_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} {self.value}"


class Withdrawal(models.Model):
    """Thu hồi: another paper takes a decision back; every union has again the number that it had before."""

    allocation = models.OneToOneField(Allocation, models.PROTECT, related_name="withdrawal", verbose_name="quyết định")
    number = models.CharField("số quyết định", max_length=60)
    signed_on = models.DateField("ngày quyết định")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "thu hồi quyết định giao chỉ tiêu"
        constraints = [CheckConstraint(name="a_withdrawal_has_a_number", condition=~Q(number=""))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"
