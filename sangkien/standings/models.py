"""Bảng đã chốt: snapshots of standings, in a chain."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme

FIRST = "0" * 64
"""What stands in the place of an earlier hash in the first of a chain."""


class Kind(models.TextChoices):
    """Why a table was frozen."""

    DAILY = "DAILY", _("Bảng 18 giờ hằng ngày")
    INTERIM = "INTERIM", _("Chốt sơ kết")
    FINAL = "FINAL", _("Chốt chính thức")
    QUARTER = "QUARTER", _("Chốt khen quý")


class Snapshot(models.Model):
    """Bảng đã chốt: what a union's table said, for good.

    `period` is the code of a stretch ("GD1") or a quarter ("2022-Q2"); `mark` the last entry of the ledger that
    counted. `content` is canonical JSON, `sha256` the hash of `previous`, a line feed and the content, `previous` the
    hash of the one before of the same union and programme: whoever knows the newest hash can prove all. Rows are only
    ever added, numbered without a gap, and only with the right hash (triggers)."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="snapshots", verbose_name="đơn vị")
    number = models.PositiveIntegerField("số")
    kind = models.CharField("loại", max_length=8, choices=Kind)
    period = models.CharField("giai đoạn hoặc quý", max_length=40)
    grouping = models.CharField("nhóm so sánh", max_length=8)
    order = models.CharField("xếp theo", max_length=8, blank=True)
    view = models.CharField("theo cơ cấu", max_length=8)
    as_of = models.DateField("tính đến ngày")
    mark = models.BigIntegerField("bút toán cuối")
    at = models.DateTimeField("chốt lúc")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người chốt")
    content = models.TextField("nội dung")
    previous = models.CharField("mã băm của bảng trước", max_length=64)
    sha256 = models.CharField("mã băm", max_length=64)

    class Meta:
        verbose_name = "bảng đã chốt"
        constraints = [
            UniqueConstraint(name="snapshots_of_a_union_are_numbered", fields=["programme", "unit", "number"]),
            UniqueConstraint(
                name="one_table_a_day_is_taken_at_six",
                fields=["programme", "unit", "as_of"],
                condition=Q(kind="DAILY"),
            ),
            CheckConstraint(name="kind_of_a_snapshot_is_known", condition=Q(kind__in=Kind.values)),
            CheckConstraint(name="somebody_freezes_what_is_final", condition=Q(kind="DAILY") | Q(by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id}/{self.number} {self.kind}"


class Correction(models.Model):
    """Đính chính bảng đã chốt: a dossier that the table counted was taken back since. The table stays as it was; beside
    it stands what it would say without the dossier and those of the corrections before (`content`, in the table's own
    form), why, and by which decision. Numbered within the table. Rows are only ever added (trigger)."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="corrections", verbose_name="bảng đã chốt")
    number = models.PositiveIntegerField("số")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="hồ sơ")
    reason = models.CharField("lý do", max_length=300)
    decision = models.CharField("theo quyết định", max_length=200)
    content = models.TextField("nội dung")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người thu hồi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "đính chính bảng đã chốt"
        constraints = [
            UniqueConstraint(name="corrections_of_a_table_are_numbered", fields=["snapshot", "number"]),
            CheckConstraint(name="corrections_begin_with_one", condition=Q(number__gt=0)),
            CheckConstraint(
                name="a_correction_says_why_and_by_which_decision", condition=~(Q(reason="") | Q(decision=""))
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.snapshot_id}/{self.number}"


class PublishedFigure(models.Model):
    """Con số đã công bố: what somebody published of a union, as printed, with where it stands; shown beside what the
    ledger says (`statistics.published`). `percent` as it was printed ("139,6"), `at_least`: "hơn 600.000"."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="published", verbose_name="đơn vị")
    as_of = models.DateField("tính đến ngày")
    count = models.PositiveIntegerField("số lượng", null=True)
    at_least = models.BooleanField("hơn", default=False)
    percent = models.CharField("phần trăm", max_length=12, blank=True)
    source = models.CharField("nơi công bố", max_length=300)
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "con số đã công bố"
        constraints = [
            CheckConstraint(name="something_was_published", condition=Q(count__isnull=False) | ~Q(percent="")),
            CheckConstraint(name="what_was_published_has_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.unit_id} {self.count} {self.percent}"
