"""Nhân rộng: wishes to apply an initiative, and what was applied."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sangkien.accounts.models import Person
from sangkien.base.numbers import MOST_DONG
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.spreading.states import UNDER_WAY, State


class Wish(models.Model):
    """Đề nghị áp dụng: `unit` wants to apply the initiative of another union, and asks that union (`owner`).

    `answer` is what the owner's union said; the way of work itself is passed on between the two."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="wishes", verbose_name="sáng kiến")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị muốn áp dụng")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="công đoàn của tác giả")
    where = models.CharField("áp dụng ở đâu", max_length=200)
    contact = models.CharField("liên hệ", max_length=120)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.ASKED)
    answer = models.CharField("trả lời", max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    at = models.DateTimeField("đề nghị lúc")

    class Meta:
        verbose_name = "đề nghị áp dụng sáng kiến"
        constraints = [
            CheckConstraint(name="state_of_a_wish_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="nobody_asks_themselves", condition=~Q(unit=models.F("owner"))),
            CheckConstraint(name="a_wish_says_where_and_who", condition=~Q(where="") & ~Q(contact="")),
            CheckConstraint(name="a_refusal_says_why", condition=~Q(state=State.REFUSED) | ~Q(answer="")),
            UniqueConstraint(
                name="a_union_asks_once_at_a_time",
                fields=["initiative", "unit"],
                condition=Q(state__in=UNDER_WAY),
            ),
        ]
        indexes = [models.Index(fields=["owner", "state"], name="wishes_to_answer")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"


class Adoption(models.Model):
    """Việc áp dụng: the initiative was applied in the asking union, with what was gained there and its proof. Never
    changed (trigger), and never added to what the original declares."""

    wish = models.OneToOneField(Wish, models.PROTECT, related_name="adoption", verbose_name="đề nghị")
    applied_on = models.DateField("áp dụng từ ngày")
    changed = models.TextField("đã chỉnh gì cho hợp", blank=True)
    benefit_vnd = models.BigIntegerField("giá trị làm lợi một năm ở đây (đồng)", null=True)
    effect = models.CharField("hiệu quả ở đây", max_length=500)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="minh chứng")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "việc áp dụng sáng kiến"
        constraints = [
            CheckConstraint(name="an_adoption_says_what_it_brought", condition=~Q(effect="")),
            CheckConstraint(
                name="what_an_adoption_brings_is_not_beyond_belief",
                condition=Q(benefit_vnd=None) | Q(benefit_vnd__range=(0, MOST_DONG)),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
