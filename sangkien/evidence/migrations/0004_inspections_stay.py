"""Nothing of an inspection is ever altered: neither its population nor its draw nor a finding."""

from django.db import migrations

TRIGGERS = {
    "an_inspection_stays_as_it_was_published": "evidence_inspection",
    "a_population_stays_as_it_was_published": "evidence_listed",
    "a_draw_stays": "evidence_draw",
    "a_sample_stays": "evidence_sampled",
    "findings_are_append_only": "evidence_finding",
}
FORWARD = "\n".join(
    f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
    for name, table in TRIGGERS.items()
)
BACK = "\n".join(f"DROP TRIGGER {name} ON {table};" for name, table in TRIGGERS.items())


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_random_inspections"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
