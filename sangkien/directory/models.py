"""Danh bạ: what somebody asks for, what the union answers, and which units are not the same after all."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Draft
from sangkien.organisations.models import Organisation


class WorkplaceRequest(models.Model):
    """Yêu cầu bổ sung nơi làm việc: somebody who writes a dossier does not find where they work.

    `responsible` is the union that answers. `follows` is the answer that did not help, where it is not the first.
    `parties` are the marks of who asks, as long as their name is known: nobody answers their own request. Name,
    phone (E.164), note and parties are emptied some days after the answer (`forgotten_at`).
    """

    draft = models.ForeignKey(
        Draft, models.SET_NULL, null=True, related_name="workplace_requests", verbose_name="bản nháp"
    )
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="workplace_requests", verbose_name="người hỏi"
    )
    follows = models.OneToOneField(
        "Answer", models.PROTECT, null=True, related_name="followed_by", verbose_name="hỏi lại sau trả lời"
    )
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, related_name="workplace_requests", verbose_name="công đoàn trả lời"
    )

    workplace = models.CharField("tên nơi làm việc", max_length=250)
    place = models.CharField("ở đâu", max_length=250)
    tax_code = models.CharField("mã số thuế", max_length=13, blank=True)

    full_name = models.CharField("họ và tên", max_length=120, blank=True)
    phone = models.CharField("số điện thoại (E.164)", max_length=16, blank=True)
    note = models.TextField("lời nhắn", blank=True)
    parties = ArrayField(models.CharField(max_length=160), verbose_name="dấu của người hỏi", default=list, blank=True)

    asked_at = models.DateTimeField("hỏi lúc")
    forgotten_at = models.DateTimeField("xóa thông tin người hỏi lúc", null=True)

    class Meta:
        verbose_name = "yêu cầu bổ sung nơi làm việc"
        constraints = [
            CheckConstraint(
                name="a_requested_workplace_has_a_name_and_a_place", condition=~Q(workplace="") & ~Q(place="")
            ),
            CheckConstraint(
                name="a_requested_tax_code_has_10_or_13_digits",
                condition=Q(tax_code="") | Q(tax_code__regex=r"^[0-9]{10}([0-9]{3})?$"),
            ),
            CheckConstraint(
                name="of_a_forgotten_asker_nothing_is_kept",
                condition=Q(forgotten_at__isnull=True) | Q(full_name="", phone="", note="", parties=[]),
            ),
            UniqueConstraint(name="a_draft_asks_first_once", fields=["draft"], condition=Q(follows__isnull=True)),
        ]
        indexes = [models.Index(fields=["responsible", "asked_at"], name="requests_of_a_union")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.workplace}"


class Outcome(models.TextChoices):
    """What came of a request."""

    CREATED = "CREATED", _("Đã thêm đơn vị mới")
    LINKED = "LINKED", _("Đã có đơn vị trong danh sách")
    REFUSED = "REFUSED", _("Chưa thêm được")


class Answer(models.Model):
    """Trả lời: what the union says to a request, by whom and on whose behalf; one for each request.

    The database refuses an answer by who asked (trigger `nobody_answers_their_own_request`), and any change to an
    answer afterwards.
    """

    request = models.OneToOneField(WorkplaceRequest, models.PROTECT, related_name="answer", verbose_name="yêu cầu")
    outcome = models.CharField("kết quả", max_length=8, choices=Outcome)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="công đoàn cơ sở")
    reason = models.TextField("lý do", blank=True)

    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người trả lời")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "trả lời yêu cầu"
        constraints = [
            CheckConstraint(name="outcome_is_known", condition=Q(outcome__in=Outcome.values)),
            CheckConstraint(
                name="only_a_refusal_names_no_unit", condition=Q(outcome=Outcome.REFUSED) ^ Q(unit__isnull=False)
            ),
            CheckConstraint(
                name="a_refused_request_is_told_why", condition=~Q(outcome=Outcome.REFUSED) | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["at"], name="answers_by_age")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.outcome}"


class NotTheSame(models.Model):
    """Không trùng: somebody looked at two units that seem alike and says that they are two; may be taken back."""

    one = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị kia")

    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người xem")
    office = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="nhân danh")
    said_at = models.DateTimeField("lúc")
    taken_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="người bỏ đánh dấu"
    )
    taken_back_at = models.DateTimeField("bỏ đánh dấu lúc", null=True)

    class Meta:
        verbose_name = "hai đơn vị không trùng"
        constraints = [
            CheckConstraint(name="the_older_unit_stands_first", condition=Q(one__lt=F("other"))),
            CheckConstraint(
                name="what_is_taken_back_says_by_whom",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
            UniqueConstraint(
                name="two_units_are_told_apart_once",
                fields=["one", "other"],
                condition=Q(taken_back_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.one_id} is not {self.other_id}"
