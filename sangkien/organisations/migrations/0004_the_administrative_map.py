"""Communes with their days, and of what day's map the code of a workplace is.

A code written before this migration is of the map of the day it was written, as the log tells; so it will be from now
on. Where the log says nothing it is taken to be of the last day of the map with districts.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

WHEN_IT_WAS_WRITTEN = """
UPDATE organisations_workplace w
SET commune_on = coalesce(
    (SELECT (max(r.at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM audit_record r
     WHERE (r.target_type, r.target_id) IN (('organisations.organisation', w.organisation_id::text),
                                            ('organisations.workplace', w.id::text))
       AND r.verb IN ('organisation.create', 'organisation.add_workplace')),
    DATE '2025-06-30')
WHERE w.commune_code <> '';
"""

words = models.Func(
    models.Value("simple"),
    "folded",
    function="to_tsvector",
    output_field=django.contrib.postgres.search.SearchVectorField(),
)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_found_by_words"), ("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=5, verbose_name="mã")),
                ("name", models.CharField(max_length=120, verbose_name="tên")),
                ("district_code", models.CharField(blank=True, max_length=3, verbose_name="mã huyện, quận")),
                (
                    "district",
                    models.CharField(blank=True, max_length=120, verbose_name="huyện, quận, thị xã, thành phố"),
                ),
                ("province_code", models.CharField(max_length=2, verbose_name="mã tỉnh, thành phố")),
                ("province", models.CharField(max_length=120, verbose_name="tỉnh, thành phố")),
                ("folded", models.TextField(editable=False, verbose_name="khóa tìm kiếm")),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="hiệu lực")),
            ],
            options={
                "verbose_name": "xã, phường, đặc khu",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(words, name="commune_by_words"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["folded"], name="commune_by_likeness", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(fields=["province_code"], name="communes_of_a_province"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid__isempty", False)), name="commune_lasts_at_least_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid__lower_inf", False)), name="commune_begins_on_a_day"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("code", "="), ("valid", "&&")], name="one_commune_of_a_code_on_any_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True) & models.Q(("province", ""), _negated=True),
                        name="a_commune_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{5}$")), name="a_commune_has_a_code_of_5_digits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("province_code__regex", "^[0-9]{2}$")),
                        name="a_commune_lies_in_a_province_of_2_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("district", ""), ("district_code", ""))
                        | models.Q(("district_code__regex", "^[0-9]{3}$"))
                        & models.Q(("district", ""), _negated=True),
                        name="a_commune_names_its_district_by_code_and_name_or_not_at_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommuneChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("divided", models.BooleanField(default=False, verbose_name="xã cũ được chia")),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes_after",
                        to="organisations.commune",
                        verbose_name="xã cũ",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes_before",
                        to="organisations.commune",
                        verbose_name="xã mới",
                    ),
                ),
            ],
            options={
                "verbose_name": "thay đổi địa giới",
                "constraints": [
                    models.UniqueConstraint(fields=("before", "after"), name="a_change_of_communes_is_told_once"),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="no_commune_becomes_itself",
                    ),
                ],
            },
        ),
        migrations.AddField("workplace", "commune_on", models.DateField(null=True, verbose_name="mã theo bản đồ ngày")),
        migrations.RunSQL(WHEN_IT_WAS_WRITTEN, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "workplace",
            models.CheckConstraint(
                condition=models.Q(("commune_code", ""), ("commune_on__isnull", True))
                | models.Q(("commune_code", ""), _negated=True) & models.Q(("commune_on__isnull", False)),
                name="a_commune_code_is_of_the_map_of_a_day",
            ),
        ),
    ]
