"""Drafts that were begun without an account, when somebody signs in."""

from django.http import HttpRequest

from sangkien.initiatives import actions, rules
from sangkien.initiatives.models import Draft
from sangkien.web.middleware import Visit


def claim_drafts(request: HttpRequest) -> int:
    """Make the drafts that were begun in this browser those of the person who has just signed in; how many.

    To be called right after `django.contrib.auth.login`."""
    visit = Visit(request)  # a new one: who is asking has changed within this request
    begun = visit.actor.among(rules.CLAIM, Draft.objects.filter(sent_at=None))
    return len([actions.claim_draft(draft, by=visit.actor, at=visit.now) for draft in begun])
