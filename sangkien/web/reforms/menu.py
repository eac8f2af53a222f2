"""What can be done, in the order of the list."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.web.reforms.splitting import PartForm, SplitForm
from sangkien.web.reforms.tasks import (
    CreateForm,
    DissolveForm,
    MergeForm,
    MoveForm,
    ReclassifyForm,
    RenameForm,
    TaskForm,
    UniteForm,
)


@dataclass(frozen=True)
class Task:
    """One thing to be done: its form, its name on the list and in a sentence."""

    form: type[TaskForm]
    name: Promise
    explained: Promise


TASKS = {
    "merge": Task(
        MergeForm,
        _("Sáp nhập vào một đơn vị đang có"),
        _("Một hay nhiều đơn vị kết thúc, một đơn vị đang hoạt động tiếp nhận tất cả."),
    ),
    "unite": Task(
        UniteForm,
        _("Hợp nhất thành một đơn vị mới"),
        _("Các đơn vị cũ kết thúc, một đơn vị mới lập tiếp nhận tất cả."),
    ),
    "move": Task(
        MoveForm,
        _("Chuyển về trực thuộc đơn vị khác"),
        _("Đơn vị giữ nguyên tên, người và hồ sơ; chỉ công đoàn cấp trên thay đổi."),
    ),
    "dissolve": Task(
        DissolveForm,
        _("Giải thể"),
        _("Đơn vị kết thúc; đoàn viên chuyển về đơn vị tiếp nhận hoặc thôi sinh hoạt."),
    ),
    "split": Task(
        SplitForm,
        _("Chia thành nhiều đơn vị mới"),
        _("Đơn vị cũ kết thúc; anh/chị chọn đơn vị trực thuộc nào về đâu."),
    ),
    "part": Task(
        PartForm,
        _("Tách một phần thành đơn vị mới"),
        _("Đơn vị cũ vẫn hoạt động và giữ hồ sơ; một số đơn vị trực thuộc sang đơn vị mới."),
    ),
    "create": Task(CreateForm, _("Thành lập đơn vị mới"), _("Một đơn vị chưa có trong hệ thống.")),
    "rename": Task(RenameForm, _("Đổi tên"), _("Văn bản của những ngày trước vẫn mang tên cũ.")),
    "reclassify": Task(ReclassifyForm, _("Đổi loại tổ chức"), _("Ví dụ công đoàn cơ sở thành nghiệp đoàn.")),
}
