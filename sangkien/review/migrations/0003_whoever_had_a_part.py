from django.db import migrations

# As 0002, and: whoever was ever an author, by phone number, or by name where the dossier names no number.
FORWARD = """
CREATE OR REPLACE FUNCTION review_check_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_initiative i JOIN accounts_person p ON p.id = NEW.by_id
        WHERE i.id = NEW.initiative_id
          AND (i.entered_by_id = p.id
               OR (i.confirmed_by_id = p.id AND NEW.verdict <> 'CONFIRMED')
               OR p.phone = ANY (i.parties))
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.by_id
        WHERE a.initiative_id = NEW.initiative_id
          AND (a.person_id = p.id OR a.phone = p.phone
               OR (a.phone = '' AND lower(a.full_name) = lower(p.full_name)))
    ) THEN
        RAISE EXCEPTION 'person % may not decide on dossier %', NEW.by_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_decides_on_their_own';
    END IF;
    RETURN NEW;
END $$;
"""
BACK = """
CREATE OR REPLACE FUNCTION review_check_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_initiative i
        WHERE i.id = NEW.initiative_id
          AND (i.entered_by_id = NEW.by_id OR (i.confirmed_by_id = NEW.by_id AND NEW.verdict <> 'CONFIRMED'))
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.by_id
        WHERE a.initiative_id = NEW.initiative_id AND (a.person_id = p.id OR a.phone = p.phone)
    ) THEN
        RAISE EXCEPTION 'person % may not decide on dossier %', NEW.by_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_decides_on_their_own';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0002_separation_of_duties"),
        ("initiatives", "0004_who_ever_had_a_part"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
