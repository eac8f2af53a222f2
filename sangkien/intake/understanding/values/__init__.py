"""What a cell says when its column's meaning is known: an amount, a day, people, a decision."""

from sangkien.intake.understanding.values.amounts import Amount, Scale, amount_of, scale_in
from sangkien.intake.understanding.values.days import day_of_cell
from sangkien.intake.understanding.values.decisions import decision_in, letterhead_decision
from sangkien.intake.understanding.values.people import People, people_in, with_shares
from sangkien.intake.understanding.values.said import Said

__all__ = [
    "Amount",
    "People",
    "Said",
    "Scale",
    "amount_of",
    "day_of_cell",
    "decision_in",
    "letterhead_decision",
    "people_in",
    "scale_in",
    "with_shares",
]
