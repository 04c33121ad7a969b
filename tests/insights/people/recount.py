"""The second path: profiles counted again from the files alone, naively and without any code of the insight."""

import csv
import json
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

Row = dict[str, Any]
MEDAL_ORDER = ("gold", "silver", "bronze")


def recount(root: Path, persons: set[str]) -> dict[str, Row]:
    """The countable fields of these people's profiles, by key."""
    keys, known = _keys(root)
    found: dict[str, Row] = {
        person: {"results": [], "wrote": {}, "messages": [], "mates": Counter()} for person in persons
    }
    for folder in sorted((root / "competitions").iterdir()):
        _competition(folder, keys, found)
    return {person: _fields(row, known.get(person)) for person, row in found.items()}


def _keys(root: Path) -> tuple[dict[str, str], dict[str, Row]]:
    known: dict[str, Row] = {}
    for path in sorted((root / "people").glob("*.jsonl")):
        for line in path.read_text().splitlines():
            row = json.loads(line)
            known[row["person"]] = row
    keys: dict[str, str] = {}
    for row in known.values():
        for handle in row["handles"][1:]:
            keys[handle.lower()] = row["person"]
    for row in known.values():
        for handle in row["handles"][:1]:
            keys[handle.lower()] = row["person"]
    return keys, known


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _competition(folder: Path, keys: dict[str, str], found: dict[str, Row]) -> None:
    facts = json.loads((folder / "competition.json").read_text())
    board = folder / "leaderboard.csv"
    rows = list(csv.DictReader(board.open(newline=""))) if board.exists() else []
    rows = [{name: cell[1:] if cell.startswith("'") else cell for name, cell in row.items()} for row in rows]
    rows = [row for row in rows if row["is_benchmark"] != "true"]
    private = [int(row["private_rank"]) for row in rows if row["private_rank"]]
    public = [int(row["public_rank"]) for row in rows if row["public_rank"]]
    both = [(int(r["public_rank"]), int(r["private_rank"])) for r in rows if r["public_rank"] and r["private_rank"]]
    teams = max(facts["teams"] or 0, len(private), len(public))
    year = facts["year"] if not facts["deadline"] and facts["year"] else None
    time = facts["deadline"] or facts["opened"]
    year = year or (int(time[:4]) if time else None)
    comparable = (
        facts["format"] not in ("simulation", "hackathon")
        and facts["public_share"] not in (0, 1)
        and len(both) >= 20
        and any(one != other for one, other in both)
    )
    recorded = any(row["medal"] for row in rows)

    def person(handle: str) -> str:
        if facts["platform"] != "kaggle":
            return f"@{facts['platform']}~{handle.lower()}"
        return keys.get(handle.lower(), "@" + handle.lower())

    members = {}
    for row in rows:
        handles = row["members"].split(";") if row["members"] else []
        people = {person(handle) for handle in handles}
        members[row["team"]] = row["team_size"], people
        for key in people & found.keys():
            found[key]["results"].append(
                {
                    "folder": folder.name,
                    "year": year or int((row["last_submission"] or "0")[:4]) or None,
                    "modalities": [tag["id"] for tag in facts["modalities"]],
                    "teams": teams,
                    "private": int(row["private_rank"] or 0) or None,
                    "public": int(row["public_rank"] or 0) or None,
                    "size": int(row["team_size"] or 0) or None,
                    "comparable": comparable,
                    "medal": _medal(row, facts, teams, recorded, any_private=bool(private)),
                }
            )
            found[key]["mates"].update(people - {key})
    used: dict[str, set[str]] = {}
    for claim in _lines(folder / "claims.jsonl"):
        if claim["predicate"] == "uses" and claim["status"] != "rejected":
            used.setdefault(claim["subject"], set()).add(claim["value"])
    for writeup in _lines(folder / "writeups.jsonl"):
        authors = {person(handle) for handle in writeup["authors"]}
        if not authors and writeup["team"] in members and members[writeup["team"]][0] == "1":
            authors = members[writeup["team"]][1]
        urls = {link["url"] for link in writeup["links"] if link["kind"] in ("code", "notebook")}
        if writeup["kind"] in ("repository", "notebook"):
            urls.add(writeup["url"])
        wrote = int(writeup["published"][:4]) if writeup["published"] else year
        for key in authors & found.keys():
            found[key]["wrote"][writeup["writeup"]] = wrote, urls, used.get(writeup["writeup"], set())
    for topic in _lines(folder / "threads.jsonl"):
        for message in topic["messages"]:
            if message["author"] and message["posted"] and not message["deleted"]:
                key = person(message["author"])
                if key in found:
                    found[key]["messages"].append(int(message["posted"][:4]))


def _medal(row: Row, facts: Row, teams: int, recorded: bool, any_private: bool) -> str | None:
    if row["medal"]:
        return f"{row['medal']} recorded"
    none_given = facts["awards_points"] is False or (
        facts["awards_points"] is None and facts["category"] in ("community", "playground", "getting-started")
    )
    if recorded or facts["two_stage"] or none_given or facts["format"] == "hackathon" or not any_private:
        return None
    if teams < 100:
        zones = teams * 10 // 100, teams * 20 // 100, teams * 40 // 100
    elif teams < 250:
        zones = 10, teams * 20 // 100, teams * 40 // 100
    elif teams < 1000:
        zones = 10 + teams // 500, 50, 100
    else:
        zones = 10 + teams // 500, teams * 5 // 100, teams * 10 // 100
    rank = int(row["private_rank"] or 10**9)
    return next((f"{colour} by rule" for colour, last in zip(MEDAL_ORDER, zones, strict=True) if rank <= last), None)


def _fields(row: Row, known: Row | None) -> Row:
    results = row["results"]
    ranks = [result["private"] for result in results if result["private"]]
    solo = [result["private"] for result in results if result["size"] == 1 and result["private"]]
    sizes = sorted(result["size"] for result in results if result["size"])
    moves = [
        100 * (result["public"] - result["private"]) / result["teams"]
        for result in results
        if result["comparable"] and result["public"] and result["private"]
    ]
    years = [result["year"] for result in results] + [year for year, _, _ in row["wrote"].values()] + row["messages"]
    urls = [url for _, links, _ in row["wrote"].values() for url in links]
    return {
        "folders": sorted(result["folder"] for result in results),
        "listed_for": sum(r["teams"] >= 100 and (r["private"] or 99) <= 50 for r in results),
        "best": min(ranks, default=None),
        "median": median(ranks) if ranks else None,
        "top50": len([rank for rank in ranks if rank <= 50]),
        "beyond_podium": len([rank for rank in ranks if 4 <= rank <= 50]),
        "medals": dict(Counter(result["medal"] for result in results if result["medal"])),
        "solo": len([size for size in sizes if size == 1]),
        "in_team": len([size for size in sizes if size > 1]),
        "usual_team_size": max(sizes, key=sizes.count, default=None),
        "best_solo": min(solo, default=None),
        "last_active": max((year for year in years if year), default=None),
        "modalities": dict(Counter(modality for result in results for modality in result["modalities"])),
        "writeups": len(row["wrote"]),
        "code": len(set(urls)),
        "techniques": dict(Counter(name for _, _, names in row["wrote"].values() for name in names)),
        "robustness": (round(median(moves), 9), len(moves)) if moves else None,
        "teammates": dict(row["mates"]),
        "messages": dict(Counter(row["messages"])),
        "name": known["name"] if known else None,
        "tier": known["tier"] if known else None,
        "location": known["location"] if known else None,
        "organisation": known["organisation"] if known else None,
    }
