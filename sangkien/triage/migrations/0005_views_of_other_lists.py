"""Views are kept of other lists than the queue, too. Taken back, those are lost, and the queue's that are longer than
the release before can keep: nobody but the officer who made them needs them, and they are made in a minute."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Length


LONGEST_BEFORE = 500


def lose_what_the_release_before_cannot_keep(apps, schema_editor):
    views = apps.get_model("triage", "SavedView").objects.annotate(length=Length("query"))
    views.filter(~Q(of="QUEUE") | Q(length__gt=LONGEST_BEFORE)).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('triage', '0004_what_is_found_is_looked_at'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='savedview',
            name='a_persons_views_have_names_of_their_own',
        ),
        migrations.AddField(
            model_name='savedview',
            name='of',
            field=models.CharField(choices=[('QUEUE', 'Hàng đợi'), ('RECORDS', 'Tìm hồ sơ'), ('PUBLIC', 'Sáng kiến')], db_default='QUEUE', default='QUEUE', max_length=8, verbose_name='của danh sách'),
        ),
        migrations.AlterField(
            model_name='savedview',
            name='query',
            field=models.CharField(max_length=800, verbose_name='điều kiện'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('person', 'of', 'name'), name='a_persons_views_have_names_of_their_own'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(('is_default', False), ('of', 'QUEUE'), _connector='OR'), name='only_the_queue_begins_with_a_view'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(('of__in', ['QUEUE', 'RECORDS', 'PUBLIC'])), name='a_view_is_of_a_known_list'),
        ),
        migrations.RunPython(migrations.RunPython.noop, lose_what_the_release_before_cannot_keep),
    ]
