"""A file piece by piece: begin, send the pieces; `web.submit.arriving` puts the whole to its question. Begun again with
the same key, the answer says how far it came. All answers are JSON:

    {"key": …, "size": …, "received": …}
    {"problems": [{"code": …, "text": …, "field": …}]}, with "received" where the phone should go on from there

Statuses: 409 with the offset that the server has, 422 what is wrong with the file, 429 too much for today, 503 the
store does not answer: ask again later. Every answer about an upload carries `Upload-Offset`.
"""

import json
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible, Problem
from sangkien.files import uploads
from sangkien.files.models import Purpose, Upload
from sangkien.files.refusals import refused
from sangkien.files.uploads import CHUNK, Sending, WrongOffset
from sangkien.initiatives.models import Draft
from sangkien.initiatives.rules import WRITE
from sangkien.web.doors import Request, View, get_for, open_to_all
from sangkien.web.files.limits import limits_for
from sangkien.web.people.guard import address_of

_STATUSES = {"file_offset": 409, "file_other": 409, "file_quota": 429, "file_store": 503}
_LONGEST_WORD = 4_000  # bytes of what a phone says before it sends


class SendingForm(forms.Form):
    """What the phone says before it sends."""

    key = forms.UUIDField()
    draft = forms.UUIDField()
    purpose = forms.ChoiceField(choices=Purpose.choices)
    name = forms.CharField(max_length=500, required=False)
    size = forms.IntegerField(max_value=2**31 - 1)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", required=False)

    def sending(self) -> Sending:
        """For a form that is valid."""
        said = self.cleaned_data
        return Sending(
            draft_key=said["draft"],
            purpose=Purpose(said["purpose"]),
            name=said["name"],
            size=said["size"],
            sha256=said["sha256"],
        )


def answering(view: View) -> View:
    """Problems go out as JSON, each with the status that tells the phone what to do."""

    @wraps(view)
    def answered(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except WrongOffset as no:
            answer = _problems(no.problems, received=no.received)
            answer["Upload-Offset"] = str(no.received)
            return answer
        except NotPossible as no:
            return _problems(no.problems)

    return answered


@open_to_all
@never_cache
@require_POST
@answering
def begin(request: Request) -> HttpResponse:
    """Begin, or find what was begun with the same key."""
    form = SendingForm(_said(request))
    if not form.is_valid():
        wrong = [Problem(code="file_said", field=name, text=str(texts[0])) for name, texts in form.errors.items()]
        return _problems(wrong, status=400)
    sending, visit = form.sending(), request.visit
    draft = _draft(visit.actor, sending.draft_key)
    if draft.sent_at:
        raise refused("sent")
    begun = uploads.begin(
        form.cleaned_data["key"],
        sending,
        by=visit.person,
        address=address_of(request),
        at=visit.now,
        limits=limits_for(draft.edition, sending.purpose),
    )
    return _state(begun)


@open_to_all
@never_cache
@require_http_methods(["PUT", "POST"])
@answering
def piece(request: Request, key: UUID, offset: int) -> HttpResponse:
    """One piece, as the body of the request."""
    return _state(uploads.take(_upload(request, key), offset=offset, data=_body(request, CHUNK)))


def _upload(request: Request, key: UUID) -> Upload:
    """The upload of this key, if the visitor may write the draft that it is for; otherwise 404."""
    begun = Upload.objects.filter(key=key).first()
    if begun is None:
        raise Http404
    _draft(request.visit.actor, begun.draft_key)
    return begun


def _draft(actor: Actor, key: UUID) -> Draft:
    """The draft of this key, if the actor may write it; otherwise 404."""
    return get_for(actor, WRITE, Draft.objects.select_related("edition"), key=key)


def _said(request: Request) -> dict[str, Any]:
    try:
        said = json.loads(_body(request, _LONGEST_WORD))
    except (ValueError, RecursionError):  # nothing that a page of ours sends
        return {}
    return {name: str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def _body(request: Request, most: int) -> bytes:
    """The body, which is not read at all when it says that it is larger than `most` bytes."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise refused("piece")
    try:
        return request.body
    except UnreadablePostError:  # the network broke off: nobody is there to read the answer
        raise refused("piece") from None


def _state(begun: Upload) -> JsonResponse:
    answer = JsonResponse({"key": str(begun.key), "size": begun.size, "received": begun.received})
    answer["Upload-Offset"] = str(begun.received)
    return answer


def _problems(problems: Any, *, status: int = 0, **more: Any) -> JsonResponse:
    said = [{"code": problem.code, "text": str(problem.text), "field": problem.field} for problem in problems]
    return JsonResponse({"problems": said, **more}, status=status or _STATUSES.get(said[0]["code"], 422))
