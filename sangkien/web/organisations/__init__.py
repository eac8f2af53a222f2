"""The tree of unions on any day, one page a union, and a poster for each that takes dossiers.

`views` read the address; `asked` what it asks for; `below` lists the unions under one; `changing` finds the days
on which the tree changed and draws them as a line; `life` tells a union's own history; `inside` is what only the
union and those above it see.
"""
