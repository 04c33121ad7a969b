from pathlib import Path

import pytest

from archive.forum import message_counts, messages_of
from archive.layout import THREADS
from archive.records import Message, Topic
from archive.store import Archive, ArchiveError

TOPICS = (
    Topic(topic="1", messages=(
        Message(message="1", author="ann", posted="2020-01-01T00:00:00Z"),
        Message(message="2", author="ann", posted="2021-01-01T00:00:00Z"),
        Message(message="3", author="bo", posted="2020-05-01T00:00:00Z", deleted=True),
        Message(message="4", author="bo"),
    )),
    Topic(topic="2", messages=(Message(message="5", author="ann", posted="2021-02-01T00:00:00Z"),)),
)  # fmt: skip


def test_a_file_is_counted_as_its_records_are(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.save_table(THREADS, TOPICS, folder="toy")
    assert message_counts(archive, "toy") == messages_of(TOPICS) == {"ann": {2020: 1, 2021: 2}}
    assert message_counts(archive, "other") == {}


@pytest.mark.parametrize("content", ["{", "[]", '{"messages": [{}]}', '{"messages": [{"author": 1}]}', b"\xff"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str | bytes) -> None:
    path = Archive(tmp_path).path(THREADS, "toy")
    path.parent.mkdir(parents=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ArchiveError, match=r"competitions/toy/threads.jsonl cannot be read \(.*leaderlore check"):
        message_counts(Archive(tmp_path), "toy")
