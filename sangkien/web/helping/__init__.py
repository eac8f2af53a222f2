"""Entering for colleagues (nhập thay): all questions on one page, one colleague after another, and the helper's log."""
