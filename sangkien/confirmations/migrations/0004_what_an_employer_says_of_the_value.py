"""What an employer says of the value; and what had been attested before is booked: the union's word for a value that was
valid already counts from the day on which it was. Some dossiers at a time, each time in a transaction of its own, and
only what is not booked yet: it may be stopped and begun again."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import connection, migrations, models
from django.db.models import CheckConstraint, Q

from sangkien.base.resuming import Resumable

AT_ONCE = 20_000

AGREED = """
UPDATE initiatives_initiative i SET agreed = true
WHERE i.id > %s AND i.id <= %s AND NOT i.agreed
  AND EXISTS (SELECT FROM confirmations_consent c
              WHERE c.initiative_id = i.id AND c.purpose = 'ENTERED_FOR_ME' AND c.withdrawn_at IS NULL)
  AND EXISTS (SELECT FROM initiatives_event e
              WHERE e.initiative_id = i.id AND e.verb = 'submit' AND e.to_state = 'REVIEWING' AND e.unit_id = i.unit_id)
"""
BOOKED = """
INSERT INTO counting_entry
    (programme_id, phase_id, unit_id, chain, day, measure, count, benefit, initiative_id, folded)
SELECT e.programme_id, e.phase_id, e.unit_id, e.chain, e.day, 'GRASSROOTS', e.count, e.benefit, e.initiative_id, false
FROM counting_entry e JOIN initiatives_initiative i ON i.id = e.initiative_id
WHERE i.id > %s AND i.id <= %s AND e.measure = 'VALID' AND i.state = 'VALID' AND i.benefit_vnd IS NOT NULL
  AND (i.confirmed_by_id IS NOT NULL OR i.agreed)
  AND NOT EXISTS (SELECT FROM counting_entry b WHERE b.initiative_id = i.id AND b.measure = 'GRASSROOTS')
"""

ANSWERED = CheckConstraint(
    name="an_employer_stands_for_an_amount_that_was_asked_about",
    condition=Q(value_vnd=None) | Q(value_asked__isnull=False, value_vnd__gte=0, value_vnd__lte=10**15),
)


def book(apps, schema_editor):
    newest = apps.get_model("initiatives", "Initiative").objects.order_by("pk").values_list("pk", flat=True).last() or 0
    for first in range(0, newest, AT_ONCE):
        for statement in (AGREED, BOOKED):
            with connection.cursor() as cursor:
                cursor.execute(statement, [first, first + AT_ONCE])


class Migration(Resumable):
    dependencies = [
        ("confirmations", "0003_a_paper_waits_for_its_answer"),
        ("counting", "0003_how_far_a_value_is_attested"),
        ("initiatives", "0018_whose_word_stands_for_a_value"),
    ]
    operations = [
        migrations.AddField(
            "employeranswer",
            "value_asked",
            models.BigIntegerField("giá trị làm lợi đã hỏi (đồng)", null=True),
        ),
        migrations.AddField(
            "employeranswer",
            "value_vnd",
            models.BigIntegerField("giá trị làm lợi theo doanh nghiệp (đồng)", null=True),
        ),
        AddConstraintNotValid("employeranswer", ANSWERED),
        ValidateConstraint("employeranswer", ANSWERED.name),
        migrations.RunPython(book, migrations.RunPython.noop),
    ]
