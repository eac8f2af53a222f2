"""Questions about the administrative map: what a code meant on a day, and what became of the place."""

from datetime import date

from sangkien.organisations.places import Commune


def commune_named(code: str, on: date) -> Commune | None:
    """The commune that `code` meant on the map of that day; None when it meant none. One query."""
    return Commune.objects.on(on).filter(code=code).first()


def successors_of(commune: Commune) -> list[Commune]:
    """The communes of 1 July 2025 that its land came to, by code. One query.

    Several when it was divided: then nobody but somebody who knows the place can say to which of them it belongs.
    None when it is on today's map itself, or ended earlier (the sources do not say which commune took it over).
    """
    changes = {"changes_before__before__code": commune.code}
    later = {"changes_before__before__valid__endswith__gt": commune.valid.lower}
    return list(Commune.objects.filter(**changes, **later).order_by("code"))
