"""Whom a union stands for begins the range of all below it: nobody reads a nation to find its root."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import models

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable


class Migration(Resumable):
    dependencies = [("organisations", "0009_sums_that_are_kept")]
    operations = [
        AddIndexPatiently(
            "ancestry",
            models.Index(
                fields=["ancestor", "depth"],
                include=("descendant", "valid", "lives", "carries_members"),
                name="all_below_a_union",
            ),
        ),
        RemoveIndexConcurrently("ancestry", "ancestry_downwards"),
    ]
