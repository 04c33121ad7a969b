"""The second path: profiles counted again from the files alone, naively and without any code of the insight."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.insights.people.recount_fields import Row, fields

MEDAL_ORDER = ("gold", "silver", "bronze")
COPIED = ("writeup", "title", "url", "kind", "team", "authors", "private_rank", "published")
COMPUTE = ("hardware", "platform", "train_hours", "inference_hours", "ram_gb", "cpu_cores", "cost_usd")


def recount(root: Path, persons: set[str]) -> dict[str, Row]:
    """The profiles of these people as plain data, by key; without addresses, which follow from everybody's handles."""
    keys, known = _keys(root)
    found: dict[str, Row] = {
        person: {"results": [], "works": [], "messages": [], "mates": Counter(), "spelled": []} for person in persons
    }
    spelled: dict[str, str] = {}
    for folder in sorted((root / "competitions").iterdir()):
        _competition(folder, keys, found, spelled)

    def handle(key: str) -> str:
        return known[key]["handles"][0] if known.get(key, {}).get("handles") else spelled.get(key, key)

    return {person: fields(person, row, known.get(person), handle) for person, row in found.items()}


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


def _competition(folder: Path, keys: dict[str, str], found: dict[str, Row], spelled: dict[str, str]) -> None:
    facts = json.loads((folder / "competition.json").read_text())
    board = folder / "leaderboard.csv"
    rows = list(csv.DictReader(board.open(newline=""))) if board.exists() else []
    rows = [{name: cell[1:] if cell.startswith("'") else cell for name, cell in row.items()} for row in rows]
    rows = [row for row in rows if row["is_benchmark"] != "true"]
    private = [int(row["private_rank"]) for row in rows if row["private_rank"]]
    public = [int(row["public_rank"]) for row in rows if row["public_rank"]]
    both = [(int(r["public_rank"]), int(r["private_rank"])) for r in rows if r["public_rank"] and r["private_rank"]]
    teams = max(facts["teams"] or 0, len(private), len(public), *private, *public)
    year = facts["year"] if not facts["deadline"] and facts["year"] else None
    time = facts["deadline"] or facts["opened"]
    year = year or (int(time[:4]) if time else None)
    comparable = (
        facts["format"] not in ("simulation", "hackathon")
        and facts["public_share"] not in (0, 1)
        and not facts["two_stage"]
        and len(both) >= 20
        and any(one != other for one, other in both)
    )
    recorded = any(row["medal"] for row in rows)

    def person(handle: str) -> str:
        if facts["platform"] != "kaggle":
            return f"@{facts['platform']}~{handle.lower()}"
        return keys.get(handle.lower(), "@" + handle.lower())

    members: dict[str, tuple[int | None, list[str]]] = {}
    for row in rows:
        handles = row["members"].split(";") if row["members"] else []
        people = {person(handle): handle for handle in handles}
        members[row["team"]] = number(row["team_size"]) or len(handles), list(people)
        for key, handle in people.items():
            spelled.setdefault(key, handle)
        for key in people.keys() & found.keys():
            medal = _medal(row, facts, teams, recorded, any_private=bool(private))
            rank = number(row["private_rank"])
            found[key]["results"].append(
                {
                    "folder": folder.name,
                    "title": facts["title"] or facts["slug"],
                    "year": year or number((row["last_submission"] or "")[:4]),
                    "modalities": [tag["id"] for tag in facts["modalities"]],
                    "teams": teams,
                    "private_rank": rank,
                    "public_rank": number(row["public_rank"]),
                    "team": row["team"],
                    "team_name": row["name"] or None,
                    "team_size": number(row["team_size"]) or len(handles),
                    "medal": medal.split()[0] if medal else None,
                    "medal_basis": medal.split()[-1] if medal else None,
                    "comparable": comparable,
                    "listing": teams >= 100 and (rank or 99) <= 50,
                    "source": facts["sources"].get("leaderboard"),
                    "as_of": facts["as_of"],
                }
            )
            found[key]["mates"].update(people.keys() - {key})
    claims: dict[str, list[Row]] = {}
    for claim in _lines(folder / "claims.jsonl"):
        if claim["status"] != "rejected":
            claims.setdefault(claim["subject"], []).append(claim)
    for writeup in _lines(folder / "writeups.jsonl"):
        size, team = members.get(writeup["team"] or "", (None, []))
        signed = list(dict.fromkeys(person(handle) for handle in writeup["authors"]))
        role = "author" if signed or size == 1 else "team"
        of_it = claims.get(writeup["writeup"], [])
        for key in found.keys() & set(signed or team):
            found[key]["works"].append(
                {
                    "folder": folder.name,
                    "competition": facts["title"] or facts["slug"],
                    "year": int(writeup["published"][:4]) if writeup["published"] else year,
                    "role": role,
                    "work": {name: writeup[name] for name in COPIED}
                    | {
                        "code": _code(writeup, lambda owner, own={*signed, *team}: person(owner) in own),
                        "techniques": sorted({c["value"] for c in of_it if c["predicate"] == "uses"}),
                        "compute": [c for c in of_it if c["predicate"] in COMPUTE],
                        "read": bool(of_it),
                    },
                }
            )
    for topic in _lines(folder / "threads.jsonl"):
        for message in topic["messages"]:
            if message["author"] and message["posted"] and not message["deleted"]:
                key = person(message["author"])
                if key in found:
                    found[key]["messages"].append(int(message["posted"][:4]))


def _code(writeup: Row, theirs: Callable[[str], bool]) -> list[Row]:
    links = [link for link in writeup["links"] if any(map(theirs, link["url"].split("/")[3:-1]))]
    own = {"repository": "code", "notebook": "notebook"}.get(writeup["kind"])
    if own and writeup["url"] not in {link["url"] for link in links}:
        links.append({"url": writeup["url"], "kind": own})
    return links


def number(text: str) -> int | None:
    return int(text) if text and int(text) else None


def _medal(row: Row, facts: Row, teams: int, recorded: bool, any_private: bool) -> str | None:
    if row["medal"]:
        return f"{row['medal']} recorded"
    none_given = (
        facts["platform"] != "kaggle"
        or facts["awards_points"] is False
        or (
            facts["awards_points"] is None and facts["category"] in (None, "community", "playground", "getting-started")
        )
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
