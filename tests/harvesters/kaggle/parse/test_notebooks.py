from typing import Any

import pytest

from harvesters.kaggle.parse.notebooks import parse_notebook, parse_notebooks


@pytest.mark.parametrize(
    ("flags", "accelerator"),
    [
        ({}, None),
        ({"enableGpu": True}, "gpu"),
        ({"enableTpu": True, "enableGpu": False}, "tpu"),
        ({"enableGpu": False}, None),
        ({"enableGpu": False, "enableTpu": "false"}, "none"),
        ({"enableGpu": True, "machineShape": "NvidiaTeslaT4"}, "NvidiaTeslaT4"),
        ({"machineShape": "None", "enableGpu": True}, "gpu"),
    ],
)
def test_an_absent_accelerator_flag_is_unknown_not_no(flags: dict[str, Any], accelerator: str | None) -> None:
    notebook = parse_notebook({"ref": "ada00/lemons-eda", "title": "EDA"} | flags)
    assert notebook is not None
    assert notebook.accelerator == accelerator


def test_most_votes_first_and_the_address_from_the_reference() -> None:
    items = [
        {"ref": "ada00/a", "totalVotes": 3},
        {"ref": "/code/bob00/b", "totalVotes": "11"},
        {"ref": "cyd00/c"},
        {"ref": "dan00/secret", "isPrivate": True, "totalVotes": 99},
        {"ref": "no-owner"},
        {"ref": "eve00/no address", "totalVotes": 99},
        {},
    ]
    found = parse_notebooks(items, most=2)
    assert [(notebook.url, notebook.author) for notebook in found] == [
        ("https://www.kaggle.com/code/bob00/b", "bob00"),
        ("https://www.kaggle.com/code/ada00/a", "ada00"),
    ]
