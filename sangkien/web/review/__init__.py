"""The officers' pages: what waits for a hat, one dossier with its evidence, and the verbs of review."""
