import pytest

from archive.store import State
from insights.people.parts import part_of
from tests.insights.toys import competition, teams


@pytest.mark.parametrize(("two_stage", "comparable"), [(None, True), (False, True), (True, False)])
def test_two_stages_say_nothing_of_how_places_held(two_stage: bool | None, comparable: bool) -> None:
    """Their public board showed next to nothing: its ranks are no expectation that a person met or missed."""
    state = State(
        competition=competition(two_stage=two_stage), standings=teams([(rank + 1, 30 - rank) for rank in range(30)])
    )
    assert part_of(state).comparable is comparable
