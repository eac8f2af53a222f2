"""Officers give certificates of one union at the same moment: numbers follow each other, nobody gets two."""

from functools import partial

import pytest
from django.db import transaction

from sangkien.certificates import actions
from sangkien.certificates.models import Batch, Certificate
from sangkien.certificates.tests.giving import OF_INITIATIVES, PROVINCE, asked, author_of, spelled
from tests.cast import NOW, TODAY, Cast
from tests.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]
MANY = 6


def test_many_batches_at_once_number_without_a_gap_and_give_each_author_one(transactional_db: None, cast: Cast) -> None:
    authors = [author_of(cast.valid(title=f"Cải tiến số {n} của chuyền may")) for n in range(MANY)]
    for author in authors:
        spelled(cast, author)
    keys, dong = [author.pk for author in authors], cast.actor("dong")
    subjects = OF_INITIATIVES.told(cast.unit(PROVINCE), keys, TODAY)
    batches = [Batch.objects.get(pk=asked(cast, keys).about_id) for _one in range(4)]

    def give(batch: Batch, *, fails: bool) -> str:
        try:
            with transaction.atomic():
                actions.issue(batch, subjects, by=dong, at=NOW)
                if fails:
                    raise RuntimeError("the machine fails before it is kept")
        except RuntimeError:
            return "failed"
        return "kept"

    done = at_once(*[partial(give, batch, fails=nth == 0) for nth, batch in enumerate(batches)])

    assert done.count("kept") == 3
    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == list(range(1, MANY + 1))
    assert set(Certificate.objects.values_list("subject", flat=True)) == set(keys)
