"""Pages for authors and employers who answer by a link, and for those who hand the links on."""
