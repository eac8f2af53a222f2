"""What is wrong in a file of a given shape (pydantic), in our words and with its place."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import ValidationError

from sangkien.base.problems import Problem

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


def _problem(error: Any, whole: str) -> Problem:
    place = ".".join(str(part) for part in error["loc"]) or whole
    told = _SAID.get(error["type"])
    said = (_(told) if told else "{msg}").format(msg=error["msg"], **error.get("ctx", {}))
    return Problem(code=error["type"], field=place, text=f"{place}: {said.replace(' or ', _(' hoặc '))}")
