"""Files of a given shape (YAML, pydantic): read, written; what is wrong in them is told in our words, by its place."""

from typing import Any, TypeVar

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import BaseModel, ValidationError

from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import one_line

Shape = TypeVar("Shape", bound=BaseModel)

# Anything rarer is said in pydantic's own words.
_SAID = {
    "extra_forbidden": gettext_noop("không có mục nào tên như vậy"),
    "missing": gettext_noop("thiếu mục này"),
    "model_type": gettext_noop("cần một nhóm mục có tên"),
    "list_type": gettext_noop("cần một danh sách"),
    "tuple_type": gettext_noop("cần một danh sách"),
    "dict_type": gettext_noop("cần một bảng có tên từng mục"),
    "string_type": gettext_noop("cần một dòng chữ"),
    "string_too_short": gettext_noop("không để trống"),
    "string_too_long": gettext_noop("dài quá {max_length} ký tự"),
    "string_pattern_mismatch": gettext_noop("mã chỉ gồm chữ không dấu, chữ số, gạch ngang và gạch dưới"),
    "too_short": gettext_noop("cần ít nhất một mục"),
    "literal_error": gettext_noop("chỉ nhận {expected}"),
    "greater_than_equal": gettext_noop("ít nhất là {ge}"),
    "less_than_equal": gettext_noop("nhiều nhất là {le}"),
    "int_type": gettext_noop("cần một số nguyên"),
    "int_parsing": gettext_noop("cần một số nguyên"),
    "date_type": gettext_noop("ghi ngày như 2022-05-31"),
    "date_parsing": gettext_noop("ghi ngày như 2022-05-31"),
    "date_from_datetime_parsing": gettext_noop("ghi ngày như 2022-05-31"),
    "value_error": "{error}",
}


def mistakes(wrong: ValidationError, *, whole: str) -> list[Problem]:
    """Every mistake; `whole` is what a mistake of the file as a whole is said of."""
    return [_problem(error, whole) for error in wrong.errors()]


def read_yaml(typed: bytes | str, *, parts: int) -> Any:
    """The plain values of a file, of so many parts at most. Raises NotPossible with what keeps it from being read."""
    try:
        told = yaml.safe_load(typed)
        _must_be_of_a_size(told, parts)
    except (yaml.YAMLError, RecursionError, ValueError) as no:  # ValueError: a day that does not exist
        raise NotPossible([Problem(code="not_yaml", text=one_line(str(no)))]) from None
    return told


def checked(shape: type[Shape], told: Any, *, whole: str) -> Shape:
    """What plain values tell of; `whole` as in `mistakes`. Raises NotPossible with every mistake."""
    try:
        return shape.model_validate(told)
    except ValidationError as no:
        raise NotPossible(mistakes(no, whole=whole)) from None


def plain(spec: BaseModel) -> dict[str, Any]:
    """The same as plain values, as a file has them; what was left out stays out."""
    return spec.model_dump(mode="json", by_alias=True, exclude_none=True)


def written(told: dict[str, Any]) -> str:
    """These values as a file. Read again, they are the same."""
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=118)


def _must_be_of_a_size(told: Any, most: int) -> None:
    """References in a file may make a few lines stand for more than any memory holds."""
    left, seen = [told], 0
    while left:
        part, seen = left.pop(), seen + 1
        if seen > most:
            raise yaml.YAMLError(_("Tệp này quá lớn so với một tệp thiết lập."))
        left += part.values() if isinstance(part, dict) else part if isinstance(part, list) else []


def _problem(error: Any, whole: str) -> Problem:
    place = ".".join(str(part) for part in error["loc"]) or whole
    told = _SAID.get(error["type"])
    said = (_(told) if told else "{msg}").format(msg=error["msg"], **error.get("ctx", {}))
    return Problem(code=error["type"], field=place, text=f"{place}: {said.replace(' or ', _(' hoặc '))}")
