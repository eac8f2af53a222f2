"""Tệp: one attached file."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q


class FileKind(models.TextChoices):
    """The kinds that are accepted, by their media type."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"


class StoredFile(models.Model):
    """One file, written to the store under its SHA-256 before the row that names it."""

    sha256 = models.CharField("SHA-256", max_length=64)
    kind = models.CharField("loại", max_length=40, choices=FileKind)
    size = models.PositiveIntegerField("cỡ (byte)")
    name = models.CharField("tên tệp", max_length=120)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người gửi"
    )
    kept_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tệp"
        constraints = [
            CheckConstraint(name="file_kind_is_known", condition=Q(kind__in=FileKind.values)),
            CheckConstraint(name="file_is_named_by_its_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            CheckConstraint(name="file_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
