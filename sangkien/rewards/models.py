"""Sổ thưởng, thù lao: the workplace's own rule, what was promised to whom, what was paid."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.base.numbers import MOST_DONG, WHOLE
from sangkien.evidence.models import Verification
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.rewards.reckoning import Own


class Agreement(models.Model):
    """Thỏa thuận, quy chế của doanh nghiệp: what the workplace of a union pays by its own rule, from a day to another;
    it comes before the law's. Shares in hundredths of a percent; None: of that it says nothing."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="công đoàn cơ sở")
    title = models.CharField("tên quy chế, thỏa thuận", max_length=200)
    valid = DateRangeField("hiệu lực")
    yearly = models.PositiveIntegerField("phần của lợi ích một năm (phần vạn)", null=True)
    years = models.PositiveSmallIntegerField("số năm được hưởng", null=True)
    transfer = models.PositiveIntegerField("phần của giá chuyển giao (phần vạn)", null=True)
    fixed_vnd = models.BigIntegerField("mức khi không tính được bằng tiền (đồng)", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "thỏa thuận về thù lao"
        constraints = [
            ExclusionConstraint(
                name="a_workplace_has_one_rule_of_its_own_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            CheckConstraint(name="an_agreement_lasts_at_least_a_day", condition=Q(valid__isempty=False)),
            CheckConstraint(
                name="an_agreement_has_a_name_and_says_something",
                condition=~Q(title="")
                & (Q(yearly__isnull=False) | Q(transfer__isnull=False) | Q(fixed_vnd__isnull=False)),
            ),
            CheckConstraint(
                name="an_agreement_shares_no_more_than_there_is",
                condition=(Q(yearly__isnull=True) | Q(yearly__lte=WHOLE))
                & (Q(transfer__isnull=True) | Q(transfer__lte=WHOLE))
                & (Q(fixed_vnd__isnull=True) | Q(fixed_vnd__range=(0, MOST_DONG))),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    @property
    def own(self) -> Own:
        """As it is reckoned with."""
        return Own(self.title, self.yearly, self.years, self.transfer, self.fixed_vnd)


class Reward(models.TextChoices):
    """What is promised: a prize is given, remuneration is due."""

    PRIZE = "PRIZE", _("Tiền thưởng")
    REMUNERATION = "REMUNERATION", _("Thù lao tác giả")
    ORGANISERS = "ORGANISERS", _("Thù lao người tổ chức áp dụng lần đầu")


class Promise(models.Model):
    """Khoản đã hứa: so many đồng to somebody for an initiative, by whom, by which rule (`basis`, with its formula).

    `verification` is what was found after a year of use, where the first year's remuneration follows from it. One that
    is taken back gets an opposite row (`reverses`). Rows are only ever added.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="promises", verbose_name="hồ sơ")
    kind = models.CharField("loại", max_length=12, choices=Reward)
    to_name = models.CharField("cho ai", max_length=120)
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="tài khoản")
    giver = models.CharField("nơi chi", max_length=200)
    vnd = models.BigIntegerField("số tiền (đồng)")
    basis = models.CharField("căn cứ, cách tính", max_length=500)
    promised_on = models.DateField("hứa ngày")
    verification = models.ForeignKey(
        Verification, models.PROTECT, null=True, related_name="+", verbose_name="theo kiểm chứng"
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name="rút lại khoản"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "khoản đã hứa"
        constraints = [
            CheckConstraint(name="kind_of_a_promise_is_known", condition=Q(kind__in=Reward.values)),
            CheckConstraint(
                name="a_promise_names_who_gives_who_gets_and_why",
                condition=~(Q(to_name="") | Q(giver="") | Q(basis="")),
            ),
            CheckConstraint(
                name="a_promise_is_of_money_and_only_its_reversal_takes_it_back",
                condition=Q(reverses__isnull=True, vnd__range=(1, MOST_DONG))
                | Q(reverses__isnull=False, vnd__range=(-MOST_DONG, -1)),
            ),
            CheckConstraint(name="nobody_promises_themselves", condition=Q(to__isnull=True) | ~Q(to=F("by"))),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.vnd}"


class Payment(models.Model):
    """Khoản đã chi: so much of a promise was paid on a day by somebody, with what proves it (`note`: a voucher's
    number, `paper`: its picture). A wrong one gets an opposite row (`reverses`). Never more than was promised
    (trigger). Rows are only ever added."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="payments", verbose_name="khoản đã hứa")
    vnd = models.BigIntegerField("số tiền (đồng)")
    paid_on = models.DateField("chi ngày")
    payer = models.CharField("người chi", max_length=200)
    note = models.CharField("chứng từ", max_length=200)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="ảnh chứng từ")
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversal", verbose_name="hoàn lại khoản"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "khoản đã chi"
        constraints = [
            CheckConstraint(name="a_payment_names_who_paid_and_its_voucher", condition=~(Q(payer="") | Q(note=""))),
            CheckConstraint(
                name="a_payment_is_of_money_and_only_its_reversal_takes_it_back",
                condition=Q(reverses__isnull=True, vnd__range=(1, MOST_DONG))
                | Q(reverses__isnull=False, vnd__range=(-MOST_DONG, -1)),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.vnd}"
