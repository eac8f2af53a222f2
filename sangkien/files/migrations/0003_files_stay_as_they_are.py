from django.db import migrations

FORWARD = """
-- Who saw a file and who decided on it saw what its row says.
CREATE TRIGGER a_file_never_changes BEFORE UPDATE ON files_storedfile
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What the phone said stays said, what was received stays received, and a finished upload is that file for good.
CREATE FUNCTION files_upload_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.key, NEW.draft_key, NEW.purpose, NEW.name, NEW.size, NEW.sha256, NEW.started_at)
       IS DISTINCT FROM (OLD.key, OLD.draft_key, OLD.purpose, OLD.name, OLD.size, OLD.sha256, OLD.started_at)
       OR NEW.received < OLD.received
       OR (OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id)
       OR NEW.sender_mark NOT IN (OLD.sender_mark, '') THEN
        RAISE EXCEPTION 'an upload only grows' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_upload_only_grows BEFORE UPDATE ON files_upload
    FOR EACH ROW EXECUTE FUNCTION files_upload_grows();
"""
BACK = """
DROP TRIGGER an_upload_only_grows ON files_upload;
DROP FUNCTION files_upload_grows();
DROP TRIGGER a_file_never_changes ON files_storedfile;
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0002_uploads_and_word"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
