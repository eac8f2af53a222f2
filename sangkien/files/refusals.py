"""Why a file is not taken, in the words that stand beside the field. One sentence for each reason."""

from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotPossible, Problem

REASONS = {
    # Any file
    "empty": _("Tệp này trống. Anh/chị chọn lại tệp giúp nhé."),
    "too_large": _("Tệp lớn hơn %(most)s MB. Anh/chị chụp lại hoặc chọn tệp nhỏ hơn."),
    "kind": _("Chỉ nhận %(kinds)s."),
    "broken": _("Tệp này không mở được, có thể đã bị cắt cụt."),
    "slow": _("Máy chủ chưa mở được tệp này. Anh/chị gửi ảnh chụp thay cho tệp giúp nhé."),
    "store": _("Máy chủ chưa cất được tệp lúc này. Tệp vẫn còn trên máy của anh/chị, ít phút nữa anh/chị gửi lại nhé."),
    "piece": _("Phần tệp vừa gửi không đúng cỡ đã báo. Anh/chị chọn lại tệp giúp nhé."),
    "other": _("Lượt gửi này đã dùng cho một tệp khác. Anh/chị chọn lại tệp giúp nhé."),
    "quota": _("Hôm nay đã nhận đủ số tệp trong ngày. Anh/chị gửi bài trước, ngày mai bổ sung tệp nhé."),
    "sent": _("Bài này đã gửi rồi nên không thêm tệp được nữa."),
    # What people mean well but nobody here should have to open
    "other_picture": _("Ảnh loại này chưa nhận được. Anh/chị lưu lại thành JPG rồi gửi giúp nhé."),
    "drawing": _("Hình vẽ SVG có thể kèm mã lệnh nên không nhận. Anh/chị lưu thành ảnh JPG hoặc PNG giúp nhé."),
    "web_page": _("Đây là một trang web chứ không phải ảnh hay văn bản. Anh/chị chụp ảnh hoặc in ra PDF giúp nhé."),
    "old_word": _("Đây là tệp Office kiểu cũ. Anh/chị lưu lại thành PDF hoặc Word (.docx) giúp nhé."),
    "archive": _("Đây là tệp nén. Anh/chị gửi từng ảnh hoặc từng văn bản bên trong giúp nhé."),
    "program": _("Đây là một chương trình máy tính nên không nhận. Anh/chị chọn lại tệp giúp nhé."),
    # Pictures
    "picture_broken": _("Ảnh này không mở được, có thể đã hỏng."),
    "picture_huge": _("Ảnh này có quá nhiều điểm ảnh. Anh/chị chụp lại ở cỡ thường giúp nhé."),
    "two_faced": _("Trong tệp ảnh này còn giấu một tệp khác. Anh/chị chụp lại ảnh giúp nhé."),
    # PDF
    "strange": _("Tệp PDF này có phần lạ ở cuối. Anh/chị in lại ra PDF hoặc chụp ảnh quyết định giúp nhé."),
    "pdf_locked": _("Tệp PDF này đang đặt mật khẩu hoặc khóa quyền. Anh/chị bỏ khóa rồi gửi, hoặc chụp ảnh giúp nhé."),
    "pdf_active": _("Tệp PDF này có kèm mã lệnh. Anh/chị in lại ra PDF hoặc chụp ảnh quyết định giúp nhé."),
    "pdf_attached": _("Tệp PDF này có tệp khác đính kèm bên trong. Anh/chị in lại ra PDF hoặc gửi riêng từng tệp nhé."),
    "pdf_long": _("Tệp PDF này dài quá. Anh/chị chỉ gửi những trang cần thiết, không quá 100 trang nhé."),
    # Word
    "docx_broken": _("Tệp Word này không mở được, có thể đã hỏng. Anh/chị lưu lại hoặc xuất ra PDF giúp nhé."),
    "docx_swollen": _("Tệp Word này bung ra quá lớn. Anh/chị xuất ra PDF rồi gửi giúp nhé."),
    "docx_macro": _("Tệp Word này có macro (mã lệnh). Anh/chị lưu thành .docx thường hoặc xuất ra PDF giúp nhé."),
    "docx_embedded": _("Tệp Word này có tệp hoặc đối tượng khác nhúng bên trong. Anh/chị xuất ra PDF giúp nhé."),
    "docx_outside": _("Tệp Word này tự lấy nội dung từ nơi khác khi mở. Anh/chị xuất ra PDF rồi gửi giúp nhé."),
}


def refused(code: str, field: str = "", **said: str) -> NotPossible:
    """The refusal for this reason, tied to the field; `said` fills the sentence in."""
    return NotPossible([Problem(code=f"file_{code}", text=str(REASONS[code]) % said, field=field)])
