"""Who writes, checks, numbers, issues and reads papers. They are the province's; what is issued went to all directly
below. Mai's report went to the union of the zones."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model

from sangkien.registry.tests.test_gathering import reported
from sangkien.registry.tests.writing import checked, copied, drafted, issued, numbered
from tests.cast import Cast

PAPERS = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
register.keep          GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
register.keep          INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
register.keep          OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    .   .
register.keep          PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
register.keep          CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
register.lead          GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
register.lead          INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
register.lead          PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
register.lead          CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
paper.see              DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    x   .
paper.see              NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    x   .
paper.see              ISSUED_PAPER          .      .     .    .   .   .    x    .    x    x    x   .
paper.figures          DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    x   .
paper.figures          ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    x   .
paper.figures          MAIS_REPORT           .      .     .    .   x   .    x    .    x    .    .   .
paper.see              MAIS_REPORT           .      .     .    .   x   .    x    .    x    .    .   .
paper.write            DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    x   .
paper.write            NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    .   .
paper.write            ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    .   .
paper.write            CHECKED_PAPER         .      .     .    .   .   .    .    .    .    .    x   .
paper.check            DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    x   .
paper.check            CHECKED_PAPER         .      .     .    .   .   .    .    .    .    .    .   .
paper.number           DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    .   .
paper.number           CHECKED_PAPER         .      .     .    .   .   .    .    .    .    .    x   .
paper.number           NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    .   .
paper.sign             CHECKED_PAPER         .      .     .    .   .   .    .    .    .    .    .   .
paper.sign             NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    x   .
paper.sign             SIGNED_PAPER          .      .     .    .   .   .    .    .    .    .    x   .
paper.sign             ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    .   .
paper.issue            SIGNED_PAPER          .      .     .    .   .   .    .    .    .    .    x   .
paper.issue            DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    .   .
paper.issue            NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    x   .
paper.issue            ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    .   .
paper.withdraw         NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    .   .
paper.withdraw         ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    x   .
paper.replace          SIGNED_PAPER          .      .     .    .   .   .    .    .    .    .    .   .
paper.replace          ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    x   .
"""


def papers(cast: Cast) -> dict[str, Callable[[], Model]]:
    """One of the province in each state."""
    return {
        "DRAFT_PAPER": partial(drafted, cast),
        "CHECKED_PAPER": partial(checked, cast),
        "NUMBERED_PAPER": partial(numbered, cast),
        "SIGNED_PAPER": lambda: copied(cast, numbered(cast)),
        "ISSUED_PAPER": partial(issued, cast),
        "MAIS_REPORT": partial(reported, cast, "mai", "CS-MAY-TIEN-THUAN"),
    }
