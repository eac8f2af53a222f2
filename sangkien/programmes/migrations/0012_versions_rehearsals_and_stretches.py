"""Every change of a programme is kept whole; programmes may be tried out; unions open stretches of their own."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

# What unions have opened so far are update days: their campaigns carry a code of that shape.
OPENED_BY_UNITS = """
UPDATE programmes_campaign SET by_unit = true
WHERE kind = 'UPDATE_DAY' AND parent_id IS NOT NULL AND code ~ '^[A-Z]{2}-[0-9]{4}$';
"""

TRIGGERS = """
CREATE TRIGGER a_version_never_changes BEFORE UPDATE ON programmes_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION what_a_union_opens_lies_within_its_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM programmes_campaign part JOIN programmes_campaign whole ON whole.id = part.parent_id
        WHERE (part.id = NEW.id OR part.parent_id = NEW.id) AND part.by_unit
          AND NOT (part."window" <@ whole."window" AND part.programme_id = whole.programme_id)
    ) THEN
        RAISE EXCEPTION 'what_a_union_opens_lies_within_its_parent' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER what_a_union_opens_lies_within_its_parent
    AFTER INSERT OR UPDATE OF "window", parent_id, by_unit ON programmes_campaign
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION what_a_union_opens_lies_within_its_parent();

CREATE FUNCTION a_programme_is_a_rehearsal_from_the_first_or_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a_programme_is_a_rehearsal_from_the_first_or_never' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER a_programme_is_a_rehearsal_from_the_first_or_never BEFORE UPDATE OF rehearsal ON programmes_programme
    FOR EACH ROW WHEN (NEW.rehearsal AND NOT OLD.rehearsal)
    EXECUTE FUNCTION a_programme_is_a_rehearsal_from_the_first_or_never();
"""

BACK = """
DROP TRIGGER a_programme_is_a_rehearsal_from_the_first_or_never ON programmes_programme;
DROP FUNCTION a_programme_is_a_rehearsal_from_the_first_or_never();
DROP TRIGGER what_a_union_opens_lies_within_its_parent ON programmes_campaign;
DROP FUNCTION what_a_union_opens_lies_within_its_parent();
DROP TRIGGER a_version_never_changes ON programmes_version;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_councillors"),
        ("audit", "0002_append_only"),
        ("programmes", "0011_milestones"),
    ]

    operations = [
        migrations.AddField(
            "programme", "rehearsal", models.BooleanField("chạy thử", default=False, db_default=False)
        ),
        migrations.AddField(
            "campaign", "by_unit", models.BooleanField("do đơn vị tự mở", default=False, db_default=False)
        ),
        migrations.RunSQL(OPENED_BY_UNITS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "campaign",
            models.CheckConstraint(
                name="what_a_union_opens_itself_lies_in_a_campaign", condition=Q(by_unit=False) | Q(parent__isnull=False)
            ),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="số")),
                ("told", models.JSONField(verbose_name="nội dung")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="người thay đổi",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="programmes.edition",
                        verbose_name="phiên bản chương trình",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "bản thiết lập chương trình",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="versions_of_a_programme_are_numbered"
                    ),
                    models.CheckConstraint(name="versions_begin_with_one", condition=Q(number__gt=0)),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, BACK),
    ]
