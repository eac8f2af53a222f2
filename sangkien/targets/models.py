"""Chỉ tiêu của một đơn vị trong một giai đoạn."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme


class TargetKind(models.TextChoices):
    """Whose number it is."""

    ASSIGNED = "ASSIGNED", _("Được giao")
    REGISTERED = "REGISTERED", _("Đăng ký")
    SELF_RAISED = "SELF_RAISED", _("Tự phấn đấu")


class Target(models.Model):
    """One number: how many valid initiatives (sáng kiến hợp lệ) this union is to reach in this phase, or in
    the whole programme where it has no phases."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="targets", verbose_name="đơn vị")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="targets", verbose_name="chương trình")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="targets", verbose_name="giai đoạn")
    kind = models.CharField("loại", max_length=12, choices=TargetKind)
    value = models.PositiveIntegerField("số lượng")
    set_at = models.DateTimeField("đặt lúc")

    class Meta:
        verbose_name = "chỉ tiêu"
        constraints = [
            UniqueConstraint(
                name="a_unit_has_one_target_of_a_kind_in_a_phase",
                fields=["organisation", "programme", "phase", "kind"],
                nulls_distinct=False,
            ),
            CheckConstraint(name="target_kind_is_known", condition=Q(kind__in=TargetKind.values)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.value}"
