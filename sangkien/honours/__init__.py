"""Commendation (khen thưởng): who is proposed for which honour and why, what was decided, and what was taken back.

Nouns: Terms (điều kiện của hình thức), Round (đợt xét khen thưởng), Quota (chỉ tiêu khen), Nomination (đề nghị),
Exhibit (minh chứng), Conclusion (kết luận), Award (quyết định khen), Revocation (thu hồi), Plea (kiến nghị), Complaint
(khiếu nại về người được xét), Wish (ý kiến của người được xét). The forms of commendation are data of this room
(`forms.yaml`).
"""
