"""Difficulties: the form from anywhere, the asker's own page, the desk of the officers, figures and digest."""
