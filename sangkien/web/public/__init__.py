"""The pages that anybody may read: home, the valid initiatives, the programme, and whether the service is up.

What a page shows of an initiative is decided in one place, `card`: a restricted one is its title and its effect,
and names stand there only with their owners' consent.
"""
