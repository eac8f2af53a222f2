"""What one cell was understood to say, and what there is to say about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from sangkien.base.problems import NotUnderstood
from sangkien.intake.understanding.shapes import Trouble

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

T = TypeVar("T")


@dataclass(frozen=True)
class Said(Generic[T]):
    """A value, or None; with `code` and `message` where somebody should look at the cell (see `Trouble.blocks`)."""

    value: T | None = None
    code: str = ""
    message: "_StrOrPromise" = ""
    blocks: bool = True

    @classmethod
    def refused(cls, why: NotUnderstood) -> "Said[T]":
        """Nothing was understood, for that reason."""
        return cls(None, why.code, why.text)

    def trouble(self, column: int | None) -> list[Trouble]:
        """At most one, in the language of the moment."""
        return [Trouble(column, self.code, str(self.message), self.blocks)] if self.code else []
