"""The six pages as forms: each reads its own answers and gives its part of the dossier."""

from sangkien.web.submit.forms.authors import AuthorsForm
from sangkien.web.submit.forms.base import Row, StepForm
from sangkien.web.submit.forms.benefit import BenefitForm
from sangkien.web.submit.forms.change import ChangeForm
from sangkien.web.submit.forms.check import CheckForm
from sangkien.web.submit.forms.recognition import RecognitionForm
from sangkien.web.submit.forms.workplace import WorkplaceForm

__all__ = [
    "AuthorsForm",
    "BenefitForm",
    "ChangeForm",
    "CheckForm",
    "RecognitionForm",
    "Row",
    "StepForm",
    "WorkplaceForm",
]
