"""Khen thưởng: rounds and their candidates, nominations and what became of them, terms, one's own honours, the public
list."""
