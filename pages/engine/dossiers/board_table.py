"""The board of a competition as a table: read once, for its dossier and for the tables for download.

What those need is packed when the board changed, not with its year: rows as a member of a gzip file, and columns as
Arrow keeps them, which are there ten times as fast as their text is parsed.
"""

import csv
import gzip
import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import ipc

from archive import layout
from archive.canonical import read_csv, to_csv
from archive.store import Archive, ArchiveError
from pages.engine.dossiers.columns import Columns

LEVEL = 1
"""Of gzip: takes two thirds of the time of level 4, for a sixth more bytes."""


@dataclass(frozen=True)
class BoardTable:
    """A board of the archive."""

    path: Path
    """Its file."""
    content: bytes
    """The file with its columns in the archive's order."""
    columns: Columns
    """The same parsed."""
    has_teams: bool
    """Whether its rows are teams, not scores alone."""


def board_table(archive: Archive, folder: str) -> BoardTable | None:
    """The board of a competition; None without any. Raises ArchiveError where it cannot be read."""
    for table in (layout.LEADERBOARD, layout.SCORES):
        path = archive.path(table, folder)
        if path.is_file():
            try:
                content = _in_order(table, path.read_bytes())
                return BoardTable(path, content, Columns(content, table.kind), table is layout.LEADERBOARD)
            except (ValueError, csv.Error) as error:
                raise broken(path, error) from error
    return None


def broken(path: Path, error: Exception) -> ArchiveError:
    """What to say of a board that cannot be read."""
    return ArchiveError(f"{path}: cannot be read; run `leaderlore check` for line and field: {error}")


def _in_order(table: layout.Table, content: bytes) -> bytes:
    if content.startswith(",".join(table.kind.model_fields).encode() + b"\n"):
        return content
    return to_csv(table.kind, read_csv(table.kind, content.decode())).encode()  # by hand, or of an older version


def packed_rows(board: BoardTable, folder: str) -> bytes:
    """Its rows, the folder before each, as a member of a gzip file; blank without any."""
    rows = board.content.partition(b"\n")[2].removesuffix(b"\n")
    before = f"{folder},".encode()
    return gzip.compress(before + rows.replace(b"\n", b"\n" + before) + b"\n", LEVEL, mtime=0) if rows else b""


def packed_columns(board: BoardTable) -> bytes:
    """Its columns without guards, as a stream of Arrow's. To compress them would take longer than all else here."""
    table, packed = board.columns.plain(), io.BytesIO()
    with ipc.new_stream(packed, table.schema) as stream:
        stream.write_table(table)
    return packed.getvalue()


def unpacked(columns: bytes) -> pa.Table:
    """Columns that were packed. Raises ValueError where they are cut or damaged."""
    try:
        return ipc.open_stream(columns).read_all()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"the columns of a board cannot be read: {error}") from error


def words_in(path: Path) -> str:
    """All text in a file of them, a line each, for who looks for a name. Raises ValueError where it is damaged."""
    table = unpacked(path.read_bytes())
    table.validate(full=True)  # a cell that points elsewhere would end the process
    columns = [column for column in table.columns if pa.types.is_string(column.type)]
    return "\n".join(cell for column in columns for cell in column.to_pylist() if cell)
