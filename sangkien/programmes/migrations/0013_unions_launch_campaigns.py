"""A union that leads others launches a campaign of its own: in no other campaign, but within a phase."""

from django.db import migrations, models
from django.db.models import Q

FORWARD = """
CREATE FUNCTION what_a_union_launches_lies_within_a_phase() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_programme bigint := COALESCE(NEW.programme_id, OLD.programme_id);
BEGIN
    IF EXISTS (SELECT FROM programmes_phase WHERE programme_id = of_programme) AND EXISTS (
        SELECT FROM programmes_campaign campaign
        WHERE campaign.programme_id = of_programme AND campaign.by_unit AND campaign.parent_id IS NULL
          AND NOT EXISTS (
              SELECT FROM programmes_phase phase
              WHERE phase.programme_id = of_programme AND campaign."window" <@ phase."window"
          )
    ) THEN
        RAISE EXCEPTION 'what_a_union_launches_lies_within_a_phase' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER what_a_union_launches_lies_within_a_phase
    AFTER INSERT OR UPDATE OF "window", parent_id, by_unit ON programmes_campaign
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION what_a_union_launches_lies_within_a_phase();
CREATE CONSTRAINT TRIGGER what_a_union_launches_stays_within_a_phase
    AFTER UPDATE OF "window" OR DELETE ON programmes_phase
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION what_a_union_launches_lies_within_a_phase();
"""
BACK = """
DROP TRIGGER what_a_union_launches_stays_within_a_phase ON programmes_phase;
DROP TRIGGER what_a_union_launches_lies_within_a_phase ON programmes_campaign;
DROP FUNCTION what_a_union_launches_lies_within_a_phase();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0012_versions_rehearsals_and_stretches")]

    operations = [
        migrations.RemoveConstraint("campaign", "what_a_union_opens_itself_lies_in_a_campaign"),
        migrations.AddConstraint(
            "campaign",
            models.CheckConstraint(
                name="what_a_union_opens_itself_lies_in_a_campaign_or_is_one",
                condition=Q(by_unit=False) | Q(parent__isnull=False) | Q(kind="PEAK"),
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
