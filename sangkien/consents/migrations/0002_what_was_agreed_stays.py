"""Rows are only ever added, a consent is taken back once, and by whom it was given; and what was agreed before is brought
along, each withdrawal as a row of its own. Whatever names somebody is read again by the search in the same transaction."""

from django.db import migrations

FORWARD = """
INSERT INTO consents_consent (initiative_id, mark, purpose, means, text_version, by_id, at, slip_id)
SELECT initiative_id, mark, purpose, means, text_version, by_id, at, slip_id FROM confirmations_consent ORDER BY id;
INSERT INTO consents_consent (initiative_id, mark, purpose, means, text_version, by_id, at, withdraws_id)
SELECT o.initiative_id, o.mark, o.purpose, CASE WHEN o.withdrawn_by_id IS NULL THEN 'LINK' ELSE 'WORD' END,
       o.text_version, o.withdrawn_by_id, o.withdrawn_at, n.id
FROM confirmations_consent o
JOIN consents_consent n ON (n.initiative_id, n.mark, n.purpose, n.at) = (o.initiative_id, o.mark, o.purpose, o.at)
WHERE o.withdrawn_at IS NOT NULL AND n.withdraws_id IS NULL ORDER BY o.id;

SET CONSTRAINTS ALL IMMEDIATE;
CREATE TRIGGER what_was_agreed_stays BEFORE UPDATE OR DELETE ON consents_consent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION consents_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM consents_consent g
               WHERE (g.initiative_id, g.mark, g.purpose) = (NEW.initiative_id, NEW.mark, NEW.purpose)
                 AND g.withdraws_id IS NULL
                 AND NOT EXISTS (SELECT FROM consents_consent w WHERE w.withdraws_id = g.id)) THEN
        RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_author_agrees_once_to_a_purpose BEFORE INSERT ON consents_consent
    FOR EACH ROW WHEN (NEW.withdraws_id IS NULL) EXECUTE FUNCTION consents_once();

CREATE FUNCTION consents_of_the_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM consents_consent g
                   WHERE g.id = NEW.withdraws_id AND g.withdraws_id IS NULL AND g.at <= NEW.at
                     AND (g.initiative_id, g.mark, g.purpose) = (NEW.initiative_id, NEW.mark, NEW.purpose)) THEN
        RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_is_taken_back_was_given_before BEFORE INSERT ON consents_consent
    FOR EACH ROW WHEN (NEW.withdraws_id IS NOT NULL) EXECUTE FUNCTION consents_of_the_same();
"""
BACK = """
DROP FUNCTION consents_once() CASCADE;
DROP FUNCTION consents_of_the_same() CASCADE;
DROP TRIGGER what_was_agreed_stays ON consents_consent;
INSERT INTO confirmations_consent
    (initiative_id, mark, purpose, means, text_version, by_id, at, slip_id, withdrawn_at, withdrawn_by_id)
SELECT g.initiative_id, g.mark, g.purpose, g.means, g.text_version, g.by_id, g.at, g.slip_id, w.at, w.by_id
FROM consents_consent g LEFT JOIN consents_consent w ON w.withdraws_id = g.id
WHERE g.withdraws_id IS NULL AND g.purpose IN ('ENTERED_FOR_ME', 'PUBLISH_NAME')
  AND g.means IN ('LINK', 'SLIP', 'CODE')
  AND NOT EXISTS (SELECT FROM confirmations_consent) ORDER BY g.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0001_consents"),
        ("confirmations", "0004_what_an_employer_says_of_the_value"),
        ("audit", "0002_append_only"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
