"""`python -m sangkien.ops` is the command `sangkien`."""

from sangkien.ops.cli import main

main()
