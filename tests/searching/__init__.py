"""How well search finds what people mean: questions as they type them, over real titles."""
