"""Cụm, khối thi đua: clusters, the unions in them by the day, who leads them, targets of single quarters."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sangkien.accounts.models import Person
from sangkien.organisations.dated import DatedQuerySet, dated
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme


class Cluster(models.Model):
    """Cụm, khối thi đua: unions that one union, its `organiser`, compares with one another ("Cụm thi đua 10 LĐLĐ tỉnh
    Nam Trung Bộ và Tây Nguyên", "Khối thi đua Công đoàn các tập đoàn"). The organiser is its level: the Confederation
    has clusters of federations, a province those of its own unions."""

    code = models.CharField("mã", max_length=40, unique=True)
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="clusters", verbose_name="đơn vị tổ chức")
    name = models.CharField("tên", max_length=160)

    class Meta:
        verbose_name = "cụm, khối thi đua"
        constraints = [
            CheckConstraint(name="a_cluster_has_a_name", condition=~Q(name="")),
            CheckConstraint(
                name="cluster_code_is_upper_case_ascii", condition=Q(code__regex=r"^[A-Z0-9]+(-[A-Z0-9]+)*$")
            ),
            UniqueConstraint(name="clusters_of_a_union_have_names_of_their_own", fields=["organiser", "name"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


class Member(models.Model):
    """Đơn vị trong cụm: a union belongs to the cluster from a day up to but not including another; on any day to one
    cluster of an organiser at most. `organiser` is the cluster's (foreign key over both, migration 0002)."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members", verbose_name="cụm, khối")
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị tổ chức")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cluster_memberships", verbose_name="đơn vị"
    )
    valid = DateRangeField("những ngày")

    objects = DatedQuerySet["Member"].as_manager()

    class Meta:
        verbose_name = "đơn vị trong cụm"
        constraints = [
            *dated("membership")[:2],
            ExclusionConstraint(
                name="a_union_is_in_one_cluster_of_a_level_on_any_day",
                expressions=[
                    ("organiser", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} in {self.cluster_id} {self.valid}"


class Lead(models.Model):
    """Trưởng cụm, trưởng khối: the member that leads the cluster, one at a time, usually for a year."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="leads", verbose_name="cụm, khối")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    valid = DateRangeField("những ngày")

    objects = DatedQuerySet["Lead"].as_manager()

    class Meta:
        verbose_name = "trưởng cụm, trưởng khối"
        constraints = dated("lead", of="cluster")

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} leads {self.cluster_id} {self.valid}"


class QuarterTarget(models.Model):
    """Chỉ tiêu quý theo quyết định: how many valid initiatives a union is to have in one quarter, where that was set.
    Without a row it follows from the targets of the phases, pro rata by days (`statistics.quarters`)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="chương trình")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("quý")
    value = models.PositiveIntegerField("số lượng")
    decision = models.CharField("căn cứ", max_length=300)
    at = models.DateTimeField("đặt lúc")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người đặt")

    class Meta:
        verbose_name = "chỉ tiêu quý theo quyết định"
        constraints = [
            UniqueConstraint(
                name="a_union_has_one_target_a_quarter", fields=["organisation", "programme", "year", "number"]
            ),
            CheckConstraint(name="a_year_has_four_quarters", condition=Q(number__range=(1, 4))),
            CheckConstraint(name="a_quarters_target_names_its_decision", condition=~Q(decision="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} {self.year}-Q{self.number} {self.value}"
