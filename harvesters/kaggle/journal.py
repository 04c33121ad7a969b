"""What a run has finished, line by line, so that the next one goes on where a killed or cut run stopped.

The runner asks for the next finding only when it has written the one before, so a unit is noted after its finding was
yielded, and never before it is in the archive. Answers of an unfinished unit are in the cache of the same run.
"""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

MOST_AGE = timedelta(days=6)
"""A run older than this is not gone on with: its list of competitions is stale. A new one skips what is settled."""


class Journal:
    """Finished units of one run. One run a set of options: `--only x` does not end a half-done whole harvest."""

    def __init__(self, folder: Path, started: str, options: dict[str, Any]) -> None:
        name = hashlib.sha256(json.dumps(options, sort_keys=True).encode()).hexdigest()[:12]
        self._path = folder / f"journal-{name}.jsonl"
        self.id = secrets.token_hex(8)
        """Names the run in the cache: its answers are its own."""
        self.started = started
        """Start of the run, of the first process where there were several; all facts carry it as their date, unless the
        clock here was wrong."""
        self.clock: str | None = None
        """The platform's clock when the run started, by which all its processes judge what has ended."""
        self._begun: set[str] = set()
        self._done: set[str] = set()
        if not self._go_on(started):
            folder.mkdir(parents=True, exist_ok=True)
            self._path.write_text(
                json.dumps({"run": self.id, "started": started, "options": options}) + "\n", encoding="utf-8"
            )

    @property
    def resumed(self) -> bool:
        """Whether units of an earlier process were found."""
        return bool(self._done)

    def done(self, unit: str) -> bool:
        """Whether the unit was finished in this run."""
        return unit in self._done

    def begun(self, unit: str) -> bool:
        """Whether an earlier process may have been killed between writing the unit's finding and noting it."""
        return unit in self._begun - self._done

    def begin(self, unit: str) -> None:
        """Note that a unit's finding is about to be handed over."""
        self._begun.add(unit)
        self._note({"begun": unit})

    def finish(self, unit: str) -> None:
        """Note a unit whose finding is in the archive."""
        self._done.add(unit)
        self._note({"done": unit})

    def set_clock(self, time: str) -> None:
        """Note the platform's clock."""
        self.clock = time
        self._note({"clock": time})

    def close(self) -> None:
        """Note that the run is complete: the next one starts anew."""
        self._note({"complete": True})

    def _note(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _go_on(self, started: str) -> bool:
        lines = self._read()
        if not lines or "run" not in lines[0] or any("complete" in line for line in lines):
            return False
        if abs(_moment(started) - _moment(lines[0]["started"])) > MOST_AGE:
            return False
        self.id, self.started = lines[0]["run"], lines[0]["started"]
        self._done = {line["done"] for line in lines if "done" in line}
        self.clock = next((line["clock"] for line in lines if "clock" in line), None)
        self._begun = {line["begun"] for line in lines if "begun" in line}
        return True

    def _read(self) -> list[dict[str, Any]]:
        """All lines that can be read: one that a kill cut in half is taken out, so that the next does not run into it.

        Others may be damaged by a power cut; what they noted is done again.
        """
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return []
        if text and not text.endswith("\n"):
            text = text[: text.rfind("\n") + 1]
            self._path.write_text(text, encoding="utf-8")
        return [read for line in text.splitlines() if isinstance(read := _parsed(line), dict)]


def _parsed(line: str) -> Any:
    """What a line says; None where it is no JSON."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
