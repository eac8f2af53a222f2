"""What is wrong in a file of a given shape (pydantic), in our words and with its place."""

from typing import Any

from pydantic import ValidationError

from sangkien.base.problems import Problem

# Anything rarer is said in pydantic's own words.
_SAID = {
    "extra_forbidden": "không có mục nào tên như vậy",
    "missing": "thiếu mục này",
    "model_type": "cần một nhóm mục có tên",
    "list_type": "cần một danh sách",
    "tuple_type": "cần một danh sách",
    "dict_type": "cần một bảng có tên từng mục",
    "string_type": "cần một dòng chữ",
    "string_too_short": "không để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_pattern_mismatch": "mã chỉ gồm chữ không dấu, chữ số, gạch ngang và gạch dưới",
    "too_short": "cần ít nhất một mục",
    "literal_error": "chỉ nhận {expected}",
    "greater_than_equal": "ít nhất là {ge}",
    "less_than_equal": "nhiều nhất là {le}",
    "int_type": "cần một số nguyên",
    "int_parsing": "cần một số nguyên",
    "date_type": "ghi ngày như 2022-05-31",
    "date_parsing": "ghi ngày như 2022-05-31",
    "date_from_datetime_parsing": "ghi ngày như 2022-05-31",
    "value_error": "{error}",
}


def mistakes(wrong: ValidationError, *, whole: str) -> list[Problem]:
    """Every mistake; `whole` is what a mistake of the file as a whole is said of."""
    return [_problem(error, whole) for error in wrong.errors()]


def _problem(error: Any, whole: str) -> Problem:
    place = ".".join(str(part) for part in error["loc"]) or whole
    said = _SAID.get(error["type"], "{msg}").format(msg=error["msg"], **error.get("ctx", {}))
    return Problem(code=error["type"], field=place, text=f"{place}: {said.replace(' or ', ' hoặc ')}")
