"""The administrative map: communes, wards and special zones (xã, phường, đặc khu) of any day.

The General Statistics Office reuses codes: 00004 was Phường Trúc Bạch, since 1 July 2025 it is Phường Ba Đình. So a
code means a place only together with a day, and what carries a code carries the day whose map it is of.
"""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from sangkien.organisations.dated import DatedQuerySet, dated, found_by
from sangkien.organisations.keys import search_key


class Commune(models.Model):
    """Xã, phường, đặc khu as it was called and where it lay in a period; a change of these is another row.

    There are no districts since 1 July 2025. `folded` is the search key of the name with district and province.
    """

    code = models.CharField("mã", max_length=5)
    name = models.CharField("tên", max_length=120)
    district_code = models.CharField("mã huyện, quận", max_length=3, blank=True)
    district = models.CharField("huyện, quận, thị xã, thành phố", max_length=120, blank=True)
    province_code = models.CharField("mã tỉnh, thành phố", max_length=2)
    province = models.CharField("tỉnh, thành phố", max_length=120)
    folded = models.TextField("khóa tìm kiếm", editable=False)
    valid = DateRangeField("hiệu lực")

    objects = DatedQuerySet["Commune"].as_manager()

    class Meta:
        verbose_name = "xã, phường, đặc khu"
        constraints = [
            *dated("commune", of="code"),
            CheckConstraint(name="a_commune_has_a_name", condition=~Q(name="") & ~Q(province="")),
            CheckConstraint(name="a_commune_has_a_code_of_5_digits", condition=Q(code__regex=r"^[0-9]{5}$")),
            CheckConstraint(
                name="a_commune_lies_in_a_province_of_2_digits", condition=Q(province_code__regex=r"^[0-9]{2}$")
            ),
            CheckConstraint(
                name="a_commune_names_its_district_by_code_and_name_or_not_at_all",
                condition=Q(district_code="", district="") | Q(district_code__regex=r"^[0-9]{3}$") & ~Q(district=""),
            ),
        ]
        indexes = [*found_by("commune"), models.Index(fields=["province_code"], name="communes_of_a_province")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code} {self.name} {self.valid}"

    def call(self) -> None:
        """Set the search key to what the names are now."""
        self.folded = search_key(self.name, self.district, self.province)


class CommuneChange(models.Model):
    """Thay đổi địa giới: the land of one commune, or a part of it (`divided`), came to another.

    Where it was divided the map gives no answer for a place in it: somebody has to know where the place lies.
    """

    before = models.ForeignKey(Commune, models.CASCADE, related_name="changes_after", verbose_name="xã cũ")
    after = models.ForeignKey(Commune, models.CASCADE, related_name="changes_before", verbose_name="xã mới")
    divided = models.BooleanField("xã cũ được chia", default=False)

    class Meta:
        verbose_name = "thay đổi địa giới"
        constraints = [
            UniqueConstraint(name="a_change_of_communes_is_told_once", fields=["before", "after"]),
            CheckConstraint(name="no_commune_becomes_itself", condition=~Q(before=F("after"))),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.before_id} to {self.after_id}"
