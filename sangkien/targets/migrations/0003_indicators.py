from django.db import migrations, models

# A table of some hundred thousand rows at most: to rewrite it for larger numbers takes less than a second.
INDICATORS = ["VALID", "PEOPLE", "BENEFIT", "UNIONS", "FDI", "PRODUCTION"]


class Migration(migrations.Migration):
    dependencies = [("targets", "0002_when_it_was_set")]

    operations = [
        migrations.AddField(
            "target",
            "indicator",
            models.CharField(
                choices=[
                    ("VALID", "Sáng kiến hợp lệ"),
                    ("PEOPLE", "Người có sáng kiến hợp lệ"),
                    ("BENEFIT", "Giá trị làm lợi"),
                    ("UNIONS", "Công đoàn cơ sở tham gia"),
                    ("FDI", "Doanh nghiệp FDI tham gia"),
                    ("PRODUCTION", "Tỷ trọng khu vực sản xuất, kinh doanh"),
                ],
                db_default="VALID",
                default="VALID",
                max_length=12,
                verbose_name="chỉ số",
            ),
        ),
        migrations.AlterField("target", "value", models.PositiveBigIntegerField(verbose_name="số lượng")),
        migrations.AddConstraint(
            "target",
            models.UniqueConstraint(
                fields=("organisation", "programme", "phase", "kind", "indicator"),
                name="a_unit_has_one_target_of_a_kind_and_indicator_in_a_phase",
                nulls_distinct=False,
            ),
        ),
        migrations.RemoveConstraint("target", "a_unit_has_one_target_of_a_kind_in_a_phase"),
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=models.Q(("indicator__in", INDICATORS)), name="target_indicator_is_known"
            ),
        ),
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=models.Q(("indicator", "PRODUCTION"), _negated=True) | models.Q(("value__lte", 10000)),
                name="a_share_is_part_of_a_whole",
            ),
        ),
    ]
