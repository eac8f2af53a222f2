"""A document says under which unions its dossier is today and ever; a union with another one above it is noted."""

from django.db import migrations, models

NOTING = """
CREATE FUNCTION search_note_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_moved (unit_id)
    SELECT unit FROM (SELECT DISTINCT descendant_id AS unit FROM changed) AS c
    WHERE EXISTS (SELECT FROM initiatives_initiative i WHERE i.unit_id = unit)
       OR EXISTS (SELECT FROM initiatives_initiative i WHERE i.judged_for_id = unit)
    ORDER BY unit
    ON CONFLICT (unit_id) DO UPDATE SET after = 0;  -- not DO NOTHING: whoever reads it just now must not delete this note
    RETURN NULL;
END $$;
CREATE TRIGGER who_stands_above_is_read_again AFTER INSERT ON organisations_ancestry
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_moved();

-- Of what is there already only those documents are behind whose chain does not say it.
INSERT INTO search_moved (unit_id)
SELECT unit_id FROM initiatives_initiative i
WHERE EXISTS (SELECT FROM organisations_ancestry a WHERE a.descendant_id = i.unit_id AND a.ancestor_id <> ALL (i.chain))
UNION
SELECT judged_for_id FROM initiatives_initiative i
WHERE EXISTS (
    SELECT FROM organisations_ancestry a WHERE a.descendant_id = i.judged_for_id AND a.ancestor_id <> ALL (i.chain)
);
"""
BACK = "DROP FUNCTION search_note_moved() CASCADE"


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_values_are_read_again"),
        ("organisations", "0008_whichever_apostrophe"),
        ("initiatives", "0020_who_judged_and_what_is_not_told_yet"),
    ]
    operations = [
        migrations.CreateModel(
            name="Moved",
            fields=[
                ("unit_id", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="công đoàn")),
                ("after", models.BigIntegerField(db_default=0, default=0, verbose_name="đã đọc lại đến hồ sơ")),
            ],
            options={"verbose_name": "công đoàn đổi tuyến"},
        ),
        migrations.RunSQL(NOTING, BACK),
    ]
