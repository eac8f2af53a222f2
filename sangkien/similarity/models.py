"""Dấu văn bản: by which records like one another are found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sangkien.initiatives.models import Initiative


class Print(models.Model):
    """The bands of a dossier (see `prints`). Derived from its words: what changes them puts it among the `Unread`."""

    initiative = models.OneToOneField(
        Initiative, models.CASCADE, primary_key=True, related_name="print", verbose_name="hồ sơ"
    )
    title = ArrayField(models.IntegerField(), verbose_name="dấu của tên")
    content = ArrayField(models.IntegerField(), verbose_name="dấu của nội dung")

    class Meta:
        verbose_name = "dấu văn bản"
        indexes = [
            GinIndex(name="prints_by_title", fields=["title"], opclasses=["gin__int_ops"]),
            GinIndex(name="prints_by_content", fields=["content"], opclasses=["gin__int_ops"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Unread(models.Model):
    """Hồ sơ chờ lấy dấu: its words are new. A trigger writes it, whatever changed them; who reads it, removes it."""

    id = models.BigAutoField(primary_key=True)
    initiative_id = models.BigIntegerField("hồ sơ")

    class Meta:
        verbose_name = "hồ sơ chờ lấy dấu"

    def __str__(self) -> str:
        return f"#{self.pk} {self.initiative_id}"
