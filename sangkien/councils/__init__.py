"""Councils (hội đồng sáng kiến): several people score a dossier, criterion by criterion, each by themselves.

Nouns: ScoreSheet (phiếu chấm), Summons (lời mời chấm). A council is whoever is appointed councillor in the union that
day. What follows from their scores, the room `review` concludes.
"""
