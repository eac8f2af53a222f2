"""The copy of a decision moves from a page's answers to the files of its draft."""

from django.db import migrations

APART = """
UPDATE initiatives_draft SET answers = jsonb_set(
    answers #- '{cong-nhan,recognition_paper}', '{tep}',
    jsonb_build_object('recognition_paper', jsonb_build_array(answers #> '{cong-nhan,recognition_paper}')))
WHERE answers #>> '{cong-nhan,recognition_paper}' IS NOT NULL;
"""
TOGETHER = """
UPDATE initiatives_draft SET answers = jsonb_set(
    answers #- '{tep,recognition_paper}', '{cong-nhan,recognition_paper}', answers #> '{tep,recognition_paper,0}')
WHERE answers #>> '{tep,recognition_paper,0}' IS NOT NULL AND answers ? 'cong-nhan';
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0011_late_by_the_phones_word")]
    operations = [migrations.RunSQL(APART, TOGETHER)]
