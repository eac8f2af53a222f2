"""The roof: settings, addresses, the WSGI entry. Knows every room; no room knows it."""
