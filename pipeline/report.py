"""What a run found, for people: Markdown, plain values for JSON, and a commit message."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.files import write_if_changed
from archive.records import Change
from archive.told import ORDER, counted, number, told
from pages.format import plural
from pipeline.harvest import HarvestResult

MOST_LINES = 200
"""Competitions that a report lists one by one."""


@dataclass(frozen=True)
class NewsReport:
    """News of one run or between two states."""

    title: str
    """First line, e.g. `Harvest of 2026-06-01`."""
    changes: tuple[Change, ...]
    """News."""
    failures: tuple[str, ...] = field(default=())
    """What failed."""
    warnings: tuple[str, ...] = field(default=())
    """Oddities."""
    files: int | None = None
    """Files whose bytes changed; null where nobody counted."""

    def totals(self) -> dict[str, int]:
        """How often each kind of thing happened, in the order of interest."""
        found: Counter[str] = Counter()
        for change in self.changes:
            found[change.what] += number(change)
        return {what: found[what] for what in ORDER if found[what]}

    def summary(self) -> str:
        """One line: `1 competition ended, 14 new write-ups`, or that nothing is new."""
        return ", ".join(counted(what, many) for what, many in self.totals().items()) or "nothing new"

    def commit_message(self) -> str:
        """A subject of at most 72 characters where it fits, and the competitions concerned."""
        by_slug = _by_slug(self.changes)
        lines = [f"{slug}: {_unlinked(', '.join(map(told, changes)))}" for slug, changes in by_slug.items()]
        if len(lines) > MOST_LINES:
            lines = [*lines[:MOST_LINES], f"... and {len(lines) - MOST_LINES} more competitions"]
        subject = f"Harvest: {self.summary()}"
        short = subject if len(subject) <= 72 else f"Harvest: news of {plural(len(by_slug), 'competition')}"
        body = [*([self.summary()] if short != subject else []), *lines]
        return "\n".join([short, *(["", *body] if body else [])]) + "\n"

    def markdown(self) -> str:
        """The report as Markdown; names of others are escaped."""
        lines = [f"# {self.title}", "", f"{_capital(self.summary())}."]
        if self.files is not None:
            lines[-1] += f" {plural(self.files, 'file')} changed."
        by_slug = list(_by_slug(self.changes).items())
        if by_slug:
            lines += ["", "| competition | what happened |", "|---|---|"]
            lines += [
                f"| {slug} | {'; '.join(_escaped(told(change)) for change in news)} |"
                for slug, news in by_slug[:MOST_LINES]
            ]
        if len(by_slug) > MOST_LINES:
            lines += ["", f"... and {len(by_slug) - MOST_LINES} more competitions."]
        for heading, rows in (("Failures", self.failures), ("Warnings", self.warnings)):
            if rows:
                lines += ["", f"## {heading}", "", *(f"- {_escaped(row)}" for row in rows)]
        return "\n".join(lines) + "\n"

    def plain(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "title": self.title,
            "summary": self.summary(),
            "totals": self.totals(),
            "changes": [change.model_dump() for change in self.changes],
            "failures": list(self.failures),
            "warnings": list(self.warnings),
            "files_changed": self.files,
        }


def report_of(results: Sequence[HarvestResult], started: str) -> NewsReport:
    """The report of one call of the harvest."""
    return NewsReport(
        title=f"Harvest of {started[:10]}: {', '.join(result.source for result in results)}",
        changes=tuple(change for result in results for change in result.changes),
        failures=tuple(failure for result in results for failure in result.failures),
        warnings=tuple(warning for result in results for warning in result.warnings),
        files=len({path for result in results for path in result.changed}),
    )


def write_report(report: NewsReport, cache: Path) -> Path:
    """Keep the report in the cache as `report.md`, `report.json` and `commit-message.txt`; the path of the first."""
    folder = cache / "report"
    write_if_changed(folder / "report.json", json.dumps(report.plain(), ensure_ascii=False, indent=2) + "\n")
    write_if_changed(folder / "commit-message.txt", report.commit_message())
    write_if_changed(folder / "report.md", report.markdown())
    return folder / "report.md"


def _by_slug(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """News by competition, the most interesting competitions first."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: ORDER.index(change.what)):
        found[change.slug].append(change)
    return dict(found)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unlinked(text: str) -> str:
    """Words of others in which a code host finds no issue to close, nobody to notify and no `[skip ci]`."""
    return re.sub(r"[#@\[]|://|\bGH-", "\\g<0>\u2060", text, flags=re.IGNORECASE)


def _escaped(text: str) -> str:
    """A cell of a Markdown table in which nothing of others is markup."""
    return re.sub(r"([\\|`*_{}\[\]<>#!~])", r"\\\1", " ".join(text.split()))
