import pytest

from archive.text import text_sha256
from harvesters.base import HarvestError
from harvesters.writeup_folder import find_title, harvest, parse_writeup
from tests.harvesters.files import as_csv, context, write

TEXT = "# 3rd place: bears\n\nWe trained on bears.\n"


def entry(**changes):
    return {
        "file": "toy-cup__3__ann.md", "repo": "ann/toy-cup", "path": "docs/write up.md", "commit": "a" * 40,
        "licence": "MIT", "competition_slug": "toy-cup", "claimed_rank": "3", "chars": str(len(TEXT)), "lang": "en",
        "kind": "repo-readme", "extra": "", "year": "2021", "competition_kind": "Featured", "metric": "Log Loss",
        "rank_evidence": "rank-in-text-or-repo-name",
    } | changes  # fmt: skip


def forum(**changes):
    return entry(
        **{"kind": "kaggle-forum-post", "path": "posts.jsonl#topic_id=55", "extra": "message_id=9;date=2021-02-24"}
        | changes
    )


def parse(row, text=TEXT):
    return parse_writeup(row, text, pytest.fail)


def test_a_file_of_a_repository():
    writeup = parse(entry())
    assert writeup.url == f"https://github.com/ann/toy-cup/blob/{'a' * 40}/docs/write%20up.md"
    assert (writeup.title, writeup.title_rank, writeup.kind) == ("3rd place: bears", 3, "repository")
    assert (writeup.private_rank, writeup.rank_source) == (3, "title")
    assert (writeup.license, writeup.language, writeup.published) == ("MIT", "en", None)
    assert (writeup.text_sha256, writeup.text_chars) == (text_sha256(TEXT), len(TEXT))
    assert (writeup.authors, writeup.sources) == ((), ("writeup_folder",))


def test_a_readme_at_the_root_is_the_repositorys_page_and_links_the_copy_that_was_read():
    writeup = parse(entry(path="README.md"))
    assert writeup.url == "https://github.com/ann/toy-cup"
    assert [link.url for link in writeup.links] == [f"https://github.com/ann/toy-cup/blob/{'a' * 40}/README.md"]


def test_links_to_code_and_papers_are_kept_and_those_to_people_are_not():
    text = (
        "# Bears\nBy [ann](https://www.kaggle.com/ann), [code](https://github.com/ann/bears/), "
        "[paper](https://arxiv.org/abs/1.2), ![](https://example.org/a.png) https://github.com/ann/bears\n"
    )
    assert [(link.url, link.kind) for link in parse(forum(), text).links] == [
        ("https://github.com/ann/bears", "code"),
        ("https://arxiv.org/abs/1.2", "paper"),
    ]


def test_a_copy_of_a_forum_topic_stands_in_the_forum():
    writeup = parse(forum())
    assert writeup.url == "https://www.kaggle.com/competitions/toy-cup/discussion/55"
    assert (writeup.kind, writeup.published) == ("forum", "2021-02-24T00:00:00Z")


@pytest.mark.parametrize(
    ("claimed", "evidence", "rank", "source"),
    [
        ("3", "rank-in-text-or-repo-name", 3, "title"),
        ("3", "editor-knowledge", 3, "list"),
        ("3", "none", None, None),
        ("3-ja", "rank-in-text-or-repo-name", 3, "title"),
        ("1-efficiency", "rank-in-text-or-repo-name", None, None),
        ("NA", "none", None, None),
        ("NA-gold", "none", None, None),
        ("0", "editor-knowledge", None, None),
    ],
)
def test_the_rank_needs_evidence_and_the_leaderboards_contest(claimed, evidence, rank, source):
    writeup = parse(entry(claimed_rank=claimed, rank_evidence=evidence))
    assert (writeup.private_rank, writeup.rank_source) == (rank, source)


def test_unknown_evidence_is_reported_and_gives_no_rank():
    warnings = []
    assert parse_writeup(entry(rank_evidence="hearsay"), TEXT, warnings.append).private_rank is None
    assert "unknown rank evidence 'hearsay'" in warnings[0]


def test_notes_by_a_third_party_have_no_place_on_the_board():
    writeup = parse(entry(kind="third-party-notes", path="README.md"))
    assert (writeup.kind, writeup.private_rank, writeup.why) == ("list", None, "saved as third-party-notes")


@pytest.mark.parametrize(("licence", "kept"), [("none", None), ("", None), ("Apache-2.0", "Apache-2.0")])
def test_no_licence_is_unknown(licence, kept):
    assert parse(entry(licence=licence)).license == kept


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("intro\n\n## *Second* [place](https://example.org) ##\n", "repo-readme", "Second place"),
        ("![badge](b.svg)\n# <b>Bears</b> `2021`\n", "repo-readme", "Bears 2021"),
        ('---\nlayout: post\ntitle: "Reading bears"\n---\n# Other\n', "repo-readme", "Reading bears"),
        ("---\nlayout: post\n---\n# Bears\n\ntitle: of the config\n", "repo-readme", "Bears"),
        ("---\nlayout: post\n---\nNo heading.\n", "repo-readme", None),
        ("---\n# Bears\n\nWe trained.\n\n---\n\ntitle: of the config\n", "repo-readme", "Bears"),
        ("Bears at scale\n==============\n\nWe trained.\n", "repo-readme", "Bears at scale"),
        ("We trained on bears and it was fun.\n", "repo-readme", None),
        ("#notaheading\n", "repo-readme", None),
        ("", "repo-readme", None),
        ("toy-cup\n5th Place Solution\nRank\n5\n", "kaggle-forum-post-pdf", "5th Place Solution"),
        ("toy-cup\n", "kaggle-forum-post-pdf", None),
    ],
)
def test_titles_are_headings_never_sentences(text, kind, title):
    assert find_title(text, kind) == title


def folder(tmp_path, *rows, text=TEXT):
    write(tmp_path / "in" / "index.tsv", as_csv(list(rows), delimiter="\t"))
    for row in rows:
        if "/" not in row["file"]:
            write(tmp_path / "in" / row["file"], text)
    return tmp_path / "in"


def test_copies_of_one_topic_are_one_writeup_with_the_text_as_posted(tmp_path):
    ja = forum(file="ja.md", kind="kaggle-forum-post-pdf-ja-translation", path="t.pdf", extra="topic_id=55", lang="ja")
    pdf = forum(file="pdf.md", kind="kaggle-forum-post-pdf", path="p.pdf", extra="topic_id=55")
    run = context(tmp_path, folder(tmp_path, ja, pdf, forum(file="post.md"), entry()), as_of="2026-07-03T00:00:00Z")
    (finding,) = harvest(run)
    assert {(w.why, w.language) for w in finding.writeups} == {
        ("saved as kaggle-forum-post", "en"),
        ("saved as repo-readme", "en"),
    }
    assert run.counts == {"other copies of a write-up": 2}
    assert finding.texts == {text_sha256(TEXT): TEXT}
    assert finding.facts == {"url": "https://www.kaggle.com/competitions/toy-cup", "year": 2021}
    assert (run.warnings, run.failures) == ([], [])


def test_bad_rows_fail_alone(tmp_path):
    path = folder(
        tmp_path,
        entry(),
        entry(file="../outside.md"),
        entry(file="x.md", kind="podcast"),
        entry(file="y.md", competition_slug=".."),
    )
    write(tmp_path / "outside.md", "secret")
    run = context(tmp_path, path)
    (finding,) = harvest(run)
    assert len(finding.writeups) == 1
    assert [failure.split(":")[0] for failure in run.failures] == ["../outside.md", "x.md", "y.md"]


def test_a_short_row_and_a_file_in_another_encoding_fail_alone(tmp_path):
    path = folder(tmp_path, entry(), entry(file="latin.md", path="b.md"))
    write(path / "latin.md", "caf\u00e9".encode("latin-1"))
    with (path / "index.tsv").open("a") as index:
        index.write("short.md\tann/toy-cup\n")
    run = context(tmp_path, path)
    (finding,) = harvest(run)
    assert len(finding.writeups) == 1
    assert [failure.split(":")[0] for failure in run.failures] == ["latin.md", "short.md"]
    assert "save it as UTF-8" in run.failures[0]
    assert "row of index.tsv is cut" in run.failures[1]


def test_the_only_write_up_of_a_competition_may_fail_and_the_rest_comes(tmp_path):
    run = context(tmp_path, folder(tmp_path, entry(kind="hearsay", competition_slug="a-cup"), entry()))
    assert len(list(harvest(run))) == 1
    (failure,) = run.failures
    assert "skipped: KeyError 'hearsay'" in failure


def test_an_index_may_begin_with_a_byte_order_mark(tmp_path):
    path = folder(tmp_path, entry())
    write(path / "index.tsv", "\ufeff" + (path / "index.tsv").read_text())
    run = context(tmp_path, path)
    assert len(list(harvest(run))) == 1
    assert run.failures == []


def test_a_missing_or_cut_file_is_reported(tmp_path):
    path = folder(
        tmp_path, entry(), entry(file="cut.md", path="b.md", chars="9999"), entry(file="lost.md", path="c.md")
    )
    (path / "lost.md").unlink()
    run = context(tmp_path, path)
    (finding,) = harvest(run)
    assert len(finding.writeups) == 2
    assert run.warnings == [f"cut.md: {len(TEXT)} characters, the index says 9999: is the file cut?"]
    assert "lost.md: skipped" in run.failures[0]


def test_texts_are_normalised_before_they_are_hashed(tmp_path):
    raw = "\ufeff" + TEXT.replace("\n", "\r\n")
    (finding,) = harvest(context(tmp_path, folder(tmp_path, entry(chars=str(len(raw))), text=raw)))
    assert finding.writeups[0].text_sha256 == text_sha256(TEXT)
    assert finding.texts == {text_sha256(TEXT): TEXT}


def test_only_limits_the_competitions(tmp_path):
    path = folder(tmp_path, entry(), entry(file="o.md", competition_slug="other-cup"))
    assert [f.slug for f in harvest(context(tmp_path, path, only=frozenset({"other-cup"})))] == ["other-cup"]


def test_a_folder_without_an_index_says_so(tmp_path):
    with pytest.raises(HarvestError, match=r"index\.tsv cannot be read"):
        list(harvest(context(tmp_path, tmp_path)))
