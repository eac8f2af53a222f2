"""Chỉ đạo: launching a campaign and closing a phase, each on one page, and what was made by it."""
