"""What happens to a dossier: its steps, and what is kept beside it for a while."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.fields.json import KeyTransform

from sangkien.accounts.models import Person
from sangkien.initiatives.models.dossier import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase


class DeclaredUpgrade(models.Model):
    """Khai là bản nâng cấp: the author says that the work builds on an earlier record. Said, not decided: whoever
    reviews the dossier sees it."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="builds_on", verbose_name="hồ sơ")
    earlier = models.ForeignKey(Initiative, models.PROTECT, related_name="+", verbose_name="nâng cấp từ")

    class Meta:
        verbose_name = "khai là bản nâng cấp"
        constraints = [CheckConstraint(name="nothing_builds_on_itself", condition=~Q(earlier=F("initiative")))]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id} builds on {self.earlier_id}"


class LateArrival(models.Model):
    """Gửi muộn do mất mạng: finished on the phone in time, received after the end, within the programme's grace.

    `finished_at` is what the phone says; `phase` the one it asks to be counted in (None: the programme has none).
    Until the superior answers, the dossier counts where its day of receipt puts it.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="late", verbose_name="hồ sơ")
    finished_at = models.DateTimeField("viết xong lúc (theo máy)")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", verbose_name="giai đoạn")
    accepted = models.BooleanField("chấp nhận", null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người trả lời")
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    class Meta:
        verbose_name = "hồ sơ gửi muộn do mất mạng"
        constraints = [
            CheckConstraint(
                name="an_answer_to_a_late_arrival_has_its_person_and_time",
                condition=Q(accepted__isnull=True, answered_by__isnull=True, answered_at__isnull=True)
                | Q(accepted__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["initiative"], name="late_and_not_answered", condition=Q(accepted__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.finished_at:%d/%m/%Y %H:%M}"


class Untold(models.Model):
    """Kết luận chưa báo: a verdict that nobody has been told of yet, and what the dossier was before it. Until then
    whoever gave it may undo it, and its author and the public read the dossier as it was. `version` is the verdict's
    own step. The row goes when the verdict is told or undone."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="untold", verbose_name="hồ sơ")
    version = models.PositiveIntegerField("phiên bản của kết luận")
    until = models.DateTimeField("báo lúc", db_index=True)
    state = models.CharField("trạng thái trước đó", max_length=12, choices=State)
    desk = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nơi đang giữ")
    waiting_since = models.DateTimeField("chờ từ")
    granted_days = models.PositiveSmallIntegerField("số ngày làm việc được giữ", null=True)
    due_on = models.DateField("hạn trả lời", null=True)
    closed_at = models.DateTimeField("kết luận lúc", null=True)
    verified_vnd = models.BigIntegerField("giá trị sau một năm (đồng)", null=True)
    duplicate_of = models.ForeignKey(Initiative, models.PROTECT, null=True, related_name="+", verbose_name="trùng với")
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người kết luận")
    judged_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nơi kết luận"
    )

    class Meta:
        verbose_name = "kết luận chưa báo"

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"


class Event(models.Model):
    """One step in a dossier's life: who, when, from, to, why. Rows are only ever added (trigger).

    `by` is None where no person took it: a decision on the organisation moved the dossier to another desk. `desk`,
    `since` and `due_on` are the turn that ended with it: which union had the dossier, since when, and the last day on
    which it answered in time; None where none had.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="events", verbose_name="hồ sơ")
    at = models.DateTimeField("lúc")
    verb = models.CharField("việc", max_length=24)
    from_state = models.CharField("từ", max_length=12, choices=State, blank=True)
    to_state = models.CharField("sang", max_length=12, choices=State)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người làm")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="nhân danh")
    version = models.PositiveIntegerField("phiên bản sau đó")
    detail = models.JSONField("chi tiết", default=dict)

    desk = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name="nơi đã giữ"
    )
    since = models.DateTimeField("giữ từ lúc", null=True)
    due_on = models.DateField("hạn trả lời", null=True)

    class Meta:
        verbose_name = "bước của hồ sơ"
        constraints = [
            CheckConstraint(
                name="a_turn_that_ended_was_somebodys_and_had_begun",
                condition=Q(desk__isnull=True, since__isnull=True, due_on__isnull=True)
                | Q(desk__isnull=False, since__isnull=False),
            ),
            CheckConstraint(name="event_leads_to_a_known_state", condition=Q(to_state__in=State.values)),
            UniqueConstraint(name="each_version_is_one_step", fields=["initiative", "version"]),
        ]
        indexes = [
            # Of the millions of steps the few that a decision on the organisation took.
            models.Index(
                KeyTransform("decision", "detail"),
                name="steps_by_a_decision",
                condition=Q(verb__in=["moved", "rebooked"]),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb}"
