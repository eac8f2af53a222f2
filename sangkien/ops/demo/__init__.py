"""The demonstration: phase 1 of "01 triệu sáng kiến" in Ninh Thuận, 8 January to 31 May 2022, as a script.

Everything here is made: unions' workplaces, people, phone numbers, tax codes, dossiers. Only the tree above
the grassroots unions and the two numbers of the letter (a target of 1,000, a result of 1,396) are real.
The neighbour, Khánh Hòa, is there as a tree only (units-khanh-hoa.csv): in 2025 the two become one.
Nouns: `plans` (what a dossier says and what happens to it), `registers` (the plain files beside this one),
`script` (all dossiers from one seed). Nothing here touches a database: replaying the script is another file's work.
"""
