"""Tổ chức công đoàn: who a union is never changes; where it hangs, its name and its kind are dated rows."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import CheckConstraint, F, OuterRef, Q, QuerySet, Subquery, UniqueConstraint
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sangkien.organisations.dated import DatedQuerySet, dated, found_by
from sangkien.organisations.headcounts import Headcount as Headcount
from sangkien.organisations.headcounts import TreeChange as TreeChange
from sangkien.organisations.keys import search_key
from sangkien.organisations.places import Commune as Commune
from sangkien.organisations.places import CommuneChange as CommuneChange
from sangkien.organisations.search_entries import SearchEntry as SearchEntry
from sangkien.organisations.search_entries import SearchWord as SearchWord


class Ownership(models.TextChoices):
    """Loại hình of a workplace; the letter of the peak campaign asks for FDI firms by name (item 2e)."""

    STATE = "state", _("Nhà nước")
    PUBLIC_SERVICE = "public_service", _("Đơn vị sự nghiệp công lập")
    PRIVATE = "private", _("Doanh nghiệp tư nhân")
    FDI = "fdi", _("Doanh nghiệp FDI")
    COOPERATIVE = "cooperative", _("Hợp tác xã")


class UnitKind(models.Model):
    """Loại tổ chức công đoàn: data, since the law changes it (four levels until 2025, three since).

    `rank` orders kinds from the top (1). `takes_dossiers`: workers belong here (công đoàn cơ sở).
    `reviews`: it can be the direct superior that decides on initiatives.
    """

    code = models.CharField("mã", primary_key=True, max_length=40)
    name = models.CharField("tên", max_length=120)
    name_en = models.CharField("tên tiếng Anh", max_length=120)

    rank = models.PositiveSmallIntegerField("thứ bậc")
    may_hang_under = models.ManyToManyField(
        "self", symmetrical=False, related_name="may_hold", verbose_name="được trực thuộc"
    )
    takes_dossiers = models.BooleanField("nhận sáng kiến của người lao động", default=False)
    reviews = models.BooleanField("thẩm định sáng kiến", default=False)

    class Meta:
        verbose_name = "loại tổ chức"
        constraints = [
            CheckConstraint(name="kind_code_is_upper_case_ascii", condition=Q(code__regex=r"^[A-Z][A-Z0-9_]*$")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations of a day. Each method stays one query, whatever is chained."""

    def on(self, day: date) -> Self:
        """Those that exist that day."""
        return self.filter(pk__in=Placement.objects.on(day).values("organisation"))

    def under(self, top: "Organisation | QuerySet[Organisation]", *, on: date, ended: bool = False) -> Self:
        """Those in the subtree of `top` that day, `top` included; `ended` adds those that have ended by then and
        were taken over, directly or in turn, by a union of the subtree."""
        lines = Ancestry.objects.on(on, ended=ended).filter(ancestor__in=_keys(top))
        return self.filter(pk__in=lines.values("descendant"))

    def now_in(self, heir: "Organisation", *, on: date) -> Self:
        """The union itself if it exists that day, and all that have ended by then and were taken over by it."""
        lines = Ancestry.objects.on(on, ended=True).filter(ancestor=heir, depth=0)
        return self.filter(pk__in=lines.values("descendant"))

    def standing_for(self, units: "Organisation | QuerySet[Organisation]", *, on: date) -> Self:
        """Of each of `units` itself, or who stands for it that day where it has ended."""
        lines = Ancestry.objects.on(on, ended=True).filter(descendant__in=_keys(units), depth=0)
        return self.filter(pk__in=lines.values("ancestor"))

    def above(self, below: "Organisation | QuerySet[Organisation]", *, on: date, ended: bool = False) -> Self:
        """Those on the way from `below` to the root that day, `below` included; with `ended`, those of `below` that
        have ended by then lead on from whoever stands for them."""
        lines = Ancestry.objects.on(on, ended=ended).filter(descendant__in=_keys(below))
        return self.filter(pk__in=lines.values("ancestor"))

    def named(self, *, on: date) -> Self:
        """Each with the `name`, `short_name` and `kind_code` it had that day."""
        names = UnitName.objects.on(on).filter(organisation=OuterRef("pk"))
        kinds = Classification.objects.on(on).filter(organisation=OuterRef("pk"))
        return self.annotate(
            name=Subquery(names.values("name")),
            short_name=Subquery(names.values("short_name")),
            kind_code=Subquery(kinds.values("kind")),
        )


def _keys(one_or_many: "Organisation | QuerySet[Organisation]") -> Any:
    return [one_or_many.pk] if isinstance(one_or_many, Organisation) else one_or_many.values("pk")


class Organisation(models.Model):
    """Tổ chức công đoàn: an identity. There is no national list of codes: ours never changes."""

    code = models.CharField("mã", max_length=60, unique=True)

    objects = OrganisationQuerySet.as_manager()

    # Filled by `.named(on=day)`, and only by it.
    name: str
    short_name: str
    kind_code: str

    class Meta:
        verbose_name = "tổ chức công đoàn"
        constraints = [
            CheckConstraint(
                name="organisation_code_is_upper_case_ascii",
                condition=Q(code__regex=r"^[A-Z0-9]+(-[A-Z0-9]+)*$"),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


class Placement(models.Model):
    """Where a union hangs in the tree from a day up to but not including another; only a root has no parent.

    Beyond the constraints below the database holds (deferred triggers, migration 0002): the parent exists on
    all these days, no unit is above itself on any day, and the unit has a name and a kind on each of them.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="placements", verbose_name="tổ chức")
    parent = models.ForeignKey(
        Organisation, models.PROTECT, related_name="placements_below", null=True, verbose_name="trực thuộc"
    )
    valid = DateRangeField("hiệu lực")

    objects = DatedQuerySet["Placement"].as_manager()

    class Meta:
        verbose_name = "vị trí trong hệ thống"
        constraints = [
            *dated("placement"),
            CheckConstraint(
                name="a_unit_does_not_hang_under_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("organisation")),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} under {self.parent_id} {self.valid}"


class UnitName(models.Model):
    """What a union is called (tên, tên viết tắt) in a period. `folded` is the search key of both."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names", verbose_name="tổ chức")
    name = models.CharField("tên", max_length=250)
    short_name = models.CharField("tên viết tắt", max_length=250)
    folded = models.TextField("khóa tìm kiếm", editable=False)
    valid = DateRangeField("hiệu lực")

    objects = DatedQuerySet["UnitName"].as_manager()

    class Meta:
        verbose_name = "tên tổ chức"
        constraints = [*dated("name"), CheckConstraint(name="a_name_is_not_empty", condition=~Q(name=""))]
        indexes = found_by("unit_name")

    def __str__(self) -> str:
        return f"#{self.pk} {self.name} {self.valid}"

    def call(self, name: str, short_name: str) -> None:
        """Set both names and their search key together; without a short name the full one stands for it."""
        self.name, self.short_name = name, short_name or name
        self.folded = search_key(self.name, self.short_name)


class Classification(models.Model):
    """What kind of union it is in a period."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="classifications", verbose_name="tổ chức"
    )
    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="classifications", verbose_name="loại tổ chức")
    valid = DateRangeField("hiệu lực")

    objects = DatedQuerySet["Classification"].as_manager()

    class Meta:
        verbose_name = "loại của tổ chức"
        constraints = dated("kind")

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} {self.kind_id} {self.valid}"


class Manner(models.TextChoices):
    """How a union passed into another."""

    MERGED = "MERGED", _("hợp nhất, sáp nhập")
    SPLIT = "SPLIT", _("chia, tách")
    TRANSFERRED = "TRANSFERRED", _("giải thể, chuyển lên cấp trên")
    LEFT = "LEFT", _("giải thể, đoàn viên thôi sinh hoạt")


class Succession(models.Model):
    """Kế thừa: from the day `since` on, `successor` stands for a union, or for the part that was split off it.

    The `heir` is the one that answers for what the union leaves: its records, its open work, and in every figure
    restated to a later tree its counts. A union that ends without one leaves them to its last superior. With the
    manner LEFT the members are gone; in every other they belong to the successor.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="successions", verbose_name="tổ chức")
    successor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="inheritances", verbose_name="tổ chức kế thừa"
    )
    since = models.DateField("từ ngày")
    manner = models.CharField("cách", max_length=12, choices=Manner)
    heir = models.BooleanField("nhận hồ sơ và số liệu", default=True)

    class Meta:
        verbose_name = "kế thừa"
        constraints = [
            CheckConstraint(name="succession_manner_is_known", condition=Q(manner__in=Manner.values)),
            CheckConstraint(name="no_union_succeeds_itself", condition=~Q(successor=F("organisation"))),
            UniqueConstraint(name="a_successor_is_named_once_a_day", fields=["organisation", "successor", "since"]),
            UniqueConstraint(name="a_union_has_one_heir", fields=["organisation"], condition=Q(heir=True)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} {self.manner} into {self.successor_id} {self.since}"


class ExternalCode(models.Model):
    """The code that another system gives to a union (portal of the Confederation, statistics, …)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="external_codes", verbose_name="tổ chức"
    )
    system = models.CharField("hệ thống", max_length=40)
    code = models.CharField("mã", max_length=80)

    class Meta:
        verbose_name = "mã ở hệ thống khác"
        constraints = [
            UniqueConstraint(name="an_external_code_names_one_unit", fields=["system", "code"]),
            CheckConstraint(name="an_external_code_is_not_empty", condition=~Q(system="") & ~Q(code="")),
        ]
        indexes = [models.Index(fields=["code"], name="unit_by_external_code")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.system}={self.code}"


class MemberCount(models.Model):
    """Số đoàn viên, số lao động that a union reported for a day. `employees` is None where it did not say."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="member_counts", verbose_name="tổ chức")
    counted_on = models.DateField("ngày chốt số liệu")
    members = models.IntegerField("số đoàn viên")
    employees = models.IntegerField("số lao động", null=True)

    class Meta:
        verbose_name = "số đoàn viên"
        constraints = [
            UniqueConstraint(name="members_are_counted_once_a_day", fields=["organisation", "counted_on"]),
            CheckConstraint(name="members_are_not_fewer_than_none", condition=Q(members__gte=0)),
            CheckConstraint(
                name="employees_are_not_fewer_than_none",
                condition=Q(employees__isnull=True) | Q(employees__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.organisation_id} {self.counted_on} {self.members}"


class Workplace(models.Model):
    """Nơi làm việc: an enterprise or body whose workers a union gathers.

    One union may gather several (Trade Union Act 50/2024/QH15, article 4(2)), and a large enterprise may have
    several unions, so neither side is unique. `tax_code` holds digits only (10, or 13 for a branch). `commune_on` is
    the day whose map `commune_code` is of, since codes are reused (places.py).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="workplaces", verbose_name="công đoàn")
    name = models.CharField("tên", max_length=250)
    folded = models.TextField("khóa tìm kiếm", editable=False)

    tax_code = models.CharField("mã số thuế", max_length=13, blank=True, db_index=True)
    ownership = models.CharField("loại hình", max_length=20, choices=Ownership)
    sector = models.CharField("ngành, nghề", max_length=120, blank=True)
    commune_code = models.CharField("mã xã, phường", max_length=5, blank=True)
    commune_on = models.DateField("mã theo bản đồ ngày", null=True)

    class Meta:
        verbose_name = "nơi làm việc"
        constraints = [
            CheckConstraint(name="workplace_ownership_is_known", condition=Q(ownership__in=Ownership.values)),
            CheckConstraint(name="a_workplace_has_a_name", condition=~Q(name="")),
            CheckConstraint(
                name="a_tax_code_has_10_or_13_digits",
                condition=Q(tax_code="") | Q(tax_code__regex=r"^[0-9]{10}([0-9]{3})?$"),
            ),
            CheckConstraint(
                name="a_commune_code_has_5_digits",
                condition=Q(commune_code="") | Q(commune_code__regex=r"^[0-9]{5}$"),
            ),
            CheckConstraint(
                name="a_commune_code_is_of_the_map_of_a_day",
                condition=Q(commune_code="", commune_on__isnull=True)
                | ~Q(commune_code="") & Q(commune_on__isnull=False),
            ),
        ]
        indexes = found_by("workplace")

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    def call(self, name: str) -> None:
        """Set the name and its search key together."""
        self.name, self.folded = name, search_key(name)


class AncestryQuerySet(DatedQuerySet["Ancestry"]):
    """Lines of a day."""

    def on(self, day: date, *, ended: bool = False) -> Self:
        """Those between unions that exist that day; `ended` adds the lines of unions that have ended by then."""
        lines = super().on(day)
        return lines if ended else lines.filter(lives=True)


class Ancestry(models.Model):
    """The tree's closure: `ancestor` is `depth` steps above `descendant` on the days of `valid`.

    Every unit is its own ancestor at depth 0. A union that has ended (`lives` is false) has the lines of the union
    that stands for it on those days, its heir or in turn the heir's, and that one at depth 0;
    `carries_members` says whether its members came along. Ancestors always exist on the days of the line. On any
    day a pair occurs at most once.
    Derived: triggers on placements and successions keep it (migrations 0002, 0005) and refuse every other write.
    """

    pk = models.CompositePrimaryKey("descendant", "ancestor", "valid")
    ancestor = models.ForeignKey(
        Organisation, models.DO_NOTHING, related_name="lines_down", db_constraint=False, db_index=False
    )
    descendant = models.ForeignKey(
        Organisation, models.DO_NOTHING, related_name="lines_up", db_constraint=False, db_index=False
    )
    depth = models.PositiveSmallIntegerField()
    valid = DateRangeField()
    lives = models.BooleanField()
    carries_members = models.BooleanField()

    objects = AncestryQuerySet.as_manager()

    class Meta:
        verbose_name = "tuyến công đoàn"
        # Both directions are read from the index alone: a province's subtree is one range of it, and whom it stands
        # for the beginning of that range.
        indexes = [
            models.Index(
                fields=["ancestor", "depth"],
                include=["descendant", "valid", "lives", "carries_members"],
                name="all_below_a_union",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.ancestor_id} is {self.depth} above {self.descendant_id} {self.valid}"
