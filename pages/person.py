"""A person: why listed, the record, what they wrote, how places held, with whom, when, what is unknown, the way out."""

import math
from collections.abc import Container, Iterator
from functools import partial

from archive.records import Claim
from insights.kinds import kind_name
from insights.medals import COLOURS
from insights.people import Profile
from insights.shares import ENOUGH
from pages.charts.activity import activity_chart
from pages.competition_facts import Fact
from pages.engine.kinds import Batches, Context, Unit
from pages.engine.people import PeopleFile, load_profile, load_shard, twin_of, words_of
from pages.engine.world import World
from pages.format import UNKNOWN, number, percent, plural

NO_CODE = "no code of their own known"


class PersonPage(Context):
    """What the page shows."""

    profile: Profile
    figures: tuple[Fact, ...]
    """The few numbers at the top."""
    min_teams: int
    """Teams of a competition that make its top 50 listed."""
    modalities: str
    """Results by modality, in words."""
    activity: str | None
    """The chart of activity by year."""
    forum: bool
    """Whether any forum message of theirs is known."""
    compute: dict[str, tuple[str, ...]]
    """What each write-up says of hardware, hours and cost, by its key."""
    twin: str
    """Address of the file that holds this profile as data."""


def units(world: World) -> Iterator[Unit]:
    """One batch a shard."""
    min_teams = world.people.min_teams
    for name, shard in world.people.shards.items():
        yield Unit(f"people/{name}", (shard, name, min_teams), partial(_parts, world.people.words[name]))


def _parts(words: str) -> Iterator[tuple[str, str]]:
    _, addresses, digests = words_of(words)
    return zip([f"people/{address}/" for address in addresses], digests, strict=True)


def fills(wanted: Container[str], shard: PeopleFile, name: str, min_teams: int) -> Iterator[tuple[str, PersonPage]]:
    """Make those pages of a shard that are wanted, by address."""
    for last, line in load_shard(shard).items():
        address = f"people/{last}/"
        if address in wanted:
            yield address, _page(load_profile(line), min_teams, _twin(name))


def twin(shard: PeopleFile, name: str, min_teams: int) -> dict[str, bytes]:
    """The profiles of a shard as data."""
    return {_twin(name): twin_of(load_shard(shard), min_teams)}


def _twin(name: str) -> str:
    return f"data/people/{name}.json"


def _page(profile: Profile, min_teams: int, at: str) -> PersonPage:
    return PersonPage(
        title=profile.handle,
        description=f"{profile.handle} in machine-learning competitions: {plural(profile.top50, 'place')} in a top 50.",
        profile=profile,
        figures=tuple(_figures(profile)),
        min_teams=min_teams,
        modalities=_modalities(profile),
        activity=activity_chart(profile.activity),
        forum=any(year.messages for year in profile.activity),
        compute={authored.work.writeup: _said(authored.work.compute) for authored in profile.works},
        twin=at,
    )


def _figures(profile: Profile) -> Iterator[Fact]:
    best, solo = profile.best, profile.best_solo
    ranked, known = plural(profile.ranked, "known result"), profile.solo + profile.in_team
    counted = f"{profile.solo} of {known}"
    alone = UNKNOWN if not known else counted if known < ENOUGH else percent(profile.solo / known)
    of_results = f"{counted} results" if known >= ENOUGH else "results"
    yield Fact("Best private rank", number(best.rank), f"of {plural(best.teams, 'team')}")
    yield Fact(
        "Median private rank",
        f"{profile.median_private_rank:g}",
        f"of {ranked} in the top 50 of either board; {_fields(profile)}",
    )
    fields = "in fields of any size, " if profile.top50 != profile.listed_for else ""
    below = f"{number(profile.beyond_podium)} of them below the top 3"
    yield Fact("Top-50 places", number(profile.top50), fields + below)
    yield Fact("Medals", number(sum(profile.medals.values())), _medals(profile))
    yield Fact("Alone", alone, f"{of_results}; usual team: {profile.usual_team_size or UNKNOWN}")
    of_teams = f"of {plural(solo.teams, 'team')}" if solo else "no known result"
    yield Fact("Best rank alone", number(solo.rank if solo else None), of_teams)
    of_team = len(profile.works) - profile.writeups
    unsigned = f"; {of_team} more by the team, unsigned" if of_team else ""
    own = plural(profile.code, "repository or notebook", "repositories or notebooks")
    told = f"of {plural(profile.written_up, 'solution')}, " if profile.written_up != profile.writeups else ""
    known_to_us = number(profile.writeups) if profile.writeups else "none known"
    yield Fact("Write-ups", known_to_us, f"{told}{f'{own} of their own' if profile.code else NO_CODE}{unsigned}")
    yield Fact("Last seen here", str(profile.last_active or "unknown"), "result, write-up or message")


def _fields(profile: Profile) -> str:
    """The fields in which the ranks were taken, and what share of them stood behind; whoever is first is not ahead of
    all, so that share is rounded down."""
    teams = [result.teams for result in profile.results if result.private_rank]
    least, most = number(min(teams)), number(max(teams))
    fields = f"fields of {least} to {most} teams" if least != most else f"a field of {plural(max(teams), 'team')}"
    behind = math.floor(10 * profile.median_percentile + 1e-6) / 10
    return f"{fields}, {behind:g} % of them behind{' in the median' if len(teams) > 1 else ''}"


def _medals(profile: Profile) -> str:
    """Medals by colour, and how many of them follow from the rule alone."""
    words = []
    for colour in COLOURS:
        by_rule = profile.medals.get(f"{colour} by rule", 0)
        if count := by_rule + profile.medals.get(f"{colour} recorded", 0):
            words.append(f"{count} {colour}" + (f" ({by_rule} by rule)" if by_rule else ""))
    return ", ".join(words) or "none known"


def _modalities(profile: Profile) -> str:
    counted = ", ".join([f"{kind_name(name)} ({results})" for name, results in profile.modalities.items()])
    return f"Kinds of data, tasks and fields: {counted}" if counted else "No kind of data, task or field is known"


UNITS = {"train_hours": "hours of training", "inference_hours": "hours of inference", "ram_gb": "GB of memory",
         "cpu_cores": "CPU cores", "cost_usd": "US dollars"}  # fmt: skip


def _said(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    """Claims about hardware, hours and cost in words."""
    words = []
    for claim in claims:
        if claim.predicate == "hardware":
            memory = f" with {claim.memory_gb:g} GB" if claim.memory_gb else ""
            words.append(f"{f'{claim.count} × ' if claim.count else ''}{claim.value}{memory}")
        elif claim.predicate == "platform":
            words.append(claim.value)
        else:
            scope = f" ({claim.scope})" if claim.scope else ""
            words.append(f"{claim.value} {UNITS[claim.predicate]}{scope}")
    return tuple(dict.fromkeys(words))


KIND = Batches("person", "people/_shell/", units, fills, twin)
