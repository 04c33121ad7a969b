"""The archive as a build must see it: without redacted people, wherever its files come from."""

import shutil
from collections.abc import Callable
from pathlib import Path

from archive.descriptor import own_settings
from archive.layout import REDACTIONS
from archive.store import Archive
from pipeline.redaction.clean import is_clean, is_fit
from pipeline.redaction.kept_list import put_back, whole_list
from pipeline.redaction.redact import apply_list, told_in

SLOW = "people who are redacted may stand in the archive: a cleared copy is made, minutes where many names are new"


def cleared(
    archive: Archive, cache: Path, fit: Callable[[], bool] | None = None, say: Callable[[str], None] = lambda _: None
) -> Archive:
    """The archive itself where nobody who is redacted stands in it, else a copy in the cache that was cleared.

    `fit` tells whether it may be used as it is, where somebody found that out already; `say` tells whoever waits.
    """
    if fit() if fit else is_fit(archive, cache):
        return archive
    own_settings(archive.root)  # one that is broken is named here, not the copy
    say(SLOW)
    copy = Archive(cache / "cleared")
    shutil.rmtree(copy.root, ignore_errors=True)
    shutil.copytree(archive.root, copy.root, ignore=shutil.ignore_patterns(".*"))  # .git, and locks of editors
    copy.save_table(REDACTIONS, whole_list(archive, cache))
    apply_list(copy, cache)
    return copy


def clear_in_place(archive: Archive, cache: Path, unread: list[str] | None = None) -> int:
    """Put back what an older `data/` lost of the list, and clear files that came by other hands; rows put back.

    Files that cannot be read are told in `unread`, and the rest is cleared: whoever goes on must not `note` them as
    seen. Raises ArchiveError for them where nobody wants to know.
    """
    missing = put_back(archive, cache)
    clean = False
    with told_in(unread):
        clean = is_clean(archive, cache)
    if not clean:
        if unread:
            unread.clear()  # all of them are told now, not the first alone
        apply_list(archive, cache, unread=unread)
    return missing
