from insights.aliases import aliases
from insights.glossary import glossary
from insights.kinds import kinds


def test_every_alias_is_another_name_of_something_that_exists() -> None:
    names = {entry.id: entry.name for entry in glossary().values()} | {kind.id: kind.name for kind in kinds().values()}
    for key, others in aliases().items():
        known = [name.casefold() for name in others]
        assert all(known)
        assert len(set(known)) == len(known)
        assert names[key].casefold() not in known


def test_a_name_leads_to_one_kind_alone() -> None:
    """The filter of competitions asks whether the kind was meant."""
    named = [name.casefold() for key, others in aliases().items() if key in kinds() for name in others]
    assert [name for name in named if named.count(name) > 1] == []
