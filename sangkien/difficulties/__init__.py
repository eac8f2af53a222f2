"""Difficulties (khó khăn, vướng mắc): what gets in people's way travels up the unions, and an answer comes back down.

Nouns: Difficulty, Attachment, Handover (to the union above or back below, by a person or by the clock), Reply (answer,
question back, note), Verdict (of who asked), Grouping (similar ones under a leading one), Lesson (an answer became
guidance). Words for everybody are the room `guidance`.

Rule: letter of the 40 days, item 2e and its end ("tháo gỡ khó khăn … đặc biệt là người lao động trong doanh nghiệp
FDI"; "nếu có khó khăn, vướng mắc, báo cáo về LĐLĐ tỉnh").
"""
