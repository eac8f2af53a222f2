"""What many unions below come to, kept for the days that boards ask of: members, employees, grassroots unions.

A nation's sums read every grassroots union of the day. The worker keeps them for the unions that have others below;
whoever reads takes what is kept as long as nothing it was summed of has changed since, and sums the rest
(membership.py).
So a figure is exact at every moment, kept or not.

What changes leaves its transaction's number (triggers of migration 0009), and what is kept says which transactions it
had seen. Nobody waits for anybody: no version is counted up, no row is shared.
"""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q


class SnapshotField(models.TextField):  # type: ignore[type-arg]  # Django's own has none at run time
    """Which transactions had ended: PostgreSQL's own kind."""

    def db_type(self, connection: Any) -> str:
        return "pg_snapshot"


class TransactionField(models.BigIntegerField):  # type: ignore[type-arg]  # as above
    """The number of a transaction, which never comes back: PostgreSQL's own kind."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class TreeChange(models.Model):
    """A transaction that changed the tree, a kind, a workplace or a count of members."""

    number = TransactionField(primary_key=True)

    class Meta:
        verbose_name = "thay đổi về tổ chức"

    def __str__(self) -> str:
        return f"#{self.pk}"


class Headcount(models.Model):
    """Of a union with all below it on a day, as of the transactions it had `seen`. Derived: may be emptied any time."""

    pk = models.CompositePrimaryKey("organisation", "day")
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, verbose_name="tổ chức")
    day = models.DateField("ngày")
    members = models.BigIntegerField("số đoàn viên")
    employees = models.BigIntegerField("số lao động")
    unions = models.IntegerField("số công đoàn cơ sở")
    foreign = models.IntegerField("số công đoàn cơ sở ở doanh nghiệp FDI")
    seen = SnapshotField("đã thấy")

    class Meta:
        verbose_name = "số đã cộng sẵn"
        constraints = [
            CheckConstraint(name="foreign_unions_are_among_the_unions", condition=Q(foreign__lte=F("unions"))),
        ]

    def __str__(self) -> str:
        return f"#{self.organisation_id} {self.day}"


# Is what is kept (h) still true? A snapshot from beyond the newest transaction came along with a backup of another
# server, whose numbers say nothing here.
STILL_TRUE = """
pg_snapshot_xmax(h.seen) <= pg_snapshot_xmax(pg_current_snapshot()) AND NOT EXISTS (
    SELECT FROM organisations_treechange c
    WHERE c.number >= pg_snapshot_xmin(h.seen) AND NOT pg_visible_in_snapshot(c.number, h.seen))"""
# What is kept of `units` for the day `on` and still true.
KEPT = f"""
FROM organisations_headcount h
WHERE h.organisation_id = ANY(%(units)s::bigint[]) AND h.day = %(on)s AND {STILL_TRUE}"""
