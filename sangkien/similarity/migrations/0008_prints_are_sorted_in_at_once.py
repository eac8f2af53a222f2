"""A new print is sorted into the index at once: what waited for that, every look-up read to its end. Both indexes stay;
what waits is sorted in here."""

import django.contrib.postgres.indexes
from django.db import migrations

ALTER = "ALTER INDEX {name} SET (fastupdate = {on}); SELECT gin_clean_pending_list('{name}');"
NAMES = {"title": "prints_by_title", "content": "prints_by_content"}


def _index(column, **how):
    return django.contrib.postgres.indexes.GinIndex(
        fields=[column], name=NAMES[column], opclasses=["gin__int_ops"], **how
    )


def _stated(column):
    return [migrations.RemoveIndex("print", NAMES[column]), migrations.AddIndex("print", _index(column, fastupdate=False))]


class Migration(migrations.Migration):
    dependencies = [("similarity", "0007_lines_are_told_apart")]
    operations = [
        migrations.RunSQL(
            "".join(ALTER.format(name=name, on="off") for name in NAMES.values()),
            "".join(ALTER.format(name=name, on="on") for name in NAMES.values()),
            state_operations=[*_stated("title"), *_stated("content")],
        ),
    ]
