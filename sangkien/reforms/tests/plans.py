"""Decisions for tests, in the words of a decision file."""

from typing import Any

from sangkien.reforms.spec import Plan, understand

DAY = "2022-06-01"


def plan(*operations: dict[str, Any], code: str = "QD-1", effective: str = DAY) -> Plan:
    """A decision that does these operations."""
    said = {"number": "12/QĐ-LĐLĐ", "signed_on": "2022-05-20", "issuer": "Ban Thường vụ LĐLĐ tỉnh"}
    return understand(
        {"code": code, "title": "Sắp xếp", "decision": said, "effective": effective, "operations": list(operations)}
    )


def create(code: str, parent: str, kind: str, name: str = "") -> dict[str, Any]:
    """Found one union."""
    return {"create": {"units": [{"code": code, "parent": parent, "kind": kind, "name": name or code}]}}


KHANH_HOA = [
    create("LDLD-KHANH-HOA", "TLD", "PROVINCIAL", "Liên đoàn Lao động tỉnh Khánh Hòa"),
    create("CD-XA-22780", "LDLD-KHANH-HOA", "COMMUNE", "Công đoàn phường Đô Vinh"),
    create("CD-XA-22870", "LDLD-KHANH-HOA", "COMMUNE", "Công đoàn xã Ninh Phước"),
    {"move": {"units": ["CS-MAY-TIEN-THUAN", "CS-HAEMIN", "CS-BQL-KCN"], "to": "CD-XA-22780"}},
    {"move": {"units": ["CS-THPT-AN-PHUOC", "CS-HTX-PHUOC-HAU"], "to": "CD-XA-22870"}},
    {"merge": {"units": ["LDLD-NINH-THUAN"], "into": "LDLD-KHANH-HOA"}},
    {"dissolve": {"units": ["CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC"], "members": "transfer"}},
]
