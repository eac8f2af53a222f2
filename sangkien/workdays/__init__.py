"""Working days (ngày làm việc): the weeks of offices, the holidays of the law, and what is decided for single days.

Nouns: DecidedDay (ngày nghỉ hoặc làm bù theo quyết định), Week (tuần làm việc), Calendar. What is promised in working
days is counted by a Calendar; by which day a dossier is answered stands in `initiatives.turns`.
"""
