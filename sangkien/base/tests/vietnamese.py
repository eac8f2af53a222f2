"""Texts for property tests."""

from hypothesis import strategies as st

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxy AĐƯ-.,0189àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)
