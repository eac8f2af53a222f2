"""Xếp loại thi đua: rounds, sheets of points, criteria."""
