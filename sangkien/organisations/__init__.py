"""Organisations: the dated tree of unions, and the workplaces they gather.

Nouns: Organisation (tổ chức công đoàn, an identity with an immutable code), UnitKind (loại tổ chức, data),
Placement (where it hangs), UnitName (what it is called), Classification (what kind it is), ExternalCode,
MemberCount, Workplace (nơi làm việc), Ancestry (the closure of the tree, kept by the database).
Everything dated is a range [from, to); an organisation exists on the days it has a placement.
Leaves to others: people and roles (accounts), who may change the tree, the reasons for a change.
"""
