from django.db import migrations

FORWARD = """
-- A membership is at the level of its cluster.
ALTER TABLE clusters_cluster ADD CONSTRAINT clusters_are_known_with_their_level UNIQUE (id, organiser_id);
ALTER TABLE clusters_member ADD CONSTRAINT a_membership_is_at_the_level_of_its_cluster
    FOREIGN KEY (cluster_id, organiser_id) REFERENCES clusters_cluster (id, organiser_id);

-- Whoever leads is a member on all these days. Asked at the end: membership and lead end in one go.
CREATE FUNCTION clusters_check_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM clusters_lead l WHERE l.cluster_id = COALESCE(NEW.cluster_id, OLD.cluster_id) AND NOT EXISTS (
            SELECT FROM clusters_member m
            WHERE m.cluster_id = l.cluster_id AND m.organisation_id = l.organisation_id AND m.valid @> l.valid)
    ) THEN
        RAISE EXCEPTION 'cluster % is led by a union that is not in it', COALESCE(NEW.cluster_id, OLD.cluster_id)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_cluster_is_led_by_one_of_its_members';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_cluster_is_led_by_one_of_its_members AFTER INSERT OR UPDATE ON clusters_lead
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION clusters_check_lead();
CREATE CONSTRAINT TRIGGER a_member_that_leads_stays AFTER UPDATE OR DELETE ON clusters_member
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION clusters_check_lead();
"""
BACK = """
DROP TRIGGER a_member_that_leads_stays ON clusters_member;
DROP TRIGGER a_cluster_is_led_by_one_of_its_members ON clusters_lead;
DROP FUNCTION clusters_check_lead();
ALTER TABLE clusters_member DROP CONSTRAINT a_membership_is_at_the_level_of_its_cluster;
ALTER TABLE clusters_cluster DROP CONSTRAINT clusters_are_known_with_their_level;
"""


class Migration(migrations.Migration):
    dependencies = [("clusters", "0001_clusters")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
