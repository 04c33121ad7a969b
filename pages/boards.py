"""The boards of one competition as CSV, as they lie in the archive."""

from collections.abc import Iterator
from pathlib import Path

from archive import layout
from archive.store import Archive
from insights.computed import Value
from pages.engine.dossiers import DossierRef
from pages.engine.kinds import Files, Unit
from pages.engine.world import World


class BoardFile(Value):
    """A board of the archive; equal references mean equal content."""

    ref: DossierRef
    root: Path

    def __repr__(self) -> str:
        """What its content depends on."""
        return repr(self.ref)


def units(world: World) -> Iterator[Unit]:
    """One file a competition that has a board."""
    for row in world.rows:
        if row.board != "none":
            yield Unit(f"boards/{row.folder}", (BoardFile(world.dossiers[row.folder], world.root), row.board))


def content(board: BoardFile, kind: str) -> dict[str, bytes]:
    """The file; formula-like cells are guarded in the archive already."""
    file = layout.LEADERBOARD if kind == "teams" else layout.SCORES
    path = Archive(board.root).path(file, board.ref.folder)
    return {f"data/competitions/{board.ref.folder}.csv": path.read_bytes()}


KIND = Files("boards", units, content)
