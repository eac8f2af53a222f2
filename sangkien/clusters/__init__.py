"""Clusters and blocks (cụm, khối thi đua): which unions are compared with one another, and who leads them.

Nouns: Cluster, Member, Lead, QuarterTarget (a quarter's target set by decision). Which of them goes ahead is told by
`statistics`; what was frozen of it is kept by `standings`.
"""
