"""What the office sets is looked at when the site starts."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from knowledge.models import Article


def test_licence_of_the_office_is_one_an_article_can_have(settings):
    settings.KMC_LICENCE = "cc-by-sa"
    apps.get_app_config("knowledge").ready()
    assert Article().licence == "cc-by-sa"

    settings.KMC_LICENCE = "my-own"
    with pytest.raises(ImproperlyConfigured, match="cc-by-sa"):
        apps.get_app_config("knowledge").ready()


@pytest.mark.parametrize("licence", Article.Licence.values)
def test_every_creative_commons_licence_says_in_plain_words_what_it_allows(licence):
    deed = Article(licence=licence).licence_deed

    assert deed.startswith("https://creativecommons.org/") == (licence != "all-rights")
