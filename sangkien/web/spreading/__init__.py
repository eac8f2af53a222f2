"""Spreading: asking to apply what was done elsewhere, answering, and what came of it."""
