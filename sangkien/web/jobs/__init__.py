"""Pages of long work: what is under way, how far it is, stopping it, and how it ended."""
