"""Nhật ký: one row for every change that a person or a command made."""

from django.db import models


class Record(models.Model):
    """One change. The database refuses to alter or remove it (trigger `audit_is_append_only`)."""

    at = models.DateTimeField("lúc")
    verb = models.CharField("việc", max_length=64)
    target_type = models.CharField("loại", max_length=64)
    target_id = models.CharField("đối tượng", max_length=64)

    by_id = models.BigIntegerField("người làm", null=True)
    unit_id = models.BigIntegerField("nhân danh đơn vị", null=True)

    before = models.JSONField("trước", default=dict)
    after = models.JSONField("sau", default=dict)

    class Meta:
        verbose_name = "dòng nhật ký"
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb} {self.target_type} {self.target_id}"
