"""Phiếu chấm, lời mời chấm: what a councillor gives a dossier, and when they were told of those that wait."""

from django.db import models
from django.db.models import CheckConstraint, Q

from sangkien.accounts.models import Person
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation


class ScoreSheet(models.Model):
    """Phiếu chấm: the points of one councillor for one dossier, by the criteria of its edition.

    `desk` and `since` are the turn in which it was given: a round of scoring is a turn of the direct superior, and of
    several sheets of a person in it the newest counts. `points` are whole points by the criterion's code, `total` their
    sum; `unit` is the union on whose behalf, `version` the dossier as it was read. Rows are only ever added. The
    database takes one only while the council scores (trigger `a_sheet_is_given_while_the_council_scores`), with every
    criterion scored (`a_sheet_scores_every_criterion`), and from nobody who had a part (`nobody_scores_their_own`).
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="sheets", verbose_name="hồ sơ")
    version = models.PositiveIntegerField("phiên bản đã đọc")
    desk = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name="nơi đang giữ"
    )
    since = models.DateTimeField("giữ từ lúc")
    by = models.ForeignKey(Person, models.PROTECT, related_name="sheets", db_index=False, verbose_name="ủy viên chấm")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name="nhân danh")
    at = models.DateTimeField("lúc")
    points = models.JSONField("điểm từng tiêu chí")
    total = models.PositiveIntegerField("tổng điểm")
    note = models.TextField("nhận xét", blank=True)

    class Meta:
        verbose_name = "phiếu chấm"
        indexes = [models.Index(fields=["by", "-at"], name="sheets_of_a_councillor")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id} {self.total}"


class Summons(models.Model):
    """Lời mời chấm: a councillor was told how many dossiers wait for their sheet. Rows are only ever added."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False, verbose_name="ủy viên")
    waiting = models.PositiveIntegerField("số hồ sơ chờ chấm")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lời mời chấm"
        constraints = [CheckConstraint(name="nobody_is_summoned_for_nothing", condition=Q(waiting__gte=1))]
        indexes = [models.Index(fields=["person", "at"], name="summons_of_a_councillor")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.waiting}"
