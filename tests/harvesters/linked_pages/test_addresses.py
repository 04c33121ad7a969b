import pytest

from harvesters.linked_pages.addresses import leads_elsewhere, licence_addresses, text_addresses, why_not

RAW = "https://raw.githubusercontent.com"


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://github.com/ann/cup", f"{RAW}/ann/cup/HEAD/README.md"),
        ("https://github.com/ann/cup.git/", f"{RAW}/ann/cup/HEAD/README.md"),
        ("https://github.com/ann/cup/tree/main", f"{RAW}/ann/cup/HEAD/README.md"),
        ("https://github.com/ann/cup/tree/main/solo/", f"{RAW}/ann/cup/main/solo/README.md"),
        ("https://github.com/ann/cup/blob/abc/docs/how.md", f"{RAW}/ann/cup/abc/docs/how.md"),
        ("https://blog.example/2020/cup", "https://blog.example/2020/cup"),
        ("https://github.com/ann", "https://github.com/ann"),
    ],
)
def test_where_the_text_stands(url: str, first: str) -> None:
    assert text_addresses(url)[0] == first


def test_a_file_that_is_no_text_is_not_asked_for() -> None:
    assert text_addresses("https://github.com/ann/cup/blob/main/train.ipynb") == ()


def test_licences_of_repositories_only() -> None:
    assert licence_addresses("https://github.com/ann/cup/tree/main/solo")[0] == f"{RAW}/ann/cup/HEAD/LICENSE"
    assert licence_addresses("https://blog.example/a") == ()


def test_the_platform_is_left_to_its_own_harvester() -> None:
    assert why_not("https://www.kaggle.com/c/toy/discussion/1") is not None
    assert why_not("https://blog.example/a") is None


@pytest.mark.parametrize(
    ("asked", "given", "elsewhere"),
    [
        ("https://blog.example/2017/01/12/lemon-cup-2nd-place", "https://stories.example/our-blog", True),
        ("https://blog.example/2017/01/12/lemon-cup-2nd-place", "https://blog.example/", True),
        ("https://blog.example/2017/my-first-kaggle-cup.html", "https://stories.example/kaggle-blog", True),
        ("https://blog.example/cup", "https://blog.example", True),
        ("https://blog.example/2017/01/12/lemon-cup-2nd-place", "https://new.example/lemon-cup-2nd-place", False),
        ("https://blog.example/2017/01/12/lemon-cup", "https://stories.example/our/blog/posts/a1b2c3", False),
        ("https://short.example/a1b2", "https://blog.example/2017/lemon-cup", False),
        ("https://blog.example/cup", "https://blog.example/cup/", False),
        ("https://blog.example", "https://www.blog.example/", False),
        ("https://blog.example/?p=12", "https://blog.example/2017/lemon-cup", False),
    ],
)
def test_a_redirect_that_ends_at_another_page(asked: str, given: str, elsewhere: bool) -> None:
    assert leads_elsewhere(asked, given) == elsewhere
