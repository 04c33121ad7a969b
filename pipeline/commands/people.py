"""`leaderlore people`: find people among the profiles, with the facets of the search page."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any, get_args

import click
from msgspec.structs import replace

from archive.canonical import guard_cell
from archive.people import TIERS
from archive.records import Medal
from insights.computed import encode
from insights.glossary import glossary, name_of
from insights.kinds import kind_name, kinds
from insights.people import LARGEST_TEAM, SORTS, Profile, Query, Result, find
from pipeline.console import Console, UsageFault
from pipeline.people import listed
from pipeline.redaction.cleared import cleared

COLUMNS = (
    "person", "handle", "name", "matching_results", "best_rank", "best_teams", "median_rank", "results", "top50",
    "beyond_podium", "gold", "silver", "bronze", "solo", "in_team", "usual_team_size", "best_solo_rank",
    "last_active", "writeups", "code", "robustness", "robustness_n", "tier", "location", "organisation",
    "modalities", "techniques", "profile_url", "as_of", "median_percentile",
)  # fmt: skip
SHOWN = ("handle", "matching_results", "best_rank", "best_teams", "top50", "gold", "solo", "writeups", "last_active")
"""Columns of the table for a person."""


@click.command("people")
@click.option("--modality", help="Of a result: modality of its competition, e.g. nlp.")
@click.option("--medal", type=click.Choice(get_args(Medal)), help="Of a result: its medal.")
@click.option("--best-rank", type=click.IntRange(min=1), help="Of a result: private rank at least as good.")
@click.option("--not-podium", is_flag=True, help="Of a result: private rank 4 or worse.")
@click.option("--best-public-rank", type=click.IntRange(min=1), help="Of a result: public rank at least as good, too.")
@click.option(
    "--year-from", type=click.IntRange(1990, 2100), metavar="YEAR", help="Of a result: of this year or later."
)
@click.option("--solo", is_flag=True, help="Of a result: in a team of one.")
@click.option(
    "--team-size",
    type=click.IntRange(1, LARGEST_TEAM),
    help=f"Of a result: members of the team; {LARGEST_TEAM} is {LARGEST_TEAM} or more.",
)
@click.option("--least", type=click.IntRange(min=1), help="At least so many results that fit all of these.")
@click.option("--technique", help="Used in a write-up of the person, e.g. stacking.")
@click.option("--tier", help="Tier, as the platform names it.")
@click.option("--active-since", type=click.IntRange(1990, 2100), metavar="YEAR", help="Last active then or later.")
@click.option("--writeups", type=click.IntRange(min=1), help="At least so many write-ups.")
@click.option("--code", type=click.IntRange(min=1), help="At least so many addresses of code linked.")
@click.option("--location", help="Part of the self-declared location.")
@click.option("--organisation", help="Part of the self-declared organisation.")
@click.option("--text", help="Part of a handle or a display name.")
@click.option("--sort", type=click.Choice(tuple(SORTS)), default="recent", show_default=True, help="Order.")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Most rows; 0 for all.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "csv", "json")),
    default="table",
    show_default=True,
    help="Form of output.",
)
@click.pass_obj
def command(
    console: Console, /, solo: bool, team_size: int | None, not_podium: bool, sort: str, limit: int, form: str,
    **facets: Any,
) -> None:  # fmt: skip
    """Find people. Options of a result must hold for one and the same result: `--modality nlp --medal gold --solo`."""
    console.expect_data()
    if solo and team_size not in (None, 1):
        raise UsageFault(f"--solo is a team of one: leave out --team-size {team_size}")
    asked = Query(**facets, team_size=1 if solo else team_size, worst_rank=4 if not_podium else None)
    profiles = listed(cleared(console.archive, console.cache))
    query = _spelled(asked, profiles)
    found = find(profiles, query, sort)
    shown = found[:limit] if limit else found
    if console.as_json or form == "json":
        people = [{**json.loads(encode(profile)), "matching": [r.folder for r in results]}
                  for profile, results in shown]  # fmt: skip
        document = {"listed": len(profiles), "found": len(found), "people": people}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(as_csv([row(profile, results) for profile, results in shown]), nl=False)
    else:
        lines = as_table([row(profile, results) for profile, results in shown])
        click.echo("\n".join([*lines, f"{len(found)} of {len(profiles)} listed people, {len(shown)} shown"]))


def _spelled(query: Query, profiles: list[Profile]) -> Query:
    """The query with modality, technique and tier spelled as in the archive; the names that pages print will do.

    Raises UsageFault for one that neither archive nor vocabulary has: a misspelt word is a fault of use, not an empty
    answer.
    """
    called: dict[str, Callable[[str], str]] = {"modality": kind_name, "technique": name_of, "tier": str}
    had = {
        "modality": {name for profile in profiles for name in profile.modalities},
        "technique": {name for profile in profiles for name in profile.techniques},
        "tier": {profile.tier for profile in profiles if profile.tier},
    }
    known: dict[str, Iterable[str]] = {"modality": kinds(), "technique": glossary(), "tier": TIERS}
    for name, words in had.items():
        asked = getattr(query, name)
        if asked is not None:
            every = [*known[name], *words]  # the archive's own spelling comes last, and so counts
            names = {called[name](word).casefold(): word for word in every} | {word.casefold(): word for word in every}
            spelled = names.get(asked.casefold())
            if spelled is None:
                listed_words = ", ".join(sorted(words)) or "none at all"
                raise UsageFault(f"nobody has the {name} {asked!r}: the archive has {listed_words}")
            query = replace(query, **{name: spelled})
    return query


def row(profile: Profile, results: tuple[Result, ...]) -> dict[str, Any]:
    """One person as the cells of a table."""
    solo, robust = profile.best_solo, profile.robustness
    medals = {colour: sum(n for name, n in profile.medals.items() if name.startswith(colour))
              for colour in get_args(Medal)}  # fmt: skip
    same = {name: getattr(profile, name) for name in COLUMNS if name in Profile.__struct_fields__}
    return same | medals | {
        "matching_results": len(results),
        "best_rank": profile.best.rank,
        "best_teams": profile.best.teams,
        "median_rank": profile.median_private_rank,
        "results": len(profile.results),
        "best_solo_rank": solo.rank if solo else None,
        "robustness": robust.median if robust else None,
        "robustness_n": robust.n if robust else None,
        "modalities": " ".join(profile.modalities),
        "techniques": " ".join(profile.techniques),
    }  # fmt: skip


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows as CSV whose cells no spreadsheet runs as formulas; unknown is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cells in rows:
        values = ("" if cells[name] is None else cells[name] for name in COLUMNS)
        writer.writerow(guard_cell(value) if isinstance(value, str) else value for value in values)
    return out.getvalue()


def as_table(rows: list[dict[str, Any]]) -> list[str]:
    """Rows as aligned columns; long names are cut."""
    cells = [[name.replace("_", " ") for name in SHOWN]]
    cells += [["-" if row[name] is None else str(row[name])[:40] for name in SHOWN] for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(SHOWN))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
