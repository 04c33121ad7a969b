"""Tags and CompetitionTags: the platform's own tags of each competition."""

from harvesters.meta_kaggle.engine import BigTable, Engine

TAGS = BigTable(
    "Tags",
    {"Id": ("tag", "id"), "Name": ("name", "text")},
    ignored=frozenset({
        "ParentTagId", "Slug", "FullPath", "Description", "DatasetCount", "CompetitionCount", "KernelCount",
    }),
)  # fmt: skip
COMPETITION_TAGS = BigTable(
    "CompetitionTags", {"CompetitionId": ("competition", "id"), "TagId": ("tag", "id")}, ignored=frozenset({"Id"})
)


def tags(engine: Engine) -> dict[int, tuple[str, ...]]:
    """Names of tags by the competition's id, sorted."""
    engine.define(TAGS)
    engine.define(COMPETITION_TAGS)
    rows = engine.run(
        "SELECT competition, list(DISTINCT name ORDER BY name) FROM CompetitionTags"
        " SEMI JOIN wanted USING (competition) JOIN Tags USING (tag) WHERE name IS NOT NULL GROUP BY competition"
    ).fetchall()
    return {competition: tuple(names) for competition, names in rows}
