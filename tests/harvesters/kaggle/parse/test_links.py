from harvesters.kaggle.parse.links import resolved_links


def test_resolved_links_fill_in_a_kind_that_the_address_does_not_show() -> None:
    answer = {
        "resolvedLinks": [
            {"type": "RESOLVED_WRITE_UP_LINK_TYPE_DATASET", "originalUrl": "https://example.org/x"},
            {"type": "SOMETHING_NEW", "originalUrl": "https://github.com/example-org/repo"},
            {"type": "NOTEBOOK", "originalUrl": "https://github.com/example-org/repo"},
            {"type": "EXTERNAL", "originalUrl": None},
            None,
        ]
    }
    assert [link.kind for link in resolved_links(answer)] == ["data", "code"]
    assert resolved_links({"resolvedLinks": None}) == []
