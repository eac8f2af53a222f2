"""Very many keys in one question."""

from typing import Any

from django.db.models import Lookup


class Among(Lookup):
    """`filter(Among(F("pk"), keys))`: is it one of these, sent to the database as one array? `pk__in` names each key
    for itself, which of a thousand takes longer than the answer."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The condition, with its parameters."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY (%s)", (*params, list(self.rhs))
