"""What titles and texts say in a few capitals, in full.

Only what has one meaning in a programme of initiatives; what has several (CĐ: công đoàn, cao đẳng) is read by its
neighbour or stays as it is. Names of workplaces have their own table (organisations/keys.py): there XN is xí nghiệp, in
a title from a hospital xét nghiệm.
"""

import re
from functools import cache

from sangkien.base.text.folding import fold

IN_FULL = {
    # unions and the people they stand for
    "CĐCS": "công đoàn cơ sở",
    "LĐLĐ": "liên đoàn lao động",
    "TLĐ": "tổng liên đoàn",
    "BCH": "ban chấp hành",
    "BTV": "ban thường vụ",
    "UBKT": "ủy ban kiểm tra",
    "BTC": "ban tổ chức",
    "ĐVCĐ": "đoàn viên công đoàn",
    "CNLĐ": "công nhân lao động",
    "CNVC": "công nhân viên chức",
    "CNVCLĐ": "công nhân viên chức lao động",
    "CBCNV": "cán bộ công nhân viên",
    "CBCNVC": "cán bộ công nhân viên chức",
    "CBCC": "cán bộ công chức",
    "CBCCVC": "cán bộ công chức viên chức",
    "CBGVNV": "cán bộ giáo viên nhân viên",
    "CBQL": "cán bộ quản lý",
    "CBVC": "cán bộ viên chức",
    "CCVC": "công chức viên chức",
    "NLĐ": "người lao động",
    "NSDLĐ": "người sử dụng lao động",
    "NSLĐ": "năng suất lao động",
    # work and safety
    "SKKN": "sáng kiến kinh nghiệm",
    "ATLĐ": "an toàn lao động",
    "ATVSLĐ": "an toàn vệ sinh lao động",
    "AT VSLĐ": "an toàn vệ sinh lao động",
    "VSLĐ": "vệ sinh lao động",
    "BHLĐ": "bảo hộ lao động",
    "PCCC": "phòng cháy chữa cháy",
    "PCCN": "phòng chống cháy nổ",
    "CNCH": "cứu nạn cứu hộ",
    "ATTP": "an toàn thực phẩm",
    "VSATTP": "vệ sinh an toàn thực phẩm",
    "ATGT": "an toàn giao thông",
    "BVMT": "bảo vệ môi trường",
    "SXKD": "sản xuất kinh doanh",
    "CNTT": "công nghệ thông tin",
    "CSDL": "cơ sở dữ liệu",
    "KHKT": "khoa học kỹ thuật",
    "KHCN": "khoa học công nghệ",
    "KH CN": "khoa học công nghệ",
    "NCKH": "nghiên cứu khoa học",
    # enterprises, places, authorities
    "CTY": "công ty",
    "CTCP": "công ty cổ phần",
    "TNHH": "trách nhiệm hữu hạn",
    "MTV": "một thành viên",
    "DNTN": "doanh nghiệp tư nhân",
    "HTX": "hợp tác xã",
    "XNK": "xuất nhập khẩu",
    "KCN": "khu công nghiệp",
    "KCX": "khu chế xuất",
    "CCN": "cụm công nghiệp",
    "BQL": "ban quản lý",
    "BGĐ": "ban giám đốc",
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "CCHC": "cải cách hành chính",
    "TTHC": "thủ tục hành chính",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BHTN": "bảo hiểm thất nghiệp",
    "TP": "thành phố",
    "HCM": "Hồ Chí Minh",
    "TPHCM": "thành phố Hồ Chí Minh",
    "VN": "Việt Nam",
    # schools
    "MN": "mầm non",
    "TH": "tiểu học",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "PTCS": "phổ thông cơ sở",
    "ĐH": "đại học",
    "ĐHSG": "đại học Sài Gòn",
    "CĐKT": "cao đẳng kinh tế",
    "ĐH CĐ": "đại học cao đẳng",
    "Trường CĐ": "trường cao đẳng",
    "CĐ nghề": "cao đẳng nghề",
    "CĐ sư phạm": "cao đẳng sư phạm",
    "GV": "giáo viên",
    "GVCN": "giáo viên chủ nhiệm",
    "GVMN": "giáo viên mầm non",
    "HS": "học sinh",
    "HSG": "học sinh giỏi",
    "HSSV": "học sinh sinh viên",
    "PHHS": "phụ huynh học sinh",
    "SV": "sinh viên",
    "BGH": "ban giám hiệu",
    "SGK": "sách giáo khoa",
    "PP": "phương pháp",
    "PPDH": "phương pháp dạy học",
    "GDĐT": "giáo dục đào tạo",
    "GD ĐT": "giáo dục đào tạo",
    "GDMN": "giáo dục mầm non",
    "GDTX": "giáo dục thường xuyên",
    "GDTX DN": "giáo dục thường xuyên dạy nghề",
    "VHVL": "vừa học vừa làm",
    # hospitals
    "BV": "bệnh viện",
    "BVĐK": "bệnh viện đa khoa",
    "HNĐK": "hữu nghị đa khoa",
    "BVHNĐK": "bệnh viện hữu nghị đa khoa",
    "TTYT": "trung tâm y tế",
    "BN": "bệnh nhân",
    "NB": "người bệnh",
    "NVYT": "nhân viên y tế",
    "KCB": "khám chữa bệnh",
    "KSNK": "kiểm soát nhiễm khuẩn",
    # công đoàn, by its neighbours
    "CĐ cơ sở": "công đoàn cơ sở",
    "CĐ ngành": "công đoàn ngành",
    "CĐ viên chức": "công đoàn viên chức",
    "Cán bộ CĐ": "cán bộ công đoàn",
    "Hoạt động CĐ": "hoạt động công đoàn",
    "Đoàn viên CĐ": "đoàn viên công đoàn",
    "BCH CĐ": "ban chấp hành công đoàn",
}


def expanded(words: list[str]) -> list[str]:
    """Folded words with what is abbreviated in full: ["gv", "cdcs"] is ["giao", "vien", "cong", "doan", "co", "so"]."""
    table, short = _folded()
    said = " ".join(words)
    in_full = short.sub(lambda found: table[found.group()], said)
    # What is in full now may be the neighbour that says what the next one means.
    return in_full.split() if in_full == said else expanded(in_full.split())


@cache
def _folded() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {fold(short): fold(full) for short, full in IN_FULL.items()}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile(rf"(?<!\S)(?:{'|'.join(longest_first)})(?!\S)")
