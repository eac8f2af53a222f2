"""How far the value of an initiative is attested, and in which figures that is counted: the one home of that rule.

A level follows from whose word stands for the value that is declared now; nothing keeps it by itself. A value that
changes loses the words about the other one. Without an amount ("không tính được bằng tiền") there is no level.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sangkien.counting.models import Measure
from sangkien.initiatives.models import Initiative


class Level(models.TextChoices):
    """The weakest first."""

    DECLARED = "DECLARED", _("Tự kê khai")
    GRASSROOTS = "GRASSROOTS", _("Công đoàn cơ sở xác nhận")
    EMPLOYER = "EMPLOYER", _("Người sử dụng lao động xác nhận")
    VERIFIED = "VERIFIED", _("Đã kiểm chứng sau một năm")


# Beside VALID: at least so far.
COUNTS: dict[Level | None, frozenset[Measure]] = {
    None: frozenset(),
    Level.DECLARED: frozenset(),
    Level.GRASSROOTS: frozenset({Measure.GRASSROOTS}),
    Level.EMPLOYER: frozenset({Measure.GRASSROOTS, Measure.EMPLOYER}),
    Level.VERIFIED: frozenset({Measure.GRASSROOTS, Measure.EMPLOYER, Measure.VERIFIED, Measure.ACTUAL}),
}


def level_of(initiative: Initiative) -> Level | None:
    """The strongest word that stands. An employer who says another value leaves only the author's own: who must know
    it best contradicts the union that confirmed."""
    if initiative.benefit_vnd is None:
        return None
    if initiative.verified_vnd is not None:
        return Level.VERIFIED
    if initiative.employer_vnd is not None:
        return Level.EMPLOYER if initiative.employer_vnd == initiative.benefit_vnd else Level.DECLARED
    return Level.GRASSROOTS if initiative.confirmed_by_id or initiative.agreed else Level.DECLARED


def level_sql(row: str) -> str:
    """The same in SQL, of a row of dossiers by this name."""
    return f"""CASE
        WHEN {row}.benefit_vnd IS NULL THEN NULL
        WHEN {row}.verified_vnd IS NOT NULL THEN '{Level.VERIFIED}'
        WHEN {row}.employer_vnd = {row}.benefit_vnd THEN '{Level.EMPLOYER}'
        WHEN {row}.employer_vnd IS NOT NULL THEN '{Level.DECLARED}'
        WHEN {row}.confirmed_by_id IS NOT NULL OR {row}.agreed THEN '{Level.GRASSROOTS}'
        ELSE '{Level.DECLARED}' END"""


def is_contradicted(initiative: Initiative) -> bool:
    """Does the employer say another value than the one that is declared?"""
    said = initiative.employer_vnd
    return initiative.benefit_vnd is not None and said is not None and said != initiative.benefit_vnd


def revalue(initiative: Initiative, dong: int | None) -> None:
    """Declare another value (not saved): what was said of the one before is said no more, unless an employer said just
    this one."""
    if dong == initiative.benefit_vnd:
        return
    if initiative.employer_vnd != dong:
        initiative.employer_vnd = None
    initiative.benefit_vnd, initiative.verified_vnd = dong, None
