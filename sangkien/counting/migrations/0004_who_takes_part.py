"""What is valid says which traits it has and whose it is; months and the whole are kept beside the days. Columns come
with what they hold at first, checks and the index are made beside the traffic; the rows of before are filled next."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable
from sangkien.counting.models import Measure

_BOOKED = ["SUBMITTED", "VALID", "RETURNED", "INELIGIBLE", "DUPLICATE", "GRASSROOTS", "EMPLOYER", "VERIFIED", "ACTUAL"]
_TRAITS = ["DIRECT", "FDI", "PRODUCTION"]
_NOW = [*_BOOKED, "PRODUCTION", "FDI", "DIRECT", "UNIONS", "FDI_UNIONS", "PEOPLE"]

_CHECKS = [
    ("total", CheckConstraint(name="total_measure_is_known", condition=Q(measure__in=_NOW))),
    (
        "entry",
        CheckConstraint(
            name="only_what_is_valid_has_traits_and_people",
            condition=Q(measure="VALID") | Q(traits__len=0, people__len=0),
        ),
    ),
    (
        "entry",
        CheckConstraint(name="the_traits_of_an_entry_are_known", condition=Q(traits__contained_by=_TRAITS)),
    ),
]


def _money() -> models.DecimalField:
    return models.DecimalField(
        "giá trị của riêng đơn vị (đồng)", max_digits=24, decimal_places=0, default=0, db_default=0
    )


def _number() -> models.IntegerField:
    return models.IntegerField("số lượng của riêng đơn vị", default=0, db_default=0)


def _measure() -> models.CharField:
    return models.CharField("chỉ số", max_length=12, choices=Measure)


def _to(model: str, name: str, **more: object) -> models.ForeignKey:
    on_delete = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=on_delete, related_name="+", to=model, verbose_name=name, **more)


class Migration(Resumable):
    dependencies = [
        ("counting", "0003_how_far_a_value_is_attested"),
        ("organisations", "0002_what_keeps_the_tree"),
        ("programmes", "0001_initial"),
    ]
    operations = [
        migrations.AlterField("entry", "measure", _measure()),
        migrations.AlterField("total", "measure", _measure()),
        migrations.AddField(
            "entry",
            "traits",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=12),
                blank=True,
                db_default=[],
                default=list,
                size=None,
                verbose_name="trọng tâm",
            ),
        ),
        migrations.AddField(
            "entry",
            "people",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(), blank=True, db_default=[], default=list, size=None, verbose_name="của ai"
            ),
        ),
        migrations.AddField("total", "own_count", _number()),
        migrations.AddField("total", "own_benefit", _money()),
        migrations.RemoveConstraint("total", "total_measure_is_known"),
        *(AddConstraintNotValid(model, check) for model, check in _CHECKS),
        *(ValidateConstraint(model, check.name) for model, check in _CHECKS),
        AddIndexPatiently(
            "entry",
            django.contrib.postgres.indexes.GinIndex(
                condition=Q(measure="VALID"), fastupdate=False, fields=["people"], name="valid_of_a_person"
            ),
        ),
        migrations.CreateModel(
            "PeriodTotal",
            [
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("measure", _measure()),
                ("count", models.IntegerField("số lượng")),
                (
                    "benefit",
                    models.DecimalField("giá trị làm lợi (đồng)", max_digits=24, decimal_places=0),
                ),
                ("own_count", _number()),
                ("own_benefit", _money()),
                ("month", models.DateField("tháng", null=True)),
                ("phase", _to("programmes.phase", "giai đoạn", null=True)),
                ("programme", _to("programmes.programme", "chương trình")),
                ("unit", _to("organisations.organisation", "đơn vị")),
            ],
            {
                "verbose_name": "tổng theo kỳ",
                "constraints": [
                    UniqueConstraint(
                        name="one_total_a_unit_phase_month_and_measure",
                        fields=["unit", "programme", "phase", "month", "measure"],
                        nulls_distinct=False,
                    ),
                    CheckConstraint(name="period_total_measure_is_known", condition=Q(measure__in=_NOW)),
                    CheckConstraint(
                        name="a_month_is_named_by_its_first_day",
                        condition=Q(month__isnull=True) | Q(month__day=1),
                    ),
                ],
            },
        ),
    ]
