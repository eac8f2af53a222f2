"""Programmes as configuration: what may be sent, when, in which words, and who looks at it.

Nouns: Programme (chương trình), Edition (phiên bản: what its form asks from a moment on), Version (bản thiết lập: the
whole file as a change left it), Phase (giai đoạn),
Campaign (chiến dịch cao điểm, tuần cao điểm, ngày hội), Extension (gia hạn), Outage (gián đoạn), Beat (nhịp),
Term (an entry of one of the programme's own lists). A programme is one YAML file: `spec.py` is its shape.
"""
