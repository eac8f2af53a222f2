"""Small things that rows repeat are looked at once; descriptions are not kept in memory."""

from sangkien.intake.understanding.texts import kept_if_short


def test_short_texts_are_looked_at_once_and_long_ones_are_not_kept() -> None:
    looked_at: list[str] = []

    def length(said: str) -> int:
        looked_at.append(said)
        return len(said)

    answered = kept_if_short(length)

    assert [answered("nt"), answered("nt"), answered("x" * 2000), answered("x" * 2000)] == [2, 2, 2000, 2000]
    assert looked_at == ["nt", "x" * 2000, "x" * 2000]
