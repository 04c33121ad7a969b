from xml.etree import ElementTree

import pytest

from pages.engine.site_files import sitemap

SITE = "https://site.example/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESSES = ["", "a/", "b&c/", "d/", "e/"]


def listed(content: bytes, root: str) -> list[str]:
    tree = ElementTree.fromstring(content)
    assert tree.tag == NAMESPACE + root
    return [(place.text or "").removeprefix(SITE) for place in tree.iter(f"{NAMESPACE}loc")]


def test_few_addresses_are_one_sitemap() -> None:
    files = sitemap(SITE, ADDRESSES, most=5)
    assert {path: listed(content, "urlset") for path, content in files.items()} == {"sitemap.xml": ADDRESSES}


@pytest.mark.parametrize(("most", "lengths"), [(4, [4, 1]), (2, [2, 2, 1]), (1, [1] * 5)])
def test_many_addresses_are_several_sitemaps_and_an_index(most: int, lengths: list[int]) -> None:
    files = sitemap(SITE, ADDRESSES, most)
    parts = listed(files.pop("sitemap.xml"), "sitemapindex")
    assert parts == list(files)
    pages = [listed(files[part], "urlset") for part in parts]
    assert [len(page) for page in pages] == lengths
    assert [address for page in pages for address in page] == ADDRESSES
