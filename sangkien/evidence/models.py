"""Bằng chứng về giá trị: what is usual, and what was found after a year."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.evidence.oddness import Usual
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme, Term


class Norm(models.Model):
    """Mức thường gặp: what benefit values of valid dossiers usually are, in a field and a phase of a programme; None:
    in all of them.

    `middle` is the median of log10(đồng) and `spread` the median distance from it, of `values` values from `unions`
    grassroots unions. Derived: the worker keeps it current.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    field = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+", verbose_name="lĩnh vực")
    middle = models.FloatField("trung vị của log10")
    spread = models.FloatField("độ lệch trung vị của log10")
    values = models.PositiveIntegerField("số giá trị")
    unions = models.PositiveIntegerField("số công đoàn cơ sở")
    at = models.DateTimeField("tính lúc")

    class Meta:
        verbose_name = "mức thường gặp"
        constraints = [
            UniqueConstraint(
                name="one_norm_a_programme_phase_and_field",
                fields=["programme", "phase", "field"],
                nulls_distinct=False,
            ),
            CheckConstraint(name="a_norm_is_made_of_values", condition=Q(values__gte=1, spread__gte=0)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.values}"

    @property
    def usual(self) -> Usual:
        """As the score reads it."""
        return Usual(self.middle, self.spread, self.values, self.unions, of_field=self.field_id is not None)


class Outcome(models.TextChoices):
    """What was found when the value was looked at again after a year of use."""

    FOUND = "FOUND", _("Đã xác định giá trị thực tế")
    ENDED = "ENDED", _("Không còn áp dụng")
    UNCLEAR = "UNCLEAR", _("Chưa kiểm chứng được")


class Verification(models.Model):
    """Kiểm chứng sau một năm: what a union found; the last one counts. The declared value stays as it was declared.

    `declared_vnd` is the value that was declared then, `actual_vnd` the one that was found, by `method`, and `employer`
    with `position` who on the employer's side confirmed it. What is not clear yet is asked again on `again_on`.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="verifications", verbose_name="hồ sơ")
    outcome = models.CharField("kết quả", max_length=8, choices=Outcome)
    declared_vnd = models.BigIntegerField("giá trị đã kê khai (đồng)")
    actual_vnd = models.BigIntegerField("giá trị thực tế (đồng)", null=True)
    method = models.TextField("cách xác định", blank=True)
    employer = models.CharField("người của doanh nghiệp xác nhận", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="giấy tờ")
    note = models.TextField("ghi chú", blank=True)
    again_on = models.DateField("xem lại ngày", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người kiểm chứng")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kiểm chứng sau một năm"
        constraints = [
            CheckConstraint(name="outcome_of_a_verification_is_known", condition=Q(outcome__in=Outcome.values)),
            CheckConstraint(
                name="only_what_was_found_has_a_value_a_method_and_a_witness",
                condition=Q(
                    ~Q(method=""),
                    ~Q(employer=""),
                    ~Q(position=""),
                    outcome=Outcome.FOUND,
                    actual_vnd__range=(0, 10**15),
                )
                | Q(~Q(outcome=Outcome.FOUND), actual_vnd=None, method="", employer="", position=""),
            ),
            CheckConstraint(
                name="only_what_is_not_clear_is_asked_again",
                condition=Q(outcome=Outcome.UNCLEAR) ^ Q(again_on__isnull=True),
            ),
            CheckConstraint(name="what_was_not_found_says_why", condition=Q(outcome=Outcome.FOUND) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.outcome}"


class Reminder(models.Model):
    """Nhắc kiểm chứng: a union's officers were told of so many dossiers that are due."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    due = models.PositiveIntegerField("số hồ sơ đến hạn")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "nhắc kiểm chứng"
        constraints = [CheckConstraint(name="nobody_is_reminded_of_nothing", condition=Q(due__gte=1))]
        indexes = [models.Index(fields=["unit", "at"], name="reminders_of_a_unit")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.due}"
