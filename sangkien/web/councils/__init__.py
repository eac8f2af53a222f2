"""Pages of councils: what waits for a councillor, one dossier and its sheet, what the reviewer sees of it."""
