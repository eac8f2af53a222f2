"""Documents lie in slices of three lengths, told by their keys alone: both indexes are made anew while people go on
searching by the old ones.

What was said in several lines is read again, after whatever is more urgent: the last word of a line and the first of
the next were taken for one.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations, models

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable

SLICES = """
CREATE OR REPLACE FUNCTION search_slices(key bigint) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY[4 * (key / 4096), 4 * (key / 32768) + 1, 4 * (key / 262144) + 2];
$$;
"""
READ_AGAIN = r"""
INSERT INTO search_unread (initiative_id, misleads)
SELECT id, false FROM initiatives_initiative
WHERE concat(before, after, effect, benefit_method) LIKE E'%\n%'
ORDER BY id DESC;
"""

_slices = models.Func(
    "initiative",
    function="search_slices",
    output_field=django.contrib.postgres.fields.ArrayField(models.BigIntegerField()),
)
_whole = models.Func(
    "public",
    "inside",
    "method",
    function="search_whole",
    output_field=django.contrib.postgres.search.SearchVectorField(),
)


def _index(name, words):
    return django.contrib.postgres.indexes.GinIndex(_slices, words, name=name, gin_pending_list_limit=512)


class Migration(Resumable):
    dependencies = [("search", "0006_when_a_trait_occurs")]
    operations = [
        migrations.RunSQL(SLICES, "DROP FUNCTION search_slices(bigint)"),
        AddIndexPatiently("document", _index("slices_for_all", models.F("public"))),
        AddIndexPatiently("document", _index("slices_for_the_circle", _whole)),
        RemoveIndexConcurrently("document", "documents_for_all"),
        RemoveIndexConcurrently("document", "documents_for_the_circle"),
        migrations.RunSQL(READ_AGAIN, migrations.RunSQL.noop),
    ]
