"""Both boards of a competition, to the last row.

The downloaded CSV costs one request and holds members and submission counts, but does not say which board it is; the
view is paged, says which board was asked for, and holds no members. So the first page of each view tells which board a
CSV is, and where it is that board and whole, the other pages need not be asked for.
"""

import csv
import io
import zipfile
from typing import Any


def read_board_files(body: bytes) -> dict[str, Any]:
    """The rows of every CSV in a downloaded zip (or of a bare CSV), whatever the files' names, as plain data.

    Raises ValueError for a damaged zip or a file that is no board.
    """
    try:
        texts = _unpack(body) if body[:2] == b"PK" else {"": body}
        files = [{"file": name, "rows": _rows(text.decode("utf-8-sig"))} for name, text in texts.items()]
    except (zipfile.BadZipFile, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"no board: {error}") from error
    return {"files": files}


def _unpack(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.lower().endswith(".csv")}


def _rows(text: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    if rows and "Score" not in rows[0]:
        raise ValueError(f"no board: columns {', '.join(map(str, rows[0]))[:100]}")
    return [{str(name): value for name, value in row.items() if isinstance(value, str)} for row in rows]
