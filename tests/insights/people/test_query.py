import pytest

from archive.store import State
from insights.people import LARGEST_TEAM, Profile, Query, find, part_of, profiles
from tests.insights.people.worlds import board, competition, people, three_competitions


@pytest.fixture(scope="module")
def everybody() -> list[Profile]:
    return list(profiles((part_of(state) for state in three_competitions()), people()))


@pytest.mark.parametrize(
    ("query", "handles"),
    [
        (Query(), ["ada", "bo", "Cy", "di"]),
        (Query(modality="nlp", medal="gold"), ["ada", "bo", "Cy"]),
        (Query(modality="nlp", medal="gold", team_size=1), ["Cy"]),
        (Query(modality="images", medal="gold", team_size=1), ["bo"]),
        (Query(best_rank=3), ["ada", "bo"]),
        (Query(best_rank=10, worst_rank=4), ["bo", "Cy"]),
        (Query(best_rank=5, best_public_rank=5), ["ada", "bo"]),
        (Query(best_rank=1, best_public_rank=5), []),
        (Query(best_rank=20, year_from=2025), ["ada", "bo"]),
        (Query(best_rank=3, year_from=2024, least=2), []),
        (Query(least=3), ["ada"]),
        (Query(best_rank=20, least=2), ["ada", "bo"]),
        (Query(modality="nlp", least=2), []),
        (Query(technique="stacking"), ["ada"]),
        (Query(technique="pseudo-labels"), []),
        (Query(tier="master"), ["ada"]),
        (Query(active_since=2026), ["ada"]),
        (Query(writeups=1), ["ada", "Cy"]),
        (Query(code=1, team_size=2), ["ada", "Cy"]),
        (Query(location="where"), ["bo"]),
        (Query(organisation="example"), ["di"]),
        (Query(text="same"), ["bo", "di"]),
        (Query(text="bobby"), ["bo"]),
        (Query(text="elsewhere"), []),
    ],
)
def test_facets(everybody: list[Profile], query: Query, handles: list[str]) -> None:
    assert [profile.handle for profile, _ in find(everybody, query, "handle")] == handles


def test_facets_of_results_hold_for_one_and_the_same_result(everybody: list[Profile]) -> None:
    # ada won gold in an NLP competition and played alone, but not in the same competition.
    ada = next(profile for profile in everybody if profile.handle == "ada")
    assert Query(modality="nlp", medal="gold").matching(ada)
    assert Query(modality="images", team_size=1).matching(ada)
    assert not Query(modality="nlp", medal="gold", team_size=1).matching(ada)


def test_orders(everybody: list[Profile]) -> None:
    def order(name: str) -> list[str]:
        return [profile.handle for profile, _ in find(everybody, Query(), name)]

    assert order("recent") == ["ada", "bo", "Cy", "di"]
    assert order("best") == ["ada", "bo", "Cy", "di"]
    assert order("top50") == ["ada", "bo", "Cy", "di"]
    assert order("median") == ["ada", "bo", "Cy", "di"]
    assert order("writeups") == ["ada", "Cy", "bo", "di"]


def test_the_largest_team_size_is_so_many_or_more() -> None:
    six = tuple(f"p{number}" for number in range(6))
    state = State(competition("delta", None, "nlp"), board(120, {1: six, 2: six[:5], 3: six[:4]}))
    everybody = list(profiles([part_of(state)], ()))

    def found(size: int) -> set[int | None]:
        pairs = find(everybody, Query(team_size=size))
        return {result.team_size for _, results in pairs for result in results}

    assert (found(4), found(LARGEST_TEAM)) == ({4}, {5, 6})
