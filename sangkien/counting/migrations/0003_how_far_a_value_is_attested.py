"""New measures: the ledger keeps its shape. The checks are proven beside the traffic."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import CheckConstraint, Q

from sangkien.base.resuming import Resumable
from sangkien.counting.models import Measure

_BEFORE = ["SUBMITTED", "VALID", "RETURNED", "INELIGIBLE", "DUPLICATE"]
_OF_VALUE = ["VALID", "GRASSROOTS", "EMPLOYER", "VERIFIED"]
_NOW = [*_BEFORE, *_OF_VALUE[1:], "ACTUAL"]


def _measure() -> models.CharField:
    return models.CharField("chỉ số", max_length=12, choices=Measure)


class Migration(Resumable):
    dependencies = [("counting", "0002_entries_keep_their_chain")]
    operations = [
        migrations.AlterField("entry", "measure", _measure()),
        migrations.AlterField("total", "measure", _measure()),
        *(
            operation
            for model in ("entry", "total")
            for operation in (
                migrations.RemoveConstraint(model, f"{model}_measure_is_known"),
                AddConstraintNotValid(
                    model, CheckConstraint(name=f"{model}_measure_is_known", condition=Q(measure__in=_NOW))
                ),
                ValidateConstraint(model, f"{model}_measure_is_known"),
            )
        ),
        AddConstraintNotValid(
            "entry",
            CheckConstraint(
                name="only_what_is_valid_carries_benefit",
                condition=Q(measure__in=[*_OF_VALUE, "ACTUAL"]) | Q(benefit=0),
            ),
        ),
        ValidateConstraint("entry", "only_what_is_valid_carries_benefit"),
        migrations.RemoveConstraint("entry", "only_valid_entries_carry_benefit"),
    ]
