"""Texts of old fonts beside good ones: a row is read as a whole, however many rows are read together."""

from hypothesis import given
from hypothesis import strategies as st

from sangkien.spreadsheets.letters import BETWEEN, Letters, readable

MET = [
    "", "STT", "Đồ gá may túi", "Công ty Hà", "C¶i tiÕn ®å g¸ may tói", "Tõ ngµy", "Công ty", "đoμn", "H− 3",
    "Ca\u0309i", "Caûi tieán ñoà gaù", "m×n", "på",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(MET), min_size=1, max_size=5), min_size=1, max_size=5))
def test_each_row_reads_as_it_reads_by_itself(rows: list[list[str]]) -> None:
    texts = sorted({text for row in rows for text in row})
    letters = Letters(texts)

    for row in rows:
        places = [texts.index(text) for text in row]
        beside = {} if letters.are_clear(places) else letters.beside(places)
        assert [beside.get(at, letters.alone[at]) for at in places] == readable(row)


def test_a_sign_that_nobody_types_moves_no_cell() -> None:
    assert len(readable([f"C¶i tiÕn{BETWEEN}®å g¸", "Tõ ngµy"])) == 2
