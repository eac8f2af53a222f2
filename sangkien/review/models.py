"""Kết luận, đề nghị xem lại, tin nhắn: what somebody decided about a dossier, and what was asked and answered."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Event, Initiative
from sangkien.organisations.models import Organisation


class Verdict(models.TextChoices):
    """The words of review."""

    CONFIRMED = "CONFIRMED", _("Công đoàn cơ sở xác nhận")
    ENDORSED = "ENDORSED", _("Đề nghị cấp trên công nhận")
    VALID = "VALID", _("Hợp lệ")
    RETURNED = "RETURNED", _("Trả lại để bổ sung")
    REFERRED = "REFERRED", _("Đề nghị cấp trên trả lại")
    INELIGIBLE = "INELIGIBLE", _("Không đủ điều kiện")
    DUPLICATE = "DUPLICATE", _("Trùng hồ sơ khác")
    UPGRADE = "UPGRADE", _("Cải tiến từ hồ sơ khác")
    REROUTED = "REROUTED", _("Chuyển đúng đơn vị")
    HANDED_BACK = "HANDED_BACK", _("Chuyển về để xem tiếp")
    REOPENED = "REOPENED", _("Mở lại để thẩm định")
    UNDONE = "UNDONE", _("Hoàn tác")


V = Verdict
# Verdicts on the substance: whoever gave one does not judge again when somebody asks for it to be looked at anew.
JUDGING = [V.ENDORSED, V.VALID, V.RETURNED, V.REFERRED, V.INELIGIBLE, V.DUPLICATE, V.UPGRADE]
# What the author is told, ten minutes later: until then it can be undone.
TOLD_LATER = [V.VALID, V.RETURNED, V.INELIGIBLE, V.DUPLICATE, V.UPGRADE]
MERGING = [V.DUPLICATE, V.UPGRADE]
AS_WISHED = {V.REFERRED: V.RETURNED, V.ENDORSED: V.VALID}  # what a wish becomes where whoever is asked agrees


class DecisionQuerySet(models.QuerySet["Decision"]):
    """The words in which verdicts are spoken of."""

    def overturning(self) -> "DecisionQuerySet":
        """Those that stand in the place of a colleague's other verdict: corrected, opened again, or decided otherwise
        by whoever was asked to look. A wish that is handed back is still to be decided."""
        agreed = Q(verdict=F("about__verdict"))
        for wish, granted in AS_WISHED.items():
            agreed |= Q(about__verdict=wish, verdict__in=[granted, V.HANDED_BACK])
        return self.filter(about__verdict__in=JUDGING).exclude(agreed | Q(verdict=V.UNDONE))


class Decision(models.Model):
    """Kết luận: one verdict, by whom, on whose behalf, with its reasons.

    `reasons` is a list of {"code", "field", "text"}: the text is what the author reads. `about` is the decision that
    this one undoes, corrects, or answers after it was to be looked at again: only undoing is for the same person. The
    database refuses a decision by somebody who entered, wrote or confirmed the dossier or judges twice (trigger
    `nobody_decides_on_their_own`), and any change to a decision afterwards.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="decisions", verbose_name="hồ sơ")
    event = models.OneToOneField(Event, models.PROTECT, related_name="decision", verbose_name="bước")
    verdict = models.CharField("kết luận", max_length=12, choices=Verdict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="decisions", verbose_name="người kết luận")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="decisions", verbose_name="nhân danh")
    at = models.DateTimeField("lúc")
    reasons = models.JSONField("lý do", default=list)
    note = models.TextField("lời nhắn", blank=True)
    duplicate_of = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="+", verbose_name="trùng với")
    to_unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="chuyển đến")
    about = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="answers", db_index=False, verbose_name="về kết luận trước"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận"
        constraints = [
            CheckConstraint(name="verdict_is_known", condition=Q(verdict__in=Verdict.values)),
            CheckConstraint(
                name="a_return_or_refusal_gives_its_reasons",
                condition=~Q(verdict__in=[V.RETURNED, V.REFERRED, V.INELIGIBLE]) | ~Q(reasons=[]),
            ),
            CheckConstraint(
                name="only_a_merging_names_the_other_record",
                condition=Q(verdict__in=MERGING) ^ Q(duplicate_of__isnull=True),
            ),
            CheckConstraint(
                name="only_a_rerouting_names_the_new_unit",
                condition=Q(verdict=V.REROUTED) ^ Q(to_unit__isnull=True),
            ),
            CheckConstraint(
                name="what_goes_back_for_another_look_says_why",
                condition=~Q(verdict__in=[V.HANDED_BACK, V.REOPENED]) | ~Q(note=""),
            ),
            CheckConstraint(
                name="what_undoes_names_what_it_undoes", condition=~Q(verdict=V.UNDONE) | Q(about__isnull=False)
            ),
            UniqueConstraint(name="a_decision_is_undone_once", fields=["about"], condition=Q(verdict=V.UNDONE)),
        ]
        indexes = [models.Index(fields=["by", "-at"], name="decisions_of_a_person")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verdict}"

    @property
    def why(self) -> str:
        """The words that go with it, else its first reason."""
        return self.note or next((reason["text"] for reason in self.reasons), "")


class Appeal(models.Model):
    """Đề nghị xem lại: an author, or who entered the dossier, asks for a refusal to be looked at again, once.

    Somebody else decides on it, a desk above where there is one. Rows are only ever added; the database takes one only
    for a refusal, and from the dossier's people (trigger `only_its_people_appeal_a_refusal`).
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal", verbose_name="kết luận")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    at = models.DateTimeField("lúc")
    text = models.CharField("lý do đề nghị", max_length=2000)

    class Meta:
        verbose_name = "đề nghị xem lại"
        constraints = [CheckConstraint(name="an_appeal_gives_its_reasons", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.decision_id}"


class Message(models.Model):
    """Tin nhắn: one line of the talk between the people of a dossier and the unions that handle it.

    `unit` is the union on whose behalf it was written, None when the author (or who entered the dossier) writes.
    No step of the dossier's life: nothing is decided by it. Rows are only ever added (trigger
    `what_was_said_stays_said`).
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="messages", verbose_name="hồ sơ")
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người viết")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nhân danh")
    text = models.CharField("lời", max_length=2000)

    class Meta:
        verbose_name = "tin nhắn"
        constraints = [CheckConstraint(name="a_message_says_something", condition=~Q(text=""))]
        indexes = [models.Index(fields=["initiative", "id"], name="talk_of_a_dossier")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"


class ReadMark(models.Model):
    """Dấu đã đọc: up to which message a person has read the talk of a dossier."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+", verbose_name="hồ sơ")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name="người đọc")
    message = models.ForeignKey(Message, models.PROTECT, related_name="+", verbose_name="đọc đến")

    class Meta:
        verbose_name = "dấu đã đọc"
        constraints = [
            UniqueConstraint(name="a_person_has_one_read_mark_in_a_dossier", fields=["initiative", "person"])
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.person_id} {self.initiative_id}"
