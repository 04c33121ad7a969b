"""What follows from a person's rows, counted naively."""

from collections import Counter
from collections.abc import Callable, Iterable
from math import comb
from statistics import median
from typing import Any

Row = dict[str, Any]
PROFILE = ("tier", "tier_as_of", "points", "ranking", "location", "organisation", "profile_url")


def fields(key: str, row: Row, known: Row | None, handle: Callable[[str], str]) -> Row:
    """All fields of a profile but the addresses."""
    results = sorted(row["results"], key=lambda r: (-(r["year"] or 0), r["private_rank"] or 10**9, r["folder"]))
    works = sorted(row["works"], key=lambda w: (-(w["year"] or 0), w["folder"], w["work"]["writeup"]))
    own = [work for work in works if work["role"] == "author"]
    ranks = [result["private_rank"] for result in results if result["private_rank"]]
    sizes = [result["team_size"] for result in results if result["team_size"]]
    years = [result["year"] for result in results], [work["year"] for work in own], row["messages"]
    counted = [Counter(year for year in of if year) for of in years]
    urls = {link["url"] for work in own for link in work["work"]["code"]}
    return {
        "person": key,
        "handle": handle(key),
        "former_handles": known["handles"][1:] if known else [],
        "name": known["name"] if known else None,
        "listed_for": len([result for result in results if result["listing"]]),
        "results": results,
        "best": _best(results),
        "median_private_rank": median(ranks),
        "median_percentile": round(
            median(100 * (1 - r["private_rank"] / r["teams"]) for r in results if r["private_rank"]), 9
        ),
        "ranked": len(ranks),
        "medals": dict(Counter(f"{r['medal']} {_basis(r)}" for r in results if r["medal"])),
        "top50": len([rank for rank in ranks if rank <= 50]),
        "beyond_podium": len([rank for rank in ranks if 4 <= rank <= 50]),
        "solo": sizes.count(1),
        "in_team": len([size for size in sizes if size > 1]),
        "usual_team_size": max(sorted(sizes), key=sizes.count, default=None),
        "best_solo": _best(result for result in results if result["team_size"] == 1),
        "last_active": max([year for of in (*years, [w["year"] for w in own]) for year in of if year], default=None),
        "modalities": dict(Counter(modality for result in results for modality in result["modalities"])),
        "works": works,
        "writeups": len(own),
        "written_up": len(
            {
                (work["folder"], work["work"]["private_rank"] or work["work"]["team"] or work["work"]["writeup"])
                for work in own
                if work["work"]["kind"] != "list"
            }
        ),
        "code": len(urls),
        "techniques": dict(Counter(name for work in own for name in work["work"]["techniques"])),
        "robustness": _robustness(results),
        "teammates": {(mate, handle(mate), together) for mate, together in row["mates"].items()},
        "activity": [
            {"year": year, "competitions": counted[0][year], "writeups": counted[1][year], "messages": counted[2][year]}
            for year in sorted(set().union(*counted))
        ],
        **{name: known[name] if known else None for name in PROFILE},
        "profile_as_of": known["as_of"] if known else None,
        "unknown": _unknown(key, known, results, own, row["messages"]),
        "sources": sorted({result["source"] for result in results if result["source"]}),
        "as_of": max([result["as_of"] for result in results] + ([known["as_of"]] if known else [])),
    }


def _basis(result: Row) -> str:
    return "recorded" if result["medal_basis"] == "recorded" else "by rule"


def _best(results: Iterable[Row]) -> Row | None:
    found = [(r["private_rank"], -r["teams"], r["folder"]) for r in results if r["private_rank"]]
    return {"rank": min(found)[0], "teams": -min(found)[1], "folder": min(found)[2]} if found else None


def _robustness(results: list[Row]) -> Row | None:
    moves = sorted(
        100 * (result["public_rank"] - result["private_rank"]) / result["teams"]
        for result in results
        if result["comparable"] and result["public_rank"] and result["private_rank"]
    )
    if not moves:
        return None
    n = len(moves)
    fits = [k for k in range(n // 2) if 2 * sum(comb(n, i) for i in range(k + 1)) <= 0.05 * 2**n]
    interval = [round(moves[fits[-1]], 9), round(moves[n - 1 - fits[-1]], 9)] if fits else None
    return {"median": round(median(moves), 9), "n": n, "interval": interval}


def _unknown(key: str, known: Row | None, results: list[Row], own: list[Row], messages: list[int]) -> set[str]:
    places = "places outside the top 50 of both boards: the archive keeps no names there"
    said = {places}
    if known is None:
        said.add("the platform's own profile: tier, points, location, organisation")
    else:
        said |= {name for name in ("tier", "points", "location", "organisation") if known[name] is None}
        if key[0] != "u":
            said.add("the platform's user id")
    for name, words in (("year", "year"), ("private_rank", "private rank"), ("public_rank", "public rank"),
                        ("modalities", "modality"), ("team_size", "team size")):  # fmt: skip
        without = [result for result in results if not result[name]]
        if without:
            said.add(f"{words} of {len(without)} of {len(results)} results")
    unread = [work for work in own if not work["work"]["read"]]
    if unread:
        said.add(f"what {len(unread)} of {len(own)} write-ups say" if own[1:] else "what the only write-up says")
    if not messages:
        said.add("forum messages: none of theirs is known")
    return said
