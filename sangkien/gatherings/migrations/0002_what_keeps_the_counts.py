"""An update day is a day of its campaign; what is counted there is only ever added."""

from django.db import migrations

FORWARD = """
-- It begins and ends on the one day of its campaign, which is of that kind and lies, with it, in a campaign and a
-- programme that are open that day. Asked when the transaction that writes the event ends, of the row as it then is;
-- a programme's file may move its days later.
CREATE FUNCTION gatherings_check_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM gatherings_updateday d
        JOIN programmes_campaign c ON c.id = d.campaign_id AND c.kind = 'UPDATE_DAY'
        JOIN programmes_campaign p ON p.id = c.parent_id AND p.programme_id = c.programme_id
        JOIN programmes_programme g ON g.id = c.programme_id
        WHERE d.id = NEW.id
          AND c."window" = daterange(
              (d.starts_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
              (d.ends_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, '[]')
          AND upper(c."window") - lower(c."window") = 1
          AND c."window" <@ p."window" AND c."window" <@ g.opens
    ) THEN
        RAISE EXCEPTION 'update day % is no day of its campaign', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_update_day_is_a_day_of_its_campaign';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER an_update_day_is_a_day_of_its_campaign
    AFTER INSERT OR UPDATE OF campaign_id, starts_at, ends_at ON gatherings_updateday
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gatherings_check_day();

-- Posters hang: the code stays.
CREATE FUNCTION gatherings_keep_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the code of update day % does not change', OLD.code
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'a_code_never_changes';
END $$;
CREATE TRIGGER a_code_never_changes BEFORE UPDATE OF code ON gatherings_updateday
    FOR EACH ROW WHEN (NEW.code <> OLD.code) EXECUTE FUNCTION gatherings_keep_code();

CREATE TRIGGER scans_are_only_added BEFORE UPDATE OR DELETE ON gatherings_scan
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER starts_are_only_added BEFORE UPDATE OR DELETE ON gatherings_start
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER starts_are_only_added ON gatherings_start;
DROP TRIGGER scans_are_only_added ON gatherings_scan;
DROP TRIGGER a_code_never_changes ON gatherings_updateday;
DROP FUNCTION gatherings_keep_code();
DROP TRIGGER an_update_day_is_a_day_of_its_campaign ON gatherings_updateday;
DROP FUNCTION gatherings_check_day();
"""


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0001_update_days"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
