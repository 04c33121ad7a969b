import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.titles import claimed_rank, kind_of_place


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("3rd place solution", 3),
        ("41th-place-solution", 41),
        ("4-th place, a summary", 4),
        ("2nd-public-6th-private-place-solution", 6),
        ("public-8th-private-24th-missing-gold", 24),
        ("Private 9th, public 2nd", 9),
        ("18th-solutionprivate-11th", 11),
        ("Public LB 3rd / Private LB 120th", 120),
        ("12th on the private board", 12),
        ("1st and 2nd place solutions", None),
        ("5th on public", None),
        ("0th place", None),
        ("Top 5 % with one model", None),
        ("Version 2.1st draft", None),
        ("4thought", None),
        ("", None),
        (None, None),
    ],
)
def test_the_final_rank_that_a_title_claims(title, rank):
    assert claimed_rank(title) == rank


@given(st.text(alphabet="0123456789stndrh publicve-", max_size=60))
def test_any_title_gives_a_positive_rank_that_it_prints_or_none(title):
    rank = claimed_rank(title)
    assert rank is None or (rank > 0 and str(rank) in title)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.kaggle.com/competitions/toy/writeups/first-place", "platform"),
        ("https://www.kaggle.com/competitions/toy/discussion/12", "forum"),
        ("https://www.kaggle.com/somebody/a-kernel", "notebook"),
        ("https://www.kaggle.com/code/somebody/a-kernel", "notebook"),
        ("https://github.com/somebody/toy", "repository"),
        ("https://arxiv.org/abs/1234.5678", "paper"),
        ("https://example.org/toy.pdf", "paper"),
        ("https://doi.org/10.1/2", "paper"),
        ("https://gist.github.com/somebody/1", "repository"),
        ("https://huggingface.co/somebody/toy", "blog"),
        ("https://www.youtube.com/watch?v=1", "video"),
        ("https://colab.research.google.com/drive/1", "notebook"),
        ("https://somebody.example.org/how-i-won", "blog"),
    ],
)
def test_an_address_tells_what_stands_there(url, kind):
    assert kind_of_place(url) == kind
