"""The address libraries ask (OAI-PMH 2.0)."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from knowledge.oai.answers import ROOT, Answer
from knowledge.oai.arguments import asked_arguments, asked_verb, stamp
from knowledge.oai.errors import NOT_UNDERSTOOD, OaiError
from knowledge.oai.verbs import VERBS


@csrf_exempt  # the protocol asks by POST, too; nothing is written
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request):
    """Answer one request of a harvester. The same for everyone, and only what is open to everyone."""
    data = request.POST if request.method == "POST" else request.GET
    asked, error = {}, None
    answer = Answer()
    try:
        verb = asked_verb(data)
        arguments = asked_arguments(verb, data)
        asked = {"verb": verb} | arguments
        with answer.element(verb):
            VERBS[verb](answer, arguments, request)
    except OaiError as refusal:
        error = refusal
        answer = Answer()
        answer.leaf("error", error.message, code=error.code)
    return HttpResponse(enveloped(request, answer, asked, error), content_type="text/xml; charset=utf-8")


def enveloped(request, answer, asked, error) -> str:
    """Return the whole answer: when, what was asked, and what there is to say."""
    envelope = Answer()
    envelope.xml.startDocument()
    repeated = {} if error and error.code in NOT_UNDERSTOOD else asked
    with envelope.element("OAI-PMH", **ROOT):
        envelope.leaf("responseDate", stamp(timezone.now()))
        envelope.leaf("request", request.build_absolute_uri(request.path), **repeated)
        envelope.file.write(answer.text)
    return envelope.text
