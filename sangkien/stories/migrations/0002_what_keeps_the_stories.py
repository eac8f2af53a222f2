"""A story moves along its arrows, of a secret there is none, and what was said at a saving stays."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION stories_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.initiative_id <> OLD.initiative_id OR NEW.unit_id <> OLD.unit_id OR NEW.slug <> OLD.slug
       OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'CONSENT'), ('DRAFT', 'WITHDRAWN'), ('CONSENT', 'DRAFT'), ('CONSENT', 'CHECKED'),
        ('CONSENT', 'WITHDRAWN'), ('CHECKED', 'DRAFT'), ('CHECKED', 'SCHEDULED'), ('CHECKED', 'PUBLISHED'),
        ('CHECKED', 'WITHDRAWN'), ('SCHEDULED', 'DRAFT'), ('SCHEDULED', 'CHECKED'), ('SCHEDULED', 'PUBLISHED'),
        ('SCHEDULED', 'WITHDRAWN'), ('PUBLISHED', 'WITHDRAWN'), ('WITHDRAWN', 'DRAFT'))) THEN
        RAISE EXCEPTION 'story % does not change so', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_story_moves_along_its_arrows BEFORE UPDATE OR DELETE ON stories_story
    FOR EACH ROW EXECUTE FUNCTION stories_move();

-- What anybody may see (initiatives.models.IS_PUBLIC), and restricted in nothing.
CREATE FUNCTION stories_no_secret() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM initiatives_initiative i WHERE i.id = NEW.initiative_id AND i.state = 'VALID' AND NOT i.restricted
           AND NOT EXISTS (SELECT FROM initiatives_untold u WHERE u.initiative_id = i.id)
           AND NOT EXISTS (SELECT FROM confirmations_withheld w WHERE w.initiative_id = i.id)) THEN
        RAISE EXCEPTION 'initiative % has no story', NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_secret_has_no_story BEFORE INSERT ON stories_story
    FOR EACH ROW EXECUTE FUNCTION stories_no_secret();
CREATE TRIGGER a_secret_story_goes_no_further BEFORE UPDATE ON stories_story FOR EACH ROW
    WHEN (NEW.state <> OLD.state AND NEW.state NOT IN ('DRAFT', 'WITHDRAWN')) EXECUTE FUNCTION stories_no_secret();

CREATE TRIGGER editions_are_append_only BEFORE UPDATE OR DELETE ON stories_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER editions_are_append_only ON stories_edition;
DROP FUNCTION stories_no_secret() CASCADE;
DROP FUNCTION stories_move() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_stories"),
        ("audit", "0002_append_only"),
        ("confirmations", "0005_consents_have_a_room_of_their_own"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
