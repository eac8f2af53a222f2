"""Terms may ask for an initiative that counts for a title, as the competent council found."""

import pytest

from sangkien.base.problems import NotPossible
from sangkien.honours.assessing import assess
from sangkien.honours.tests.honouring import a_quota, lan, with_terms
from sangkien.scopes.tests.reaching import asked, found, ready
from tests.cast import Cast

pytestmark = pytest.mark.django_db
AT_THE_BASE = [[{"measure": "TITLE", "among": ["BASE"]}]]


@pytest.mark.parametrize("applied", [True, False])
def test_what_was_only_tried_out_is_not_enough(cast: Cast, applied: bool) -> None:
    """Law 06/2022/QH15, article 3(4): applied, and replicable."""
    ready(cast)
    found(cast, asked(cast, cast.valid()), applied=applied)

    [assessed] = assess(a_quota(cast, lines=AT_THE_BASE), [lan(cast)])

    assert assessed.fits is applied
    assert assessed.reasons[0].text == (f"Có sáng kiến được tính khi xét danh hiệu, phạm vi: Cơ sở: có {int(applied)}")


def test_a_level_that_there_is_not_cannot_be_asked(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="cần một phạm vi"):
        with_terms(cast, lines=[[{"measure": "TITLE", "among": ["TRÁI ĐẤT"]}]])
