import django.db.models.deletion
from django.db import migrations, models

import sangkien.initiatives.models

RECEIPT = """
-- The moment of receipt, the key, the code, who entered it and the edition it was written under never change.
CREATE OR REPLACE FUNCTION initiatives_keep_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.code, NEW.key, NEW.submitted_at, NEW.entered_by_id, NEW.programme_id, NEW.edition_id)
       IS DISTINCT FROM
       (OLD.code, OLD.key, OLD.submitted_at, OLD.entered_by_id, OLD.programme_id, OLD.edition_id) THEN
        RAISE EXCEPTION 'the receipt of % does not change', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def _edition(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="programmes.edition",
        verbose_name="phiên bản chương trình",
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0008_what_keeps_the_new_parts")]
    operations = [
        migrations.AlterField("draft", "edition", _edition()),
        migrations.AlterField("initiative", "edition", _edition()),
        migrations.AlterField(
            "draft",
            "resume_code",
            models.CharField(
                default=sangkien.initiatives.models.resume_code,
                editable=False,
                max_length=8,
                unique=True,
                verbose_name="mã viết tiếp",
            ),
        ),
        migrations.RunSQL(RECEIPT, migrations.RunSQL.noop),
    ]
