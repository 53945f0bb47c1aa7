"""What a person typed, taken apart."""

import pytest

from knowledge.search.query import LONGEST, parsed


def words(text):
    return [token.word for token in parsed(text).words]


def test_quotes_and_minus_have_a_meaning():
    query = parsed('ครู "อ่านคล่อง" -วินัย')

    assert [token.word for token in query.words] == ["ครู", "อ่านคล่อง"]
    assert query.phrases == (("อ่าน", "คล่อง"),)
    assert query.excluded == (("วินัย",),)


@pytest.mark.parametrize(
    "text, expected",
    (
        ('ครู "', ["ครู"]),
        ('""', []),
        ("NEAR(ครู*", ["near", "ครู"]),
        ("ครู & | ! <-> วินัย", ["ครู", "วินัย"]),
        ("%ครู_", ["ครู"]),
        ("O-NET", ["onet"]),
        ("- -- ---", []),
        ("\x00\ud800", []),
    ),
)
def test_nothing_else_has_a_meaning(text, expected):
    assert words(text) == expected
    assert parsed(text).phrases == ()


def test_query_is_bounded():
    query = parsed("ครู " * 300_000)

    assert len(query.text) <= LONGEST
    assert len(query.words) == 24
