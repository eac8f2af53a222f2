"""How fields, piles and states of an import are called and coloured on its pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.intake.states import BatchState, Pile
from sangkien.intake.understanding import Field

FIELDS: Mapping[Field, str | Promise] = {
    Field.TITLE: _("Tên sáng kiến"),
    Field.AUTHORS: _("Tác giả"),
    Field.SHARE: _("Phần đóng góp"),
    Field.POSITION: _("Chức vụ, công việc"),
    Field.PHONE: _("Số điện thoại"),
    Field.UNIT: _("Đơn vị"),
    Field.WORKPLACE: _("Bộ phận, phòng ban"),
    Field.PLACE: _("Nơi áp dụng"),
    Field.FIELD: _("Lĩnh vực"),
    Field.KIND: _("Loại giải pháp"),
    Field.APPLIED_ON: _("Ngày áp dụng"),
    Field.YEAR: _("Năm"),
    Field.BENEFIT: _("Giá trị làm lợi"),
    Field.BENEFIT_NOTE: _("Hiệu quả, lợi ích khác"),
    Field.CONTENT: _("Nội dung"),
    Field.BEFORE: _("Trước đây làm thế nào"),
    Field.AFTER: _("Bây giờ làm thế nào"),
    Field.RECOGNITION: _("Hình thức công nhận, xếp loại"),
    Field.DECISION_NUMBER: _("Số quyết định"),
    Field.DECISION_DATE: _("Ngày quyết định"),
    Field.DECISION_ISSUER: _("Nơi ban hành"),
    Field.BIRTH: _("Ngày sinh, năm sinh"),
    Field.SEX: _("Giới tính"),
    Field.CODE: _("Mã số"),
    Field.NUMBER: _("Số thứ tự"),
    Field.NOTE: _("Ghi chú"),
}

# The address of a pile, its colour and shape; the word itself is the pile's own label.
PILES: Mapping[Pile, tuple[str, str, str]] = {
    Pile.READY: ("san-sang", "green", "circle-check"),
    Pile.TO_FIX: ("can-sua", "red", "circle-alert"),
    Pile.DUPLICATE: ("nghi-trung", "gold", "git-merge"),
    Pile.LEFT_OUT: ("de-lai", "grey", "x"),
    Pile.ENTERED: ("da-nhap", "blue", "circle-check"),
    Pile.UNDONE: ("da-hoan-tac", "grey", "rotate-ccw"),
}
STATES: Mapping[str, tuple[str, str]] = {
    BatchState.RECEIVED: ("blue", "clock"),
    BatchState.READ: ("gold", "search"),
    BatchState.CHECKED: ("gold", "list-checks"),
    BatchState.ENTERING: ("blue", "send"),
    BatchState.ENTERED: ("green", "circle-check"),
    BatchState.CANCELLED: ("grey", "x"),
    BatchState.UNDOING: ("blue", "rotate-ccw"),
    BatchState.UNDONE: ("grey", "rotate-ccw"),
}
