"""Who may do what where councils find how far an initiative reaches. The request is Mai's for Lan's dossier, before the
initiative council of the industrial zones: Đông in the chair, Thảo its secretary; Minh, Yến, Hoa and Quang are members.
Yến entered the dossier of SCOPE_ASKED; SCOPE_FOUND is another's that was found.
"""

from collections.abc import Callable

from django.db.models import Model

from sangkien.scopes.models import Level, Request
from sangkien.scopes.tests.reaching import asked, criteria, found
from sangkien.sittings.models import Purpose
from sangkien.sittings.tests.holding import council
from tests.cast import Cast

SCOPES = """
                                         nobody carrier lan hung mai kim minh chair yen thao dong ha
scope.adopt          PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
scope.adopt          CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
scope.adopt          INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
scope.ask            REVIEWING             .      .     .    .   .   .    .    .    .    .    .   .
scope.ask            VALID                 .      .     .    .   x   .    x    .    x    .    x   .
scope.ask            INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
scope.withdraw       SCOPE_ASKED           .      .     .    .   x   .    x    .    x    .    x   .
scope.withdraw       SCOPE_FOUND           .      .     .    .   .   .    .    .    .    .    .   .
scope.see            SCOPE_ASKED           .      .     x    .   x   .    x    x    x    x    x   x
scope.score          SCOPE_ASKED           .      .     .    .   .   .    x    x    .    x    x   .
scope.score          SCOPE_FOUND           .      .     .    .   .   .    .    .    .    .    .   .
scope.conclude       SCOPE_ASKED           .      .     .    .   .   .    .    .    .    x    x   .
scope.conclude       SCOPE_FOUND           .      .     .    .   .   .    .    .    .    .    .   .
"""


def scopes(cast: Cast) -> dict[str, Callable[[], Model]]:
    """Ways to make them."""
    made: dict[str, Model] = {}

    def make(name: str) -> Model:
        if not made:
            council(cast, purpose=Purpose.INITIATIVES, unit="CD-KCN")
            criteria(cast, Level.BASE)
            over = asked(cast)
            found(cast, over)
            made.update(SCOPE_FOUND=Request.objects.get(pk=over.pk), SCOPE_ASKED=asked(cast, cast.valid(by="yen")))
        return made[name]

    return {name: lambda name=name: make(name) for name in ("SCOPE_ASKED", "SCOPE_FOUND")}  # type: ignore[misc]
