"""Pages. A door translates between HTTP and one action or query; it decides nothing."""
