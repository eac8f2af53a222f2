"""People, the roles they hold in units for dated periods, and what each role may do.

Nouns: Person, Appointment (phân công), Role. A permission is written once (`permissions.py`) and answers
three questions: may this person? which ones? who may?
"""
