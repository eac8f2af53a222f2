"""Bằng chứng về giá trị: what is usual, what was found after a year, and what random inspections find."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.evidence.oddness import Usual
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme, Term

_HEX = r"^[0-9a-f]{64}$"


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


class Strata(models.TextChoices):
    """By what a population is divided before a sample is drawn, so that each part is in it."""

    NONE = "NONE", _("Không chia nhóm")
    UNIT = "UNIT", _("Theo đơn vị trực thuộc")
    FIELD = "FIELD", _("Theo lĩnh vực")
    LEVEL = "LEVEL", _("Theo mức xác nhận của giá trị")
    VALUE = "VALUE", _("Theo độ lớn của giá trị")


class Inspection(models.Model):
    """Đợt hậu kiểm: a random sample of what was found valid from a day to another, looked at again by a union.

    `unit` is the union whose dossiers they are, `office` the one that inspects. What is published with the plan fixes
    the draw before the prize of `prize_on` is known: `digest` of the population, `commitment` to the `secret` (see
    `drawing`). Rows are only ever added (trigger).
    """

    code = models.CharField("mã đợt", max_length=16, unique=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="inspections", verbose_name="hồ sơ của đơn vị")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị hậu kiểm")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    valid_from = models.DateField("công nhận từ ngày")
    valid_to = models.DateField("công nhận đến ngày")
    strata = models.CharField("chia nhóm", max_length=8, choices=Strata)
    population = models.PositiveIntegerField("số hồ sơ trong diện")
    size = models.PositiveIntegerField("số hồ sơ sẽ chọn")
    digest = models.CharField("dấu của danh sách", max_length=64)
    secret = models.CharField("số bí mật", max_length=64)
    commitment = models.CharField("cam kết về số bí mật", max_length=64)
    prize_on = models.DateField("ngày xổ số")
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người lập")
    planned_at = models.DateTimeField("lập lúc")

    class Meta:
        verbose_name = "đợt hậu kiểm"
        constraints = [
            CheckConstraint(name="strata_are_known", condition=Q(strata__in=Strata.values)),
            CheckConstraint(name="an_inspection_has_days_in_order", condition=Q(valid_from__lte=F("valid_to"))),
            CheckConstraint(
                name="a_sample_is_some_of_its_population", condition=Q(size__gte=1, size__lte=F("population"))
            ),
            CheckConstraint(
                name="digest_secret_and_commitment_are_of_64_digits",
                condition=Q(digest__regex=_HEX, secret__regex=_HEX, commitment__regex=_HEX),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


class Listed(models.Model):
    """Hồ sơ trong diện: one record of an inspection's population, under a mark that tells nobody outside which it
    is."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="listed", verbose_name="đợt hậu kiểm")
    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="listed", verbose_name="hồ sơ")
    mark = models.CharField("dấu", max_length=16)
    stratum = models.CharField("nhóm", max_length=40)

    class Meta:
        verbose_name = "hồ sơ trong diện hậu kiểm"
        constraints = [
            UniqueConstraint(name="a_mark_stands_once_in_a_population", fields=["inspection", "mark"]),
            UniqueConstraint(name="a_dossier_stands_once_in_a_population", fields=["inspection", "initiative"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.mark}"


class Draw(models.Model):
    """Lần rút mẫu: somebody other than who planned it brings the prize; seed and sample follow from what was
    published."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="draw", verbose_name="đợt hậu kiểm")
    prize = models.CharField("giải đặc biệt", max_length=5)
    seed = models.CharField("hạt giống", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người rút")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần rút mẫu"
        constraints = [
            CheckConstraint(name="a_prize_has_five_digits", condition=Q(prize__regex=r"^[0-9]{5}$")),
            CheckConstraint(name="a_seed_is_of_64_digits", condition=Q(seed__regex=_HEX)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.prize}"


class Sampled(models.Model):
    """Hồ sơ được chọn: a listed record that was drawn, in its place."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="sampled", verbose_name="đợt hậu kiểm")
    listed = models.OneToOneField(Listed, models.PROTECT, related_name="sampled", verbose_name="hồ sơ trong diện")
    position = models.PositiveIntegerField("thứ tự")

    class Meta:
        verbose_name = "hồ sơ được chọn hậu kiểm"
        constraints = [UniqueConstraint(name="a_place_in_a_sample_is_taken_once", fields=["inspection", "position"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.position}"


class Judged(models.TextChoices):
    """What an inspection finds of one dossier."""

    RIGHT = "RIGHT", _("Đạt")
    WRONG_VALUE = "WRONG_VALUE", _("Sai giá trị làm lợi")
    INELIGIBLE = "INELIGIBLE", _("Không đủ điều kiện")
    UNREACHED = "UNREACHED", _("Chưa kiểm tra được")


WRONG = (Judged.WRONG_VALUE, Judged.INELIGIBLE)


class Finding(models.Model):
    """Kết quả hậu kiểm một hồ sơ: by an officer who had no part in it; the last one counts. `right_vnd` is the value
    that the inspection found right."""

    sampled = models.ForeignKey(Sampled, models.PROTECT, related_name="findings", verbose_name="hồ sơ được chọn")
    judged = models.CharField("kết quả", max_length=12, choices=Judged)
    right_vnd = models.BigIntegerField("giá trị đúng (đồng)", null=True)
    note = models.TextField("ghi chú", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người kiểm tra")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kết quả hậu kiểm"
        constraints = [
            CheckConstraint(name="what_is_judged_is_known", condition=Q(judged__in=Judged.values)),
            CheckConstraint(
                name="only_a_wrong_value_has_a_right_one",
                condition=Q(judged=Judged.WRONG_VALUE, right_vnd__range=(0, 10**15))
                | Q(~Q(judged=Judged.WRONG_VALUE), right_vnd=None),
            ),
            CheckConstraint(name="what_is_not_right_says_why", condition=Q(judged=Judged.RIGHT) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.judged}"
