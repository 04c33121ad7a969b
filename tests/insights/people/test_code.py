from typing import Any

import pytest

from archive.records import Link, WriteUp
from insights.people.code import own_code


def told(*urls: str, competition: str = "great-barrier-reef-2021", year: int | None = 2021, **facts: Any) -> list[str]:
    members = facts.pop("members", ())
    kind = facts.pop("link", "code")
    links = tuple(Link(url=url, kind=kind) for url in urls)
    writeup = WriteUp(**{"writeup": "w", "url": "https://example.org/w", "kind": "forum", "links": links} | facts)
    return [link.url for link in own_code(writeup, competition, year, members)]


@pytest.mark.parametrize(
    ("competition", "repository"),
    [
        ("great-barrier-reef-2021", "ada/Barrier_Reef"),
        ("great-barrier-reef-2021", "ada/kaggle-reef-2021-1st-place"),
        ("great-barrier-reef", "ada/reef-2020"),  # it may have begun in the year before
        ("birdsong2021", "ada/birdsong21-solution"),
        ("essayreadabilityprize", "ada/Kaggle_Readability"),
        ("heat-warnings-of-glaciers", "ada/4th-glacier"),
        ("upe-rivers", "ada/upe"),
    ],
)
def test_a_repository_that_is_named_after_the_competition_is_the_authors_own(competition: str, repository: str) -> None:
    url = f"https://github.com/{repository}"
    assert told(url, competition=competition) == [url]


@pytest.mark.parametrize(
    "repository",
    [
        "timmers/pytorch-image-models",
        "ada/kaggle-solution-1st-place",  # of which competition?
        "ada/barrier-reef-2020-2nd-place",  # of the year before
        "ada/reefer",  # `ree` within another word is chance
        "ada/red",  # so is `red` within `redoubt`
    ],
)
def test_a_repository_that_is_not_may_be_a_library_or_of_another_competition(repository: str) -> None:
    assert told(f"https://github.com/{repository}", competition="great-barrier-ree-2021-redoubt") == []


def test_everyday_words_tell_no_competition_from_another() -> None:
    url = "https://github.com/example/nnDetection-segmentation"
    assert told(url, competition="cell-detection-and-segmentation") == []


def test_what_belongs_to_an_author_or_a_member_of_the_team_is_theirs_whatever_its_name() -> None:
    urls = ("https://github.com/Ada/toolbox", "https://gitlab.com/bo/toolbox", "https://github.com/cy/toolbox")
    assert told(*urls, authors=("ada",), members=("Bo",)) == list(urls[:2])


def test_a_notebook_is_theirs_who_own_it() -> None:
    urls = (
        "https://www.kaggle.com/code/ada/reef",
        "https://www.kaggle.com/code/dee/reef",
        "https://www.kaggle.com/ada",
    )
    assert told(*urls, link="notebook", authors=("ada",)) == [urls[0]]
    assert told(*urls, link="notebook") == []  # a name says little: baselines of others have it too


def test_files_of_one_repository_are_one_repository() -> None:
    own = "https://github.com/ada/reef"
    assert told(f"{own}/blob/main/a.py", f"{own}.git", f"{own}/tree/main/b", "https://github.com/Ada/Reef") == [own]


def test_a_writeup_that_is_a_repository_or_a_notebook_is_code() -> None:
    own = "https://github.com/ada/toolbox"
    assert told(kind="repository", url=own) == [own]
    assert told(own, kind="repository", url=own, authors=("ada",)) == [own]
    assert told(kind="notebook", url="https://www.kaggle.com/code/ada/x") == ["https://www.kaggle.com/code/ada/x"]


def test_links_of_other_kinds_are_no_code() -> None:
    assert told("https://arxiv.org/reef", link="paper", authors=("ada",)) == []
