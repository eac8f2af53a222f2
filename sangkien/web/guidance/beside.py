"""Articles beside a question, for a worker of a union."""

from collections.abc import Collection
from datetime import date

from sangkien.guidance.models import Edition
from sangkien.guidance.queries import offered
from sangkien.organisations.models import Organisation


def offered_in(unit: str, topics: Collection[str], *, on: date) -> list[Edition]:
    """What is offered where a worker of the union with this code asks; empty: nobody knows yet of which. One query."""
    if not unit:
        return offered(topics, chain=None)
    above = Organisation.objects.above(Organisation.objects.filter(code=unit), on=on, ended=True)
    return offered(topics, chain=above.values("pk"))
