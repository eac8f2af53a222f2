"""What the pages of an import print of batches and piles."""

from django import template
from django.utils.safestring import SafeString

from sangkien.intake.models import Batch
from sangkien.intake.states import BatchState
from sangkien.web.intake.words import STATES
from sangkien.web.templatetags.components import tag

register = template.Library()


@register.simple_tag
def batch_tag(batch: Batch) -> SafeString:
    """The pill of a batch's state."""
    return tag(str(BatchState(batch.state).label), *STATES[batch.state])
