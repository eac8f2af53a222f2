"""Who gave the verdict that a dossier has, and what it was before one that nobody has been told of yet. Nothing of it
is asked of the release before; index and constraint are made beside the traffic."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable

FORWARD = """
-- Whoever gave the verdict that is being looked at again, or corrected, does not give the next one.
CREATE FUNCTION initiatives_check_judge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND NEW.state IN ('RETURNED', 'VALID', 'INELIGIBLE', 'DUPLICATE') THEN
        RAISE EXCEPTION 'person % has judged dossier % already', NEW.judged_by_id, NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_judges_twice';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_judges_twice BEFORE UPDATE OF state ON initiatives_initiative
    FOR EACH ROW WHEN (OLD.judged_by_id = NEW.judged_by_id) EXECUTE FUNCTION initiatives_check_judge();
"""
BACK = """
DROP TRIGGER nobody_judges_twice ON initiatives_initiative;
DROP FUNCTION initiatives_check_judge();
"""
STATES = [
    ("SUBMITTED", "Đã gửi"),
    ("REVIEWING", "Đang thẩm định"),
    ("RETURNED", "Cần bổ sung"),
    ("VALID", "Đã công nhận"),
    ("INELIGIBLE", "Không công nhận"),
    ("DUPLICATE", "Đã gộp"),
    ("WITHDRAWN", "Đã rút"),
]


def _to(model: str, name: str, **more: object) -> models.ForeignKey:
    given = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}
    return models.ForeignKey(to=model, verbose_name=name, **given | more)


class Migration(Resumable):
    dependencies = [
        ("initiatives", "0019_declared_upgrades"),
        ("accounts", "0005_resume_attempts"),
        ("organisations", "0008_whichever_apostrophe"),
    ]
    operations = [
        migrations.AddField("initiative", "judged_by", _to("accounts.person", "người kết luận", db_index=False)),
        migrations.AddField(
            "initiative", "judged_for", _to("organisations.organisation", "nơi kết luận", db_index=False)
        ),
        migrations.RunSQL(FORWARD, BACK),
        migrations.CreateModel(
            name="Untold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="untold",
                        to="initiatives.initiative",
                        verbose_name="hồ sơ",
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="phiên bản của kết luận")),
                ("until", models.DateTimeField(db_index=True, verbose_name="báo lúc")),
                ("state", models.CharField(choices=STATES, max_length=12, verbose_name="trạng thái trước đó")),
                ("desk", _to("organisations.organisation", "nơi đang giữ")),
                ("waiting_since", models.DateTimeField(verbose_name="chờ từ")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="kết luận lúc")),
                ("verified_vnd", models.BigIntegerField(null=True, verbose_name="giá trị sau một năm (đồng)")),
                ("duplicate_of", _to("initiatives.initiative", "trùng với")),
                ("judged_by", _to("accounts.person", "người kết luận")),
                ("judged_for", _to("organisations.organisation", "nơi kết luận")),
            ],
            options={"verbose_name": "kết luận chưa báo"},
        ),
        AddConstraintNotValid(
            "initiative",
            models.CheckConstraint(
                name="whoever_judges_does_so_for_a_union",
                condition=Q(judged_by__isnull=True) | Q(judged_for__isnull=False),
            ),
        ),
        ValidateConstraint("initiative", "whoever_judges_does_so_for_a_union"),
        AddIndexPatiently(
            "initiative",
            models.Index(fields=["judged_for"], name="judged_by_a_union", condition=Q(judged_for__isnull=False)),
        ),
    ]
