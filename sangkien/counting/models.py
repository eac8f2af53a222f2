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
    # Traits of what is valid, on which the letter of phase 2 puts its weight.
    PRODUCTION = "PRODUCTION", "Hợp lệ ở khu vực sản xuất, kinh doanh"
    FDI = "FDI", "Hợp lệ ở doanh nghiệp FDI"
    DIRECT = "DIRECT", "Hợp lệ, tác giả đứng đầu là lao động trực tiếp"
    # Who takes part: each counts once, however many valid dossiers there are.
    UNIONS = "UNIONS", "Công đoàn cơ sở tham gia"
    FDI_UNIONS = "FDI_UNIONS", "Doanh nghiệp FDI tham gia"
    PEOPLE = "PEOPLE", "Người có sáng kiến hợp lệ"


TRAITS = (Measure.DIRECT, Measure.FDI, Measure.PRODUCTION)
"""What an entry of VALID says of its dossier beside the count; totals count each as a measure."""

TAKING_PART = (Measure.UNIONS, Measure.FDI_UNIONS, Measure.PEOPLE)
"""Never booked: totals and readings work them out of the entries of VALID (`counting.crossings`)."""

BOOKED = tuple(measure for measure in Measure if measure not in (*TRAITS, *TAKING_PART))

OF_VALUE = (Measure.VALID, Measure.GRASSROOTS, Measure.EMPLOYER, Measure.VERIFIED)
"""Those that carry the declared value; ACTUAL carries the one that was found."""


OF_WHAT_IS_VALID = (*OF_VALUE, Measure.ACTUAL)
"""All that a dossier is counted in because it is valid."""


class Entry(models.Model):
    """One dossier crossed one line: +1 or -1 for its own union, with the benefit (đồng) that goes with it.

    `day` is the day of the crossing (Asia/Ho_Chi_Minh). `chain` are the unions it is booked to, its own first, the
    root last: those of the day the dossier was submitted or re-routed, written down, so that nothing that happens
    to the tree ever changes a figure "as it was then". What is valid also says which `traits` it has and whose it is:
    `people`, a mark of 64 bits for each author, the same for the same person (`initiatives.focus`). Both in order.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    chain = ArrayField(models.BigIntegerField(), verbose_name="hệ thống công đoàn lúc đó")
    day = models.DateField("ngày")
    measure = models.CharField("chỉ số", max_length=12, choices=Measure)
    count = models.SmallIntegerField("số lượng")
    benefit = models.BigIntegerField("giá trị làm lợi (đồng)", default=0)
    traits = ArrayField(
        models.CharField(max_length=12), verbose_name="trọng tâm", default=list, db_default=[], blank=True
    )
    people = ArrayField(models.BigIntegerField(), verbose_name="của ai", default=list, db_default=[], blank=True)
    initiative_id = models.BigIntegerField("hồ sơ", db_index=True)
    folded = models.BooleanField("đã cộng", default=False)

    class Meta:
        verbose_name = "bút toán đếm"
        constraints = [
            CheckConstraint(name="entry_measure_is_known", condition=Q(measure__in=BOOKED)),
            CheckConstraint(name="entry_counts_one_up_or_down", condition=Q(count__in=[-1, 1])),
            CheckConstraint(
                name="only_what_is_valid_carries_benefit",
                condition=Q(measure__in=[*OF_VALUE, Measure.ACTUAL]) | Q(benefit=0),
            ),
            CheckConstraint(name="the_chain_of_an_entry_begins_with_its_unit", condition=Q(chain__0=F("unit"))),
            CheckConstraint(
                name="only_what_is_valid_has_traits_and_people",
                condition=Q(measure=Measure.VALID) | Q(traits__len=0, people__len=0),
            ),
            CheckConstraint(name="the_traits_of_an_entry_are_known", condition=Q(traits__contained_by=list(TRAITS))),
        ]
        indexes = [
            models.Index(fields=["id"], name="entries_to_fold", condition=Q(folded=False)),
            models.Index(fields=["unit", "programme", "day"], name="entries_of_a_unit"),
            GinIndex(fields=["chain"], name="submitted_under_a_unit", condition=Q(measure="SUBMITTED")),
            # Asked by the folder all the time: no list of what is still to be put in.
            GinIndex(fields=["people"], name="valid_of_a_person", condition=Q(measure="VALID"), fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.measure} {self.count:+d}"


class _Sum(models.Model):
    """Folded entries of a unit and all below it. `own_count` and `own_benefit` are what of it was booked to the unit
    itself: from them a figure is restated to another tree. Of who takes part (TAKING_PART) the row of no phase is that
    of the whole programme, since whoever takes part in two phases counts once there; of all others it is what lies
    in no phase. Only the folder writes here."""

    # Both are found by the unique constraint, which begins with them: an index of the unit alone led readings astray.
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name="đơn vị")
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="+", db_index=False, verbose_name="chương trình"
    )
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    measure = models.CharField("chỉ số", max_length=12, choices=Measure)
    count = models.IntegerField("số lượng")
    benefit = models.DecimalField("giá trị làm lợi (đồng)", max_digits=24, decimal_places=0)
    own_count = models.IntegerField("số lượng của riêng đơn vị", default=0, db_default=0)
    own_benefit = models.DecimalField(
        "giá trị của riêng đơn vị (đồng)", max_digits=24, decimal_places=0, default=0, db_default=0
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.pk} {self.measure} {self.count}"


class Total(_Sum):
    """What a unit and all below it gained on a day: programme × phase × day × measure."""

    day = models.DateField("ngày")

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


class PeriodTotal(_Sum):
    """The same of a whole month (`month`: its first day), and with no month of all days together: what makes a reading
    as quick after two years as after two days."""

    month = models.DateField("tháng", null=True)

    class Meta:
        verbose_name = "tổng theo kỳ"
        constraints = [
            UniqueConstraint(
                name="one_total_a_unit_phase_month_and_measure",
                fields=["unit", "programme", "phase", "month", "measure"],
                nulls_distinct=False,
            ),
            CheckConstraint(name="period_total_measure_is_known", condition=Q(measure__in=Measure.values)),
            CheckConstraint(
                name="a_month_is_named_by_its_first_day",
                condition=Q(month__isnull=True) | Q(month__day=1),
            ),
        ]
