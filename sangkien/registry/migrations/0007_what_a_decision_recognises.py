import django.db.models.deletion
from django.db import migrations, models

# Decisions from before: their lists stand in the figures that were frozen with them.
FROM_BEFORE = """
INSERT INTO registry_recognition (paper_id, initiative_id)
    SELECT p.id, i.id
    FROM registry_officialpaper p
    JOIN registry_outgoing o ON o.paper_id = p.id
    JOIN registry_frozenfigures f ON f.id = p.figures_id AND f.source = 'DOSSIERS'
    CROSS JOIN LATERAL jsonb_array_elements(f.content::jsonb -> 'rows') AS listed(dossier)
    JOIN initiatives_initiative i ON i.code = listed.dossier ->> 'code'
    WHERE p.kind = 'QD'
    ORDER BY p.id, i.id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
STAYS = """
CREATE TRIGGER recognitions_are_append_only BEFORE UPDATE OR DELETE ON registry_recognition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = "DROP TRIGGER recognitions_are_append_only ON registry_recognition;"


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_versions_keep_more_than_words"),
        ("initiatives", "0026_what_is_open_at_a_glance"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.initiative",
                        verbose_name="sáng kiến",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recognitions",
                        to="registry.officialpaper",
                        verbose_name="quyết định",
                    ),
                ),
            ],
            options={
                "verbose_name": "sáng kiến trong quyết định công nhận",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "paper"), name="a_decision_names_a_dossier_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(FROM_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(STAYS, BACK),
    ]
