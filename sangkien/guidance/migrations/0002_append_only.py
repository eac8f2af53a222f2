from django.db import migrations

FORWARD = """
-- What an article said, somebody may have done: nothing of it is changed or removed.
CREATE TRIGGER articles_are_append_only BEFORE UPDATE OR DELETE ON guidance_article
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER editions_of_articles_are_append_only BEFORE UPDATE OR DELETE ON guidance_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The first edition is number 1, and each further one follows the last.
CREATE FUNCTION guidance_check_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> 1 + COALESCE((SELECT max(number) FROM guidance_edition WHERE article_id = NEW.article_id), 0) THEN
        RAISE EXCEPTION 'edition % of article % does not follow the last', NEW.number, NEW.article_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'editions_follow_each_other';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER editions_follow_each_other BEFORE INSERT ON guidance_edition
    FOR EACH ROW EXECUTE FUNCTION guidance_check_number();
"""
BACK = """
DROP TRIGGER editions_follow_each_other ON guidance_edition;
DROP FUNCTION guidance_check_number();
DROP TRIGGER editions_of_articles_are_append_only ON guidance_edition;
DROP TRIGGER articles_are_append_only ON guidance_article;
"""


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_the_articles"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
