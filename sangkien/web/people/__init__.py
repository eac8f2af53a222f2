"""People's own pages: coming in, my page, a dossier and its history, looking up by code, and standing pages."""
