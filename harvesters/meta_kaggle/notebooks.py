"""Kernels, their versions and the competitions that these read: public notebooks that are a team's solution.

A notebook counts as one where its title claims a rank and speaks of a solution and its author stands near the top of
that competition.
"""

from collections import defaultdict
from collections.abc import Sequence

from archive.keys import canonical_url, safe_url, writeup_key
from archive.records import WriteUp
from archive.text import clean_name
from harvesters.meta_kaggle.engine import BigTable, Engine, within
from harvesters.titles import claimed_rank

KERNELS = BigTable(
    "Kernels",
    {
        "Id": ("kernel", "id"),
        "AuthorUserId": ("person", "id"),
        "CurrentKernelVersionId": ("version", "id"),
        "CurrentUrlSlug": ("slug", "text"),
        "MadePublicDate": ("published", "time"),
    },
    ignored=frozenset({
        "ForkParentKernelVersionId", "ForumTopicId", "FirstKernelVersionId", "CreationDate", "EvaluationDate",
        "IsProjectLanguageTemplate", "Medal", "MedalAwardDate", "TotalViews", "TotalComments", "TotalVotes",
    }),
)  # fmt: skip
VERSIONS = BigTable(
    "KernelVersions",
    {"Id": ("version", "id"), "Title": ("title", "text")},
    ignored=frozenset({
        "ScriptId", "ParentScriptVersionId", "ScriptLanguageId", "AuthorUserId", "CreationDate", "VersionNumber",
        "EvaluationDate", "IsChange", "TotalLines", "LinesInsertedFromPrevious", "LinesChangedFromPrevious",
        "LinesUnchangedFromPrevious", "LinesInsertedFromFork", "LinesDeletedFromFork", "LinesChangedFromFork",
        "LinesUnchangedFromFork", "TotalVotes", "IsInternetEnabled", "RunningTimeInMilliseconds", "AcceleratorTypeId",
        "DockerImage",
    }),
)  # fmt: skip
VERSION_SOURCES = BigTable(
    "KernelVersionCompetitionSources",
    {"KernelVersionId": ("version", "id"), "SourceCompetitionId": ("competition", "id")},
    ignored=frozenset({"Id"}),
)
_LOAD = """
CREATE TABLE notebook AS
SELECT DISTINCT competition, kernel, handle, slug, title, published
FROM KernelVersionCompetitionSources
SEMI JOIN wanted USING (competition)
JOIN Kernels USING (version)
JOIN KernelVersions USING (version)
SEMI JOIN member USING (competition, person)
JOIN person USING (person)
WHERE regexp_matches(title, '(?i)solution|approach|place') AND handle IS NOT NULL AND slug IS NOT NULL
"""


def load_notebooks(engine: Engine) -> None:
    """Read the notebooks of members whose titles speak of a solution."""
    for table in (KERNELS, VERSIONS, VERSION_SOURCES):
        engine.define(table)
    engine.run(_LOAD)


def notebooks(engine: Engine, competitions: Sequence[int]) -> dict[int, list[WriteUp]]:
    """Solutions that stand in notebooks, by the competition's id."""
    found: dict[int, list[WriteUp]] = defaultdict(list)
    rows = engine.run(f"SELECT * FROM notebook WHERE {within(competitions)} ORDER BY kernel").fetchall()
    for competition, _, handle, slug, title, published in rows:
        if claimed_rank(title) is not None and safe_url(_address(handle, slug)):
            found[competition].append(parse_notebook(handle, slug, title, published))
    return found


def _address(handle: str, slug: str) -> str:
    return canonical_url(f"https://www.kaggle.com/code/{handle}/{slug}")


def parse_notebook(handle: str, slug: str, title: str, published: str | None) -> WriteUp:
    """One notebook as a write-up; its place comes from its author's team."""
    url = _address(handle, slug)
    rank = claimed_rank(title)
    return WriteUp(
        writeup=writeup_key(url=url),
        authors=(handle,),
        title=clean_name(title),
        url=url,
        kind="notebook",
        why="title of the notebook",
        private_rank=rank,
        title_rank=rank,
        rank_source="title" if rank else None,
        published=published,
        sources=("meta_kaggle",),
    )
