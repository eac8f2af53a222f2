"""Sổ đếm: entries and totals."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme


class Measure(models.TextChoices):
    """What is counted. "Nộp" and "hợp lệ" are two measures and never stand for one another."""

    SUBMITTED = "SUBMITTED", "Lượt nộp"
    VALID = "VALID", "Hợp lệ"
    RETURNED = "RETURNED", "Đang chờ bổ sung"
    INELIGIBLE = "INELIGIBLE", "Không đủ điều kiện"
    DUPLICATE = "DUPLICATE", "Trùng"
    # How far the value of what is valid is attested: each of the three includes those after it.
    GRASSROOTS = "GRASSROOTS", "Hợp lệ, giá trị do công đoàn cơ sở xác nhận"
    EMPLOYER = "EMPLOYER", "Hợp lệ, giá trị do người sử dụng lao động xác nhận"
    VERIFIED = "VERIFIED", "Hợp lệ, giá trị đã kiểm chứng sau một năm"
    ACTUAL = "ACTUAL", "Giá trị thực tế sau một năm"


OF_VALUE = (Measure.VALID, Measure.GRASSROOTS, Measure.EMPLOYER, Measure.VERIFIED)
"""Those that carry the declared value; ACTUAL carries the one that was found."""


class Entry(models.Model):
    """One dossier crossed one line: +1 or -1 for its own union, with the benefit (đồng) that goes with it.

    `day` is the day of the crossing (Asia/Ho_Chi_Minh). `chain` are the unions it is booked to, its own first, the
    root last: those of the day the dossier was submitted or re-routed, written down, so that nothing that happens
    to the tree ever changes a figure "as it was then".
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    chain = ArrayField(models.BigIntegerField(), verbose_name="hệ thống công đoàn lúc đó")
    day = models.DateField("ngày")
    measure = models.CharField("chỉ số", max_length=12, choices=Measure)
    count = models.SmallIntegerField("số lượng")
    benefit = models.BigIntegerField("giá trị làm lợi (đồng)", default=0)
    initiative_id = models.BigIntegerField("hồ sơ", db_index=True)
    folded = models.BooleanField("đã cộng", default=False)

    class Meta:
        verbose_name = "bút toán đếm"
        constraints = [
            CheckConstraint(name="entry_measure_is_known", condition=Q(measure__in=Measure.values)),
            CheckConstraint(name="entry_counts_one_up_or_down", condition=Q(count__in=[-1, 1])),
            CheckConstraint(
                name="only_what_is_valid_carries_benefit",
                condition=Q(measure__in=[*OF_VALUE, Measure.ACTUAL]) | Q(benefit=0),
            ),
            CheckConstraint(name="the_chain_of_an_entry_begins_with_its_unit", condition=Q(chain__0=F("unit"))),
        ]
        indexes = [
            models.Index(fields=["id"], name="entries_to_fold", condition=Q(folded=False)),
            models.Index(fields=["unit", "programme", "day"], name="entries_of_a_unit"),
            GinIndex(fields=["chain"], name="submitted_under_a_unit", condition=Q(measure="SUBMITTED")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.measure} {self.count:+d}"


class Total(models.Model):
    """The folded entries of a unit and all below it: programme × phase × day × measure. Only the folder
    writes here."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    day = models.DateField("ngày")
    measure = models.CharField("chỉ số", max_length=12, choices=Measure)
    count = models.IntegerField("số lượng")
    benefit = models.DecimalField("giá trị làm lợi (đồng)", max_digits=24, decimal_places=0)

    class Meta:
        verbose_name = "tổng đếm"
        constraints = [
            UniqueConstraint(
                name="one_total_a_unit_phase_day_and_measure",
                fields=["unit", "programme", "phase", "day", "measure"],
                nulls_distinct=False,
            ),
            CheckConstraint(name="total_measure_is_known", condition=Q(measure__in=Measure.values)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.measure} {self.count}"
