"""Links to the files of a table."""

from typing import Any

from django import template

from sangkien.counting.queries import View
from sangkien.statistics.boards import Board
from sangkien.web.data.answering import FORMS
from sangkien.web.data.charts import DRAWN, address

register = template.Library()


@register.inclusion_tag("components/take.html")
def take(address: str, query: str = "", label: str = "") -> dict[str, Any]:
    """Links to a table in every form. `address` is that of its CSV, `query` what was asked of it; `label` says which
    table it is, where a page has several."""
    bare = address.removesuffix("csv")
    return {"links": [(form.name, f"{bare}{form.ending}{query}") for form in FORMS.values()], "label": label}


@register.inclusion_tag("components/take.html")
def take_chart(board: Board, kind: str, label: str) -> dict[str, Any]:
    """Links to a chart of the board's figures by its lasting address; none for a board restated to another tree, of
    which there are no charts."""
    endings = DRAWN if board.view == View.AS_THEN else []
    return {"links": [(ending.upper(), address(kind, board, ending)) for ending in endings], "label": label}
