"""What the platform refused once: asked a second time some days later, whose answer stands until the next stage.

A refusal (400, 403, 404) may be a fault of the moment, and most are not: so a competition of which something waits for
its second answer is not settled yet, and nothing is asked a third time (but for boards, see `plan.stays_settled`). A
limit is no refusal: what it kept back is asked for until there is an answer. Kept beside the journals, in a file of its
own, for it outlives a run.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from archive.files import write_if_changed
from archive.keys import archive_key
from harvesters.kaggle.plan import since

AGAIN = timedelta(days=3)
"""So long after a refusal it is asked for the second time."""


class Refusals:
    """Things that were refused once, e.g. `lemons/pages`, with the time of the refusal."""

    def __init__(self, folder: Path | None, archive: Path) -> None:
        """Without a folder nothing is noted: who only reads kept answers will not ask again."""
        self._path = folder / f"journal-refused-{archive_key(archive)}.jsonl" if folder else None
        self._times = self._read()

    def due(self, slug: str, things: Iterable[str], now: str) -> set[str]:
        """Which of these things of a competition are to be asked for the second time."""
        times = {thing: self._times.get(f"{slug}/{thing}") for thing in things}
        return {thing for thing, then in times.items() if then is not None and since(then, now) >= AGAIN}

    def note(self, slug: str, asked: Mapping[str, bool], now: str) -> None:
        """What was asked for, and whether it was refused."""
        times, stands = dict(self._times), self.due(slug, asked, now)
        for thing, refused in asked.items():
            then = times.pop(f"{slug}/{thing}", now)
            if refused and thing not in stands:
                times[f"{slug}/{thing}"] = then
        self._keep(times)

    def postpone(self, slug: str, thing: str, now: str) -> None:
        """Note what was not refused, and could not be had now."""
        self._keep(self._times | {f"{slug}/{thing}": now})

    def _keep(self, times: dict[str, str]) -> None:
        if self._path and times != self._times:
            self._times = times
            lines = [json.dumps({"refused": key, "at": then}) + "\n" for key, then in sorted(times.items())]
            write_if_changed(self._path, "".join(lines))

    def wait(self, slug: str) -> bool:
        """Whether something of the competition waits for its second answer."""
        return any(key.startswith(f"{slug}/") for key in self._times)

    def _read(self) -> dict[str, str]:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines() if self._path else []
            return {row["refused"]: row["at"] for row in map(json.loads, lines)}
        except (FileNotFoundError, ValueError, LookupError, TypeError):
            return {}  # nothing was refused, or the file is damaged: nothing is asked a second time
