"""Forms of knowledge."""

from knowledge.forms.article_fields import LONGEST_BODY
from knowledge.forms.learning import ActivityArticleForm
from knowledge.forms.reviewing import FilingForm, MergeForm, ReasonForm, ReturnForm
from knowledge.forms.trust import TrustForm
from knowledge.forms.versions import RestoreForm
from knowledge.forms.writing import ArticleForm

__all__ = [
    "LONGEST_BODY",
    "ActivityArticleForm",
    "ArticleForm",
    "FilingForm",
    "MergeForm",
    "ReasonForm",
    "RestoreForm",
    "ReturnForm",
    "TrustForm",
]
