"""Signs among the words of a draft that would be printed as they are."""

import pytest

from sangkien.base.problems import NotPossible
from sangkien.registry import actions, signing
from sangkien.registry.states import State
from sangkien.registry.tests.writing import drafted, found_right, headed, signed_by, written
from tests.cast import NOW, Cast


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("Có {hợp lệ sáng kiến.", "loose_brace", "{hợp lệ sáng kiến."),
        ("Có hợp lệ} sáng kiến.", "loose_brace", "Có hợp lệ}"),
        ('Dán <p class="MsoNormal" style="mso-list:l0">từ Word</p>', "markup", "MsoNormal"),
        ("<!--[if gte mso 9]> Bảng", "markup", "gte mso 9"),
        ("Các&nbsp;cấp công đoàn", "markup", "&nbsp;"),
    ],
)
def test_signs_that_would_be_printed_as_they_are_keep_the_paper_from_its_number(
    cast: Cast, text: str, code: str, told: str
) -> None:
    headed(cast)
    paper = signed_by(cast, drafted(cast))
    paper = actions.write(paper, written(paper, body=text), by=cast.actor("dong"), at=NOW)

    with pytest.raises(NotPossible) as no:
        signing.check(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)

    (problem,) = no.value.problems
    assert (problem.code, problem.field) == (code, "body")
    assert told in problem.text


def test_a_number_smaller_than_another_is_no_sign_of_a_page(cast: Cast) -> None:
    headed(cast)
    paper = signed_by(cast, drafted(cast))
    words = "Đơn vị có tỷ lệ < 50 % hoặc x<y và z>t, R&D, đạt {phần trăm}."
    paper = actions.write(paper, written(paper, body=words), by=cast.actor("dong"), at=NOW)

    assert found_right(cast, paper).state == State.CHECKED
