"""Phát động and tổng kết: what was made in one go, held together."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sangkien.accounts.models import Person
from sangkien.honours.models import Award
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, Phase
from sangkien.registry.models import OfficialPaper
from sangkien.standings.models import Snapshot
from sangkien.targets.models import Allocation


class Launch(models.Model):
    """Phát động: a union launched a campaign, its own or that of a union above, for all below it.

    `paper` is the letter, `allocation` the decision by which targets were given with it (None: they stay as they were).
    `key` is that of the page on which it was pressed: twice pressed is once. A row never changes (trigger)."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="launches", verbose_name="đơn vị")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="launches", verbose_name="chiến dịch")
    paper = models.OneToOneField(OfficialPaper, models.PROTECT, related_name="launch", verbose_name="công văn")
    allocation = models.OneToOneField(
        Allocation, models.PROTECT, null=True, related_name="launch", verbose_name="quyết định giao chỉ tiêu"
    )
    key = models.UUIDField("khóa")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người phát động")
    at = models.DateTimeField("phát động lúc")

    class Meta:
        verbose_name = "phát động chiến dịch"
        constraints = [
            UniqueConstraint(name="a_union_launches_a_campaign_once", fields=["unit", "campaign"]),
            UniqueConstraint(name="a_page_of_a_union_launches_once", fields=["unit", "key"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.campaign_id}"


class Closing(models.Model):
    """Tổng kết (sơ kết): a union took stock of a phase.

    `snapshot` is the table of those below it, `paper` the letter; both say what the ledger held up to the same entry. A
    phase may be closed again, by the next `number`. `interim`: before it was over, for a `reason`. A row never changes
    (trigger)."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="closings", verbose_name="đơn vị")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="closings", verbose_name="giai đoạn")
    number = models.PositiveIntegerField("số")
    interim = models.BooleanField("sơ kết")
    reason = models.CharField("lý do sơ kết", max_length=300, blank=True)
    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="closing", verbose_name="bảng đã chốt")
    paper = models.OneToOneField(OfficialPaper, models.PROTECT, related_name="closing", verbose_name="công văn")
    key = models.UUIDField("khóa")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người tổng kết")
    at = models.DateTimeField("tổng kết lúc")

    class Meta:
        verbose_name = "tổng kết giai đoạn"
        constraints = [
            UniqueConstraint(name="closings_of_a_phase_are_numbered", fields=["unit", "phase", "number"]),
            UniqueConstraint(name="a_page_of_a_union_closes_once", fields=["unit", "key"]),
            CheckConstraint(name="closings_begin_with_one", condition=Q(number__gt=0)),
            CheckConstraint(
                name="whoever_takes_stock_early_says_why",
                condition=Q(interim=False, reason="") | Q(interim=True) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.phase_id}/{self.number}"


class Withdrawal(models.Model):
    """Thu hồi: a union took back the recognition of a dossier, or an honour, by a decision, and all that rests on it.

    `fell`: what fell with it, kind by kind, as it was told then (`revoking.Fallen`). A row never changes (trigger)."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="withdrawals", verbose_name="đơn vị")
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, related_name="withdrawals", verbose_name="hồ sơ"
    )
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="withdrawals", verbose_name="khen thưởng")
    reason = models.CharField("lý do", max_length=300)
    number = models.CharField("số quyết định", max_length=60)
    signed_on = models.DateField("ngày quyết định")
    fell = models.JSONField("thu hồi cùng")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người thu hồi")
    at = models.DateTimeField("thu hồi lúc")

    class Meta:
        verbose_name = "thu hồi công nhận, khen thưởng"
        constraints = [
            CheckConstraint(
                name="a_withdrawal_is_of_a_dossier_or_of_an_honour",
                condition=Q(initiative__isnull=True) ^ Q(award__isnull=True),
            ),
            CheckConstraint(
                name="a_withdrawal_says_why_and_by_which_decision", condition=~(Q(reason="") | Q(number=""))
            ),
        ]
        indexes = [models.Index(fields=["unit", "-at"], name="withdrawals_of_a_unit")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"
