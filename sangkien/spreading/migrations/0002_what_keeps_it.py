"""A wish moves along its arrows, and what came of it stays as it was written down."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION spreading_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - '{state,answer}'::text[]) <> (to_jsonb(OLD) - '{state,answer}'::text[])
       OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('ASKED', 'AGREED'), ('ASKED', 'REFUSED'), ('ASKED', 'DROPPED'), ('AGREED', 'ADOPTED'), ('AGREED', 'DROPPED')))
    THEN
        RAISE EXCEPTION 'wish % does not change so', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_wish_moves_along_its_arrows BEFORE UPDATE OR DELETE ON spreading_wish
    FOR EACH ROW EXECUTE FUNCTION spreading_move();
CREATE TRIGGER adoptions_are_append_only BEFORE UPDATE OR DELETE ON spreading_adoption
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER adoptions_are_append_only ON spreading_adoption;
DROP FUNCTION spreading_move() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("spreading", "0001_spreading"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
