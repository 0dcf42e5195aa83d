"""Which third party a statement comes from."""

import pytest

from factcheck.claims import extract
from factcheck.models import Article
from factcheck.origins import shared


@pytest.fixture
def origin(parser):
    def of(text):
        article = Article(id="a1", source="s", title="t", path="p", text=text)
        return [s.origin for s in extract([article], parser)]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Linda Carver told Spotlight that the film was finished.", ["Spotlight"]),
        ('Linda Carver told the Daily Courier: "The film is finished."', ["the Daily Courier"]),
        ("The bank is for sale, according to a recent story by The Harbour Reporter.", ["The Harbour Reporter"]),
        ("In an interview with Profil, Robert Hale said that he would resign.", ["Profil"]),
        ("Robert Hale told Linda Carver that the dam would hold.", [""]),
        ("The dam held, police said.", [""]),
        ("Norbank said that it would close ten branches.", [""]),
    ],
)  # fmt: skip
def test_origin(origin, text, expected):
    assert origin(text) == expected


def test_what_the_same_person_goes_on_to_say_has_the_same_origin(origin):
    first, second = "Linda Carver told Spotlight that she was tired.", '"I will rest in June," Carver said.'
    text = f"{first}\n\n{second}\n\nThe film opens in May."
    assert origin(text) == ["Spotlight", "Spotlight", ""]


def test_shared_origins():
    named = {"Herald": "Spotlight", "Courier": "Profil", "Gazette": "Spotlight Weekly"}
    assert shared(named) == [("Spotlight", ["Herald", "Gazette"])]
    assert shared({"Herald": "Spotlight"}) == []
