"""How well near duplicates are told apart: titles altered as people alter them, and several methods side by side."""
