"""The words of which names of made workplaces are put together. None of the firms exists."""


def _words(text: str) -> list[str]:
    return text.split()


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.split("|")]


# Two syllables make the proper name of a Vietnamese firm.
FIRST = _words("""
Minh Hoàng Thiên Phú An Tân Việt Đại Hưng Thành Kim Ngọc Nam Đông Bình Phước Vĩnh Trường Thái Quang Hải Sơn
Gia Bảo Lộc Tiến Thuận Hồng Thanh Mỹ Phương Trung Đức Long Nhật Song Tam Vạn Khải Toàn
""")
SECOND = _words("""
Phát Thành Long Hưng Thịnh Lợi Phú An Khang Tiến Đạt Vinh Hà Sơn Hải Minh Anh Việt Nam Phong Quang Lâm
Nguyên Tín Nghĩa Cường Thắng Gia Lộc Phúc Dương Châu Giang Linh Sinh Hòa Bình Mai Ngân
""")

# What a firm does, and the sector that this is counted under.
TRADES = {
    "May": "Dệt may", "May mặc": "Dệt may", "Dệt": "Dệt may", "May xuất khẩu": "Dệt may",
    "Giày da": "Da giày, túi xách", "Cơ khí": "Cơ khí, điện tử", "Cơ khí chính xác": "Cơ khí, điện tử",
    "Điện tử": "Cơ khí, điện tử", "Chế biến thủy sản": "Chế biến thủy sản", "Chế biến nông sản": "Chế biến nông sản",
    "Chế biến gỗ": "Chế biến gỗ", "Bao bì": "Bao bì, nhựa", "Nhựa": "Bao bì, nhựa", "Xây dựng": "Xây dựng",
    "Tư vấn xây dựng": "Xây dựng", "Vật liệu xây dựng": "Vật liệu xây dựng", "Vận tải": "Vận tải",
    "Thương mại": "Thương mại, dịch vụ", "Thương mại và Dịch vụ": "Thương mại, dịch vụ",
    "Sản xuất Thương mại": "Thương mại, dịch vụ", "Du lịch": "Du lịch, khách sạn", "Dược phẩm": "Dược",
    "Thực phẩm": "Thực phẩm, đồ uống", "Thức ăn chăn nuôi": "Thực phẩm, đồ uống", "In": "In, giấy",
    "Giấy": "In, giấy", "Bảo vệ": "Thương mại, dịch vụ", "Môi trường": "Môi trường đô thị",
    "Công nghệ": "Công nghệ thông tin", "Thép": "Cơ khí, điện tử", "Gạch men": "Vật liệu xây dựng",
}  # fmt: skip

# Two pieces make the name of a foreign firm.
FOREIGN_FIRST = _words("Hae Dae Sae Yuk Nara Toku Miwa Sano Kuro Jin Shin Taku Nord Berg Alt Lumi Vero Orio Gran Ever")
FOREIGN_SECOND = _words("seong hwan byeok mura shida wara tech lux mark dal feld gyeong ri ton ka rin moto sung wei")
FOREIGN_ENDS = ["Vina", "Việt Nam", "Việt Nam", "Electronics Việt Nam", "Industries", "Global Vina", "Precision"]

FLOWERS = _lines("""
Hoa Sen|Hoa Mai|Sơn Ca|Vành Khuyên|Hoa Hồng|Họa Mi|Măng Non|Tuổi Thơ|Ánh Dương|Hướng Dương|Bình Minh
""")
HEROES = _lines("""
Nguyễn Trãi|Lê Lợi|Trần Phú|Quang Trung|Nguyễn Du|Võ Thị Sáu|Lý Thường Kiệt|Trần Hưng Đạo|Nguyễn Huệ|Phan Bội Châu
|Phan Chu Trinh|Chu Văn An|Lê Hồng Phong|Nguyễn Thị Minh Khai|Kim Đồng|Lê Quý Đôn|Ngô Quyền|Hùng Vương|Lương Thế Vinh
""")

OFFICES = _lines("""
Sở Tài chính|Sở Xây dựng|Sở Tư pháp|Sở Nội vụ|Sở Công Thương|Sở Giao thông vận tải|Sở Tài nguyên và Môi trường
|Sở Văn hóa, Thể thao và Du lịch|Sở Khoa học và Công nghệ|Chi cục Kiểm lâm|Chi cục Thú y|Chi cục Thủy lợi
|Cục Thống kê|Cục Thuế|Kho bạc Nhà nước|Bảo hiểm xã hội|Đài Phát thanh và Truyền hình|Trung tâm Khuyến nông
|Trung tâm Dịch vụ việc làm|Ban Quản lý dự án|Thanh tra|Thư viện|Bảo tàng|Trung tâm Lưu trữ
""")
DISTRICT_OFFICES = _lines("""
Phòng Tài chính - Kế hoạch|Phòng Giáo dục và Đào tạo|Trung tâm Văn hóa|Hạt Kiểm lâm|Chi cục Thuế|Tòa án nhân dân
|Viện Kiểm sát nhân dân|Bảo hiểm xã hội|Ban Quản lý dự án|Trung tâm Dịch vụ nông nghiệp|Văn phòng HĐND và UBND
""")
HEALTH = _lines("""
Bệnh viện Đa khoa|Bệnh viện Y học cổ truyền|Bệnh viện Phụ sản|Bệnh viện Mắt|Bệnh viện Phục hồi chức năng
|Trung tâm Kiểm soát bệnh tật|Trung tâm Y tế|Trung tâm Kiểm nghiệm|Trung tâm Giám định y khoa|Bệnh viện Tâm thần
""")
PUBLIC_FIRMS = {
    "Cấp nước": "Cấp thoát nước", "Môi trường đô thị": "Môi trường đô thị", "Xổ số kiến thiết": "Thương mại, dịch vụ",
    "Khai thác công trình thủy lợi": "Nông nghiệp", "Công trình đô thị": "Môi trường đô thị",
    "Lâm nghiệp": "Nông nghiệp", "Bến xe": "Vận tải", "Quản lý đường bộ": "Vận tải", "Phát triển hạ tầng": "Xây dựng",
}  # fmt: skip

# What hangs under a central sector union: how the workplace is called, and the sector.
OF_CENTRAL = {
    "CDN-CONG-THUONG-VN": ("Công ty Cổ phần Hóa chất|Công ty Thuốc lá|Công ty Cổ phần Cơ khí", "Công nghiệp"),
    "CDN-GIAO-DUC-VN": ("Trường Đại học|Trường Cao đẳng|Học viện|Nhà xuất bản", "Giáo dục"),
    "CDN-Y-TE-VN": ("Bệnh viện Trung ương|Viện|Trường Đại học Y Dược|Bệnh viện", "Y tế"),
    "CDN-XAY-DUNG-VN": ("Tổng công ty Xây dựng|Công ty Cổ phần Xi măng|Công ty Cổ phần Lắp máy", "Xây dựng"),
    "CDN-GTVT-VN": ("Cục Quản lý đường bộ|Công ty Cổ phần Cầu đường|Ban Quản lý dự án", "Vận tải"),
    "CDN-NONG-NGHIEP-VN": ("Viện Khoa học|Công ty TNHH MTV Lâm nghiệp|Chi cục Kiểm dịch", "Nông nghiệp"),
    "CDN-NGAN-HANG-VN": ("Ngân hàng TMCP|Ngân hàng Nhà nước Chi nhánh|Quỹ tín dụng nhân dân", "Ngân hàng"),
    "CDN-VIEN-CHUC-VN": ("Cục|Vụ|Tạp chí|Viện Nghiên cứu", "Quản lý nhà nước"),
    "CDN-DET-MAY-VN": ("Tổng công ty May|Công ty Cổ phần Dệt|Công ty Cổ phần Sợi", "Dệt may"),
    "CDN-DAU-KHI-VN": ("Công ty Cổ phần Dịch vụ Dầu khí|Công ty Vận tải Dầu khí|Nhà máy Lọc dầu", "Dầu khí"),
    "CDN-THAN-KS-VN": ("Công ty Cổ phần Than|Công ty Tuyển than|Công ty Khoáng sản", "Than, khoáng sản"),
    "CDN-CAO-SU-VN": ("Công ty TNHH MTV Cao su|Nông trường Cao su|Công ty Cổ phần Gỗ Cao su", "Cao su"),
    "CDN-DIEN-LUC-VN": ("Công ty Điện lực|Điện lực|Công ty Truyền tải điện|Công ty Thủy điện", "Điện"),
    "CDN-DUONG-SAT-VN": ("Công ty Cổ phần Đường sắt|Chi nhánh Khai thác đường sắt|Xí nghiệp Đầu máy", "Đường sắt"),
    "CDN-TT-TT-VN": ("Bưu điện|Viễn thông|Trung tâm Kinh doanh Viễn thông", "Bưu chính, viễn thông"),
    "CDN-QUOC-PHONG": ("Công ty TNHH MTV|Nhà máy Z|Xí nghiệp", "Công nghiệp quốc phòng"),
    "CDN-CAND": ("Công ty TNHH MTV|Nhà in|Bệnh viện", "Công an"),
    "CDN-HANG-KHONG-VN": ("Xí nghiệp Thương mại Mặt đất|Đoàn Tiếp viên|Chi nhánh Hàng không", "Hàng không"),
    "CDN-HANG-HAI-VN": ("Cảng|Công ty Cổ phần Vận tải biển|Hoa tiêu Hàng hải", "Hàng hải"),
    "CDN-TAU-THUY-VN": ("Công ty Đóng tàu|Công ty Công nghiệp Tàu thủy", "Đóng tàu"),
}  # fmt: skip
