"""Made Vietnamese names, drawn as they occur: family names by frequency, middle and given names by gender.

Ninh Thuận is also the home of the Chăm and the Raglai, so a few people carry their names.
"""

import unicodedata
from random import Random

FAMILY = (
    ["Nguyễn"] * 24 + ["Trần"] * 9 + ["Lê"] * 8 + ["Phạm"] * 6 + ["Võ"] * 4 + ["Huỳnh"] * 4 + ["Phan"] * 3
    + ["Đặng"] * 3 + ["Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Trương", "Hoàng"] * 2
    + ["Vũ", "Đinh", "Đoàn", "Đào", "Trịnh", "Mai", "Lương", "Hà", "Cao", "Lưu", "Tạ", "Lý", "Lâm", "Thái", "Tô"]
)  # fmt: skip
CHAM_FAMILY = ["Kiều", "Châu", "Đàng", "Quảng", "Bá", "Thập", "Hán", "Trượng", "Phú", "Đạt"]
RAGLAI_FAMILY = ["Chamaléa", "Pi Năng", "Katơr", "Pupur", "Tà Yên", "Pinăng"]

MIDDLE = {
    "M": ["Văn"] * 6 + ["Minh", "Quốc", "Thanh", "Đức", "Ngọc", "Hữu", "Xuân", "Anh", "Trọng", "Công", "Đình", "Hoàng"],
    "F": ["Thị"] * 8 + ["Thị Ngọc", "Thị Thu", "Thị Kim", "Thị Thanh", "Ngọc", "Thanh", "Thu", "Bích", "Mỹ"],
}
MEN = """
An Bảo Bình Chương Cường Danh Dũng Duy Đạt Đức Giang Hải Hân Hiếu Hiệp Hòa Hoàng Hưng Huy Khánh
Khoa Kiên Lâm Linh Lộc Long Mạnh Nam Nghĩa Nguyên Nhân Phong Phú Phúc Phước Quân Quang Sang Sơn
Tài Tâm Tân Thạch Thái Thắng Thành Thiện Thịnh Thuận Tiến Tín Toàn Trí Trung Tú Tuấn Vinh
"""
WOMEN = """
An Ánh Bích Châu Chi Cúc Diễm Diệu Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hồng Huệ Hương
Khánh Kiều Lài Liên Linh Loan Ly Mận My Nga Ngân Ngọc Nguyệt Nhi Nhung Nương Oanh Phương Phượng
Quyên Tâm Thanh Thảo Thi Thoa Thơ Thu Thủy Thương Tiên Trang Trâm Trinh Tuyết Vân Vy Yến
"""
GIVEN = {"M": MEN.split(), "F": WOMEN.split()}

# Where the Chăm and the Raglai live.
LOCAL_FAMILIES = {"LDLD-BAC-AI": RAGLAI_FAMILY, "LDLD-NINH-PHUOC": CHAM_FAMILY, "LDLD-THUAN-BAC": RAGLAI_FAMILY}


def full_name(rng: Random, superior: str = "") -> str:
    """A made full name; in districts where they live, a fifth of the people are Chăm or Raglai."""
    gender = rng.choice("MF")
    local = LOCAL_FAMILIES.get(superior)
    family = rng.choice(local) if local and rng.random() < 0.2 else rng.choice(FAMILY)
    return f"{family} {rng.choice(MIDDLE[gender])} {rng.choice(GIVEN[gender])}"


def without_marks(text: str) -> str:
    """Plain letters, as in a login or an English page: "Đặng Quốc Đông" becomes "Dang Quoc Dong"."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
