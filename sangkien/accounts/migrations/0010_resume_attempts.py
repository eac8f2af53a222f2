# A code that goes on with a draft is a door as well.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_asking'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='attempt',
            name='attempt_kind_is_known',
        ),
        migrations.AlterField(
            model_name='attempt',
            name='kind',
            field=models.CharField(choices=[('SIGN_IN', 'đăng nhập'), ('LOOK_UP', 'tra cứu'), ('ASK', 'hỏi nơi làm việc'), ('RESUME', 'viết tiếp bằng mã')], max_length=8, verbose_name='ở đâu'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['SIGN_IN', 'LOOK_UP', 'ASK', 'RESUME'])), name='attempt_kind_is_known'),
        ),
    ]
