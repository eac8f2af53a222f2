"""Who writes, numbers, issues and reads papers. They are the province's; what is issued went to all directly below."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model

from sangkien.registry.tests.writing import drafted, issued, numbered
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
paper.write            DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    x   .
paper.write            NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    .   .
paper.write            ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    .   .
paper.number           DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    x   .
paper.number           NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    .   .
paper.issue            DRAFT_PAPER           .      .     .    .   .   .    .    .    .    .    .   .
paper.issue            NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    x   .
paper.issue            ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    .   .
paper.withdraw         NUMBERED_PAPER        .      .     .    .   .   .    .    .    .    .    .   .
paper.withdraw         ISSUED_PAPER          .      .     .    .   .   .    .    .    .    .    x   .
"""


def papers(cast: Cast) -> dict[str, Callable[[], Model]]:
    """One of the province in each state."""
    return {
        "DRAFT_PAPER": partial(drafted, cast),
        "NUMBERED_PAPER": partial(numbered, cast),
        "ISSUED_PAPER": partial(issued, cast),
    }
