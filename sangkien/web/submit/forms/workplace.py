"""Page 1: where the worker works. The union and all above it follow from that; nobody picks them by hand."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sangkien.base.statements import Lookup
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain
from sangkien.organisations.search import MOST_LETTERS
from sangkien.web.submit.fields import TextField
from sangkien.web.submit.forms.base import StepForm
from sangkien.web.submit.sheet import Answers, keepable

_LONGEST_CODE = 60
SEARCHED = "q"  # a name that was typed without a network


class WorkplaceForm(StepForm):
    """The grassroots union, by its code."""

    number = 1

    unit = TextField(most=_LONGEST_CODE, label=_("Công đoàn"))

    def typed(self, post: QueryDict) -> Answers:
        """Without a network nobody can be asked: then the name comes along, to be searched later."""
        name = keepable(post.get(SEARCHED) or "")[:MOST_LETTERS]
        return super().typed(post) | ({SEARCHED: name} if name else {})

    def clean_unit(self) -> Organisation | None:
        """The union with that code; none when there is no such union."""
        return next(iter(_BY_CODE(self.cleaned_data["unit"])), None)

    def part(self) -> dict[str, Any]:
        unit = self.said("unit", None)
        return {"unit": unit.pk if unit else 0}

    def printed(self, name: str) -> str:
        unit = self.said(name, None)
        if not isinstance(unit, Organisation):
            return "" if name == "unit" else super().printed(name)
        return "\n".join(link.name for link in chain(unit, self.sheet.today)[:3])


_BY_CODE = Lookup(Organisation, "code = %s")
