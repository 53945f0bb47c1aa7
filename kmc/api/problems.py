"""Refusals as programs read them: a status, a code that never changes, a sentence in Thai and in English."""

from django.http import JsonResponse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

# status: (code, sentence)
PROBLEMS = {
    400: ("bad_request", gettext_noop("The address holds something that cannot be read.")),
    401: ("not_signed_in", gettext_noop("This needs a key, and there is none or it does not work any more.")),
    403: ("not_allowed", gettext_noop("The key may not read this.")),
    404: ("not_found", gettext_noop("There is nothing here, or it is not open to you.")),
    405: (
        "reading_only",
        gettext_noop("The programming interface is for reading only: please use GET or HEAD."),
    ),
    422: ("wrong_parameter", gettext_noop("A parameter holds a value that is not possible.")),
    429: ("too_often", gettext_noop("Too many requests. Please wait as many seconds as Retry-After says.")),
    500: ("fault", gettext_noop("Something went wrong here. Please try again later.")),
    503: ("search_rests", gettext_noop("Searching is not possible at the moment. Please try again later.")),
}
MOVED = ("moved", gettext_noop("This article was merged into another one, at the address in Location."))


class Refused(Exception):
    """The request is answered with a problem of this status, naming the parameters that are wrong."""

    def __init__(self, status: int, fields: tuple[str, ...] = ()):
        super().__init__(status)
        self.status, self.fields = status, fields


def said_in(language: str, sentence: str) -> str:
    with translation.override(language):
        return gettext(sentence)


def problem(status: int, fields=()) -> JsonResponse:
    """Return the answer for a status; one without a sentence of its own is told as a bad request."""
    code, sentence = MOVED if status == 301 else PROBLEMS.get(status, PROBLEMS[400])
    content = {"code": code, "detail": said_in("th", sentence), "detail_en": said_in("en", sentence)}
    if fields:
        content["fields"] = list(fields)
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
