from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.check import check
from archive.descriptor import Settings, write_descriptor
from archive.layout import REDACTIONS, VERDICTS, WRITEUPS
from archive.records import Competition, Message, Topic, Verdict, WriteUp
from archive.redactions import new_redaction
from archive.store import Archive, State
from archive.text import text_sha256
from archive.texts import Texts
from harvesters.base import HarvestError
from insights.mentions import version
from pipeline.cli import main
from pipeline.derive import derive
from pipeline.folder import locked
from pipeline.redaction import quotes

TEXT = "# Our solution\n\nWe trained LightGBM with 5-fold cross-validation on one RTX 3090. MixUp did not help.\n"
POST = "Has anybody tried pseudo labeling here?\n"


def settle(root: Path, policy: str = "none") -> Archive:
    archive = Archive(root / "data")
    writeup = WriteUp(writeup="w1", url="https://example.org/1", kind="blog", text_sha256=text_sha256(TEXT))
    message = Message(message="7", text_sha256=text_sha256(POST))
    facts = Competition(platform="kaggle", slug="toy", as_of="2026-01-01T00:00:00Z", sources={})
    archive.save("toy", State(facts, writeups=(writeup,), topics=(Topic(topic="3", messages=(message,)),)))
    write_descriptor(archive.root, Settings(text_policy=policy))  # type: ignore[arg-type]
    texts = Texts(archive.root, root / "cache", policy)  # type: ignore[arg-type]
    texts.keep("toy", {text_sha256(text): text for text in (TEXT, POST)})
    return archive


def said(archive: Archive) -> set[tuple[str, str, str]]:
    return {(claim.subject, claim.predicate, claim.value) for claim in archive.claims("toy")}


def test_writeups_and_messages_become_claims_without_quotes(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    assert {("w1", "uses", "lightgbm"), ("w1", "rejects", "mixup"), ("w1", "hardware", "RTX 3090")} <= said(archive)
    assert any(subject == "7" and value == "pseudo-labeling" for subject, _, value in said(archive))
    assert all(claim.quote is None for claim in archive.claims("toy"))


def test_offsets_lead_to_the_words_that_prove_it(tmp_path: Path) -> None:
    archive = settle(tmp_path, policy="excerpt")
    derive(archive, tmp_path / "cache", jobs=1)
    claim = next(c for c in archive.claims("toy") if c.value == "mixup")
    assert TEXT[claim.start : claim.end] == claim.quote
    assert "did not help" in claim.quote


def test_a_second_run_reads_nothing_and_changes_nothing(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    first, second = (derive(archive, tmp_path / "cache", jobs=1) for _ in range(2))
    assert (first.read, first.kept) == (2, 0)
    assert (second.read, second.kept, second.changed) == (0, 2, [])


def test_without_the_text_stored_claims_stay(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    before = said(archive)
    result = derive(archive, tmp_path / "elsewhere", jobs=1)
    assert (result.missing, result.changed) == (2, [])
    assert said(archive) == before


def test_a_verdict_survives_reading_again(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    claim = next(c for c in archive.claims("toy") if c.value == "lightgbm")
    verdict = Verdict(
        text_sha256=claim.text_sha256, start=claim.start, end=claim.end, predicate=claim.predicate, value=claim.value,
        verdict="reject", reason="only an example", date="2026-01-02",
    )  # fmt: skip
    archive.save_table(VERDICTS, [verdict])
    derive(archive, tmp_path / "cache", jobs=1)
    derive(archive, tmp_path / "elsewhere", jobs=1)
    assert next(c for c in archive.claims("toy") if c.value == "lightgbm").status == "rejected"


def test_a_corrected_claim_stays_corrected_without_its_text(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    claim = next(c for c in archive.claims("toy") if c.predicate == "hardware")
    verdict = Verdict(
        text_sha256=claim.text_sha256, start=claim.start, end=claim.end, predicate="hardware", value=claim.value,
        verdict="correct", corrected_value="RTX 3080", date="2026-01-02",
    )  # fmt: skip
    archive.save_table(VERDICTS, [verdict])
    for cache in ("cache", "elsewhere", "elsewhere"):
        derive(archive, tmp_path / cache, jobs=1)
        told = next(c for c in archive.claims("toy") if c.predicate == "hardware")
        assert (told.value, told.status) == ("RTX 3080", "corrected")


def test_a_changed_word_reads_only_the_texts_that_hold_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    now = version.digests()
    monkeypatch.setattr("pipeline.derive.digests", lambda: {**now, "pseudo-labeling": "changed"})
    assert derive(archive, tmp_path / "cache", jobs=1).read == 1
    monkeypatch.setattr("pipeline.derive.digests", lambda: {**now, version.READER: "changed"})
    assert derive(archive, tmp_path / "cache", jobs=1).read == 2


def test_a_reading_of_another_form_is_made_again(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    memory, before = tmp_path / "cache" / "claims" / "toy.json", said(archive)
    memory.write_text(memory.read_text().replace('"memory_gb":', '"memory":'))
    result = derive(archive, tmp_path / "cache", jobs=1)
    assert (result.read, result.failures, said(archive)) == (2, [], before)


@pytest.mark.parametrize(
    "content", ["", "[]", "null", '{"subjects": 1, "digests": {}}', '{"subjects": {}, "digests": 1}']
)
def test_a_memory_that_is_no_memory_is_made_anew(tmp_path: Path, content: str) -> None:
    archive = settle(tmp_path)
    memory = tmp_path / "cache" / "claims" / "toy.json"
    memory.parent.mkdir(parents=True)
    memory.write_text(content)
    result = derive(archive, tmp_path / "cache", jobs=1)
    assert (result.read, result.failures) == (2, [])


@pytest.mark.parametrize("jobs", [1, 2])
def test_nobody_else_writes_meanwhile(tmp_path: Path, jobs: int) -> None:
    archive = settle(tmp_path)
    with locked(archive.root), pytest.raises(HarvestError, match="is writing to"):
        derive(archive, tmp_path / "cache", jobs=jobs)
    assert not archive.claims("toy")
    derive(archive, tmp_path / "cache", jobs=jobs)
    assert archive.claims("toy")


def test_what_a_killed_harvest_left_half_written_goes(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    (archive.root / "competitions" / "toy" / ".1-2.tmp").touch()
    derive(archive, tmp_path / "cache", jobs=1)
    assert check(archive.root) == []


def test_claims_of_a_withdrawn_writeup_go(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    state = archive.state("toy")
    assert state is not None
    archive.save("toy", replace(state, writeups=()))
    derive(archive, tmp_path / "cache", jobs=1)
    assert {subject for subject, _, _ in said(archive)} == {"7"}


def test_claims_go_with_the_last_text_of_a_competition(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    derive(archive, tmp_path / "cache", jobs=1)
    state = archive.state("toy")
    assert state is not None
    archive.save("toy", replace(state, writeups=(), topics=()))
    result = derive(archive, tmp_path / "cache", jobs=1)
    assert (result.claims, result.changed) == (0, ["competitions/toy/claims.jsonl"])
    assert check(archive.root) == []


def test_what_the_title_of_the_competition_names_is_no_claim(tmp_path: Path) -> None:
    archive = settle(tmp_path)
    state = archive.state("toy")
    assert state is not None
    titled = state.competition.model_copy(update={"title": "The LightGBM Cup", "sources": {"title": "toy"}})
    archive.save("toy", replace(state, competition=titled))
    derive(archive, tmp_path / "cache", jobs=1)
    assert ("w1", "uses", "lightgbm") not in said(archive)
    assert {("w1", "rejects", "mixup"), ("w1", "hardware", "RTX 3090")} <= said(archive)


@pytest.mark.parametrize("file", ["competition.json", "writeups.jsonl", "threads.jsonl"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_corrupt_competition_costs_no_other(file: str, jobs: str, tmp_path: Path) -> None:
    archive = settle(tmp_path)
    state = archive.state("toy")
    assert state is not None
    for slug in ("ape", "zoo"):
        archive.save(slug, replace(state, competition=state.competition.model_copy(update={"slug": slug})))
        Texts(archive.root, tmp_path / "cache", "none").keep(slug, {text_sha256(TEXT): TEXT})
    broken = archive.root / "competitions" / "toy" / file
    broken.write_bytes(b"made-up,fault")
    folders = ["--data", str(archive.root), "--cache", str(tmp_path / "cache")]
    done = CliRunner().invoke(main, [*folders, "derive", "--jobs", jobs])
    assert done.exit_code == 1
    (line,) = [line for line in done.output.splitlines() if "left as it is" in line]
    assert f"competitions/toy/{file} cannot be read" in line
    assert line.endswith("run `leaderlore check` for line and field")
    assert [len(archive.claims(slug)) > 0 for slug in ("ape", "toy", "zoo")] == [True, False, True]
    assert broken.read_bytes() == b"made-up,fault"


NAMING = "# Thanks\n\nWe trained LightGBM as @zoe-quill did.\n"
"""A text by somebody else, from before the redaction: another clone redacted, and this cache still has it."""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_text_that_names_somebody_who_is_redacted_is_not_quoted(tmp_path: Path, jobs: int) -> None:
    archive, cache = settle(tmp_path, policy="excerpt"), tmp_path / "cache"
    (told,) = archive.writeups("toy")
    fans = told.model_copy(update={"writeup": "w2", "url": "https://example.org/2", "text_sha256": text_sha256(NAMING)})
    archive.save_table(WRITEUPS, [told, fans], folder="toy")
    Texts(archive.root, cache, "excerpt").keep("toy", {text_sha256(NAMING): NAMING})

    def quoted() -> set[str]:
        derive(archive, cache, jobs=jobs)
        return {claim.subject for claim in archive.claims("toy") if claim.quote}

    assert quoted() == {"7", "w1", "w2"}
    archive.save_table(REDACTIONS, [new_redaction("@someone-else", "2026-01-01", ())])
    assert quoted() == {"7", "w1", "w2"}
    archive.save_table(REDACTIONS, [new_redaction("@zoe-quill", "2026-01-01", archive.redactions())])
    assert quoted() == {"7", "w1"}
    assert {claim.subject for claim in archive.claims("toy")} == {"7", "w1", "w2"}, "what it says stays"


def test_whom_texts_name_is_asked_once(tmp_path: Path, hashed: list[str]) -> None:
    archive, cache = settle(tmp_path, policy="excerpt"), tmp_path / "cache"
    (told,) = archive.writeups("toy")
    archive.save_table(WRITEUPS, [told.model_copy(update={"text_sha256": text_sha256(NAMING)})], folder="toy")
    Texts(archive.root, cache, "excerpt").keep("toy", {text_sha256(NAMING): NAMING})
    archive.save_table(REDACTIONS, [new_redaction("@someone-else", "2026-01-01", ())])
    hashed.clear()
    derive(archive, cache, jobs=1)
    assert hashed == ["@zoe-quill"]
    quotes._redactions.cache_clear()  # as another process begins
    derive(archive, cache, jobs=1)
    assert hashed == ["@zoe-quill"]
