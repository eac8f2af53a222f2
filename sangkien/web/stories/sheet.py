"""The interview sheet: what to ask, room to write, and what the person signs."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from sangkien.consents.rules import ASKED
from sangkien.consents.words import version_of, words_of
from sangkien.stories.models import Story
from sangkien.stories.rules import OFFICERS, SEE
from sangkien.stories.words import interview
from sangkien.web.doors import Request, get_for, wearing


@wearing(*OFFICERS)
@require_safe
def interview_sheet(request: Request, pk: int) -> HttpResponse:
    """To be printed and taken along."""
    story = get_for(request.visit.actor, SEE, Story.objects.for_list(), pk=pk)
    context = {
        "story": story,
        "questions": interview(),
        "purposes": [(words_of(purpose), version_of(purpose)) for purpose in ASKED],
    }
    return TemplateResponse(request, "stories/interview.html", context)
