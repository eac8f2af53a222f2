"""How far initiatives reach: requests, sheets, what councils found, and by which criteria."""
