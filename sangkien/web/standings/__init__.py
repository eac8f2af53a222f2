"""Bảng xếp hạng: units inside their clusters, the official rule of the quarter, tables frozen for good, and the pages
on which clusters are kept."""
