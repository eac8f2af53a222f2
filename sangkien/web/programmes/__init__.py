"""Thiết lập chương trình: everything in a programme's file on pages, with what a change would do before it is made."""
