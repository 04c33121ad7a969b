"""Record types of the archive.

Records are frozen and refuse unknown fields. `None` means "not known", never "no". Times are UTC, ISO 8601 with `Z`.
What a platform printed (scores) is kept as text beside the parsed number. The docstring under each field is the source
of the JSON Schema and of the data dictionary on the site; the file that holds each record is in `archive.layout`.
"""

from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from archive.field_types import (
    CorrectedFile,
    Count,
    Date,
    Handle,
    Hex,
    Key,
    KindId,
    Line,
    Name,
    OptionalScoreText,
    OptionalUrl,
    Rank,
    ScoreText,
    Sha256,
    Time,
    Url,
)

Category = Literal[
    "featured", "research", "playground", "getting-started", "recruitment", "masters", "analytics", "community"
]
Format = Literal["prediction", "simulation", "hackathon"]
Medal = Literal["gold", "silver", "bronze"]
MedalBasis = Literal["recorded", "rule"]
BoardName = Literal["public", "private"]
RankSource = Literal["board", "platform", "list", "title"]
LinkKind = Literal["code", "notebook", "data", "paper", "video", "model", "other"]
WriteUpKind = Literal["platform", "forum", "repository", "blog", "notebook", "paper", "video", "other", "list"]


class Record(BaseModel):
    """Base of all records: immutable, no unknown fields; what fields mean stands below them (`archive.docstrings`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Metric(Record):
    """How a competition scores a submission."""

    id: str | None = None
    """Id of the row in `vocab/metrics.csv`; null where the printed name is not in the vocabulary."""
    name: Name = None
    """Name as the platform prints it."""
    higher_is_better: bool | None = None
    """Direction from the metric's definition, never guessed from scores."""


class Tagged(Record):
    """A tag of ours and where it comes from."""

    id: KindId
    """Id of the vocabulary row."""
    source: str
    """What the tag was read from, e.g. `title: image` or `platform tag: nlp`."""


class Notebook(Record):
    """A public notebook of a competition."""

    url: Url
    """Address."""
    title: Name = None
    """Title."""
    author: Name = None
    """Handle of the author."""
    votes: int | None = None
    """Votes when it was read."""
    accelerator: Name = None
    """Accelerator of the last run where the platform says so: `gpu`, `tpu`, `none` or the machine's name."""


class Competition(Record):
    """Facts of one competition."""

    platform: str
    """Platform id, e.g. `kaggle`."""
    slug: str
    """Slug as the platform spells it, case kept; on other platforms than Kaggle `<platform>~<slug>`."""
    folder: str | None = None
    """Name of folder and URL where it differs from the slug (two slugs that differ in case alone); else null."""
    id: Name = None
    """The platform's own id."""
    title: Name = None
    """Title as published."""
    url: OptionalUrl = None
    """Address of the competition."""
    host: Name = None
    """Name of the hosting organisation as published."""
    category: Category | None = None
    """The platform's own class of competition."""
    format: Format | None = None
    """prediction (a scored file or notebook), simulation (agents play each other) or hackathon (judged)."""
    reward: Name = None
    """Reward as printed: `$25,000`, `Swag`, `Knowledge`."""
    prize_usd: float | None = Field(default=None, ge=0)
    """Total prize in US dollars where the reward is money in dollars."""
    prizes: Count | None = None
    """Number of prizes."""
    prize_ladder_usd: tuple[float, ...] = ()
    """Prizes in US dollars from the first place down, where the competition's pages list them."""
    tags: tuple[Handle, ...] = ()
    """Tags as the platform lists them."""
    modalities: tuple[Tagged, ...] = ()
    """Tags of data, task and field of our own, each with its source (ids of `vocab/modalities.csv`)."""
    metric: Metric | None = None
    """Evaluation metric."""
    opened: Time | None = None
    """When the competition opened."""
    deadline: Time | None = None
    """Final submission deadline."""
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    """Year of the deadline from a source that tells no more; where the deadline is known, it is the year."""
    merger_deadline: Time | None = None
    """Last moment at which teams may merge."""
    teams: Count | None = None
    """Teams as the platform counts them, at `as_of`."""
    participants: Count | None = None
    """People in those teams."""
    submissions: Count | None = None
    """Scored submissions of all teams."""
    max_team_size: Count | None = None
    """Most members that a team may have."""
    max_daily_submissions: Count | None = None
    """Most submissions that a team may make a day."""
    public_share: float | None = Field(default=None, ge=0, le=1)
    """Share (0..1) of the test data behind the public board; 0 and 1 both mean that the boards are not two parts of it:
    there is no private split, or the private board had data of its own."""
    two_stage: bool | None = None
    """A second stage with new test data decided the private board (Meta Kaggle: 1 % public)."""
    code_competition: bool | None = None
    """Submissions are notebooks that run on the platform."""
    runtime_limit_hours: float | None = Field(default=None, ge=0)
    """Run-time limit of a submitted notebook, in hours; the longer one where CPU and GPU differ."""
    runtime_limit_cpu_hours: float | None = Field(default=None, ge=0)
    """Run-time limit on a machine without accelerator, in hours."""
    runtime_limit_gpu_hours: float | None = Field(default=None, ge=0)
    """Run-time limit on a GPU, in hours."""
    external_data_allowed: bool | None = None
    """Whether the rules allow data from outside."""
    awards_points: bool | None = None
    """Whether the competition gives ranking points and medals."""
    has_leaderboard: bool | None = None
    """Whether the platform shows a leaderboard at all."""
    data_bytes: Count | None = None
    """Size of the data download in bytes."""
    data_files: Count | None = None
    """Number of data files."""
    notebooks: tuple[Notebook, ...] = ()
    """The public notebooks with most votes, best first."""
    settled: Time | None = None
    """When a harvest saw that nothing moves any more: ended, final boards taken, forum quiet. Asked again only once a
    year where it had no board of the platform, or where its deadline moves."""
    as_of: Time
    """When the newest of these facts was taken from its source; moves only when a fact moves."""
    sources: dict[str, str]
    """Field name to the name of the source that gave its value."""


class Standing(Record):
    """One team on the boards of one competition."""

    team: Key
    """Key: the platform's team id, else `x` and 12 hex digits (see `archive.keys.team_key`)."""
    was: Key | None = None
    """The hash key that this team had before its platform id was known."""
    name: Name = None
    """Team name; kept only for teams in the top 50 of either board."""
    members: tuple[Handle, ...] = ()
    """Handles of the members; kept only for teams in the top 50 of either board."""
    team_size: Annotated[int, Field(ge=1)] | None = None
    """Number of members."""
    public_rank: Rank | None = None
    """Rank on the public board, the platform's own."""
    public_score_text: OptionalScoreText = None
    """Score on the public board as printed."""
    public_score: float | None = None
    """The same as a number; null where it is not a finite number."""
    private_rank: Rank | None = None
    """Rank on the private board, the platform's own."""
    private_score_text: OptionalScoreText = None
    """Score on the private board as printed."""
    private_score: float | None = None
    """The same as a number; null where it is not a finite number."""
    submissions: Count | None = None
    """Submissions of the team."""
    last_submission: Time | None = None
    """Time of the last submission."""
    medal: Medal | None = None
    """Medal that the platform recorded."""
    medal_basis: MedalBasis | None = None
    """`recorded` by the platform; in `data/` a medal computed by rule is never stored."""
    is_benchmark: bool = False
    """A baseline row of the host, not a team: out of all ranks and counts."""
    platform_arrow: int | None = None
    """Places gained from public to private board as the platform itself printed them."""


class ScoreRow(Record):
    """One row of a board that is known without its teams."""

    board: BoardName
    """Which board."""
    rank: Rank
    """Rank as listed."""
    score_text: ScoreText
    """Score as printed."""


class Message(Record):
    """One forum message."""

    message: Key
    """The platform's id."""
    parent: Key | None = None
    """Id of the message that it answers; null for an opening post and for top-level comments."""
    author: Name = None
    """Handle of the author; display names are not kept."""
    posted: Time | None = None
    """When it was posted."""
    votes: int | None = None
    """Votes when the thread was last read: at its newest message."""
    deleted: bool | None = None
    """The platform marks it as deleted; such a message keeps no text."""
    pinned: bool | None = None
    """Pinned by the host."""
    text_sha256: Sha256 | None = None
    """Hash of the normalised text (LF line ends)."""
    text: str | None = None
    """The text, under text policy `full` only."""


class Topic(Record):
    """One forum topic with its messages."""

    topic: Key
    """The platform's id."""
    title: Name = None
    """Title."""
    url: OptionalUrl = None
    """Address."""
    author: Name = None
    """Handle of the author."""
    posted: Time | None = None
    """When it was opened."""
    last_comment: Time | None = None
    """Time of the newest message."""
    votes: int | None = None
    """Votes when the thread was last read: at its newest message."""
    sticky: bool | None = None
    """Pinned to the top of the forum."""
    messages: tuple[Message, ...] = ()
    """All messages, oldest first as far as dates are known, else in the platform's order."""
    sources: tuple[str, ...] = ()
    """Names of the sources that told of it."""


class Link(Record):
    """A link out of a write-up."""

    url: Url
    """Address."""
    kind: LinkKind
    """What it leads to."""


class WriteUp(Record):
    """A description of a solution: platform write-up, forum topic, repository, blog, notebook or list entry."""

    writeup: Key
    """Key (see `archive.keys.writeup_key`)."""
    team: Key | None = None
    """Key of the team on the board, where known."""
    authors: tuple[Handle, ...] = ()
    """Handles of the authors."""
    title: Name = None
    """Title."""
    url: Url
    """Address."""
    kind: WriteUpKind
    """Where it stands; `list`: notes or a digest by others, about several solutions."""
    why: Name = None
    """How it was recognised as a write-up."""
    private_rank: Rank | None = None
    """Final rank; the board's where the team is known, else what `rank_source` says."""
    public_rank: Rank | None = None
    """Rank on the public board."""
    title_rank: Rank | None = None
    """Rank that the title claims; the board wins where they differ."""
    rank_source: RankSource | None = None
    """Where `private_rank` comes from."""
    published: Time | None = None
    """When it was published."""
    license: Name = None
    """Licence of the text, as stated."""
    language: Name = None
    """ISO 639-1 code."""
    text_sha256: Sha256 | None = None
    """Hash of the normalised text."""
    text_chars: Count | None = None
    """Length of the text in characters."""
    text_source: str | None = None
    """Name of the source that gave the text."""
    links: tuple[Link, ...] = ()
    """Links out of it."""
    sources: tuple[str, ...] = ()
    """Names of the sources that told of it."""


Predicate = Literal[
    "uses", "rejects", "mentions", "hardware", "platform", "train_hours", "inference_hours", "ram_gb", "cpu_cores",
    "cost_usd", "models", "folds", "parameters", "model_size", "latency", "score", "rank",
]  # fmt: skip


class Claim(Record):
    """One thing that a text says, with the place where it says it."""

    subject: str
    """Key of the write-up or message."""
    predicate: Predicate
    """What is said."""
    value: str
    """Vocabulary id (uses, rejects, hardware, platform) or the number as text."""
    unit: str | None = None
    """Unit of a number: `hours`, `GB`, `USD`, `models`, ..."""
    scope: str | None = None
    """What a number belongs to: `total`, `model`, `fold`; for scores `cv`, `public`, `private`, and the same
    behind `single` for the best single model; for a latency, the sample that it is of."""
    count: Count | None = None
    """Number of devices."""
    memory_gb: float | None = Field(default=None, ge=0)
    """Memory of one device, in GB."""
    start: Count
    """Offset of the quote's first character in the normalised text."""
    end: Count
    """Offset behind the quote's last character."""
    text_sha256: Sha256
    """Hash of the text that was read."""
    quote: str | None = None
    """The words that prove it; null under text policy `none`."""
    method: str
    """Name of the reader."""
    version: str
    """Version of reader and vocabulary."""
    status: Literal["machine", "accepted", "corrected", "rejected"] = "machine"
    """What a human said of it; `machine` while nobody has looked."""


class Verdict(Record):
    """A human's word on a claim; survives re-extraction because it is kept by text hash and offsets."""

    text_sha256: Sha256
    """Hash of the text."""
    start: Count
    """Offset of the quote."""
    end: Count
    """Offset behind the quote."""
    predicate: Predicate
    """Predicate of the claim."""
    value: str
    """Value of the claim."""
    verdict: Literal["accept", "reject", "correct"]
    """The decision."""
    corrected_value: str | None = None
    """The right value, with `correct`."""
    reason: str | None = None
    """Why."""
    reviewer: str | None = None
    """Who looked."""
    date: Date
    """When."""


class Correction(Record):
    """A patch of a known upstream error; it fails once upstream no longer says what is expected."""

    record: CorrectedFile
    """File that it patches: `competition`, or `leaderboard/<team>`, `writeups/<key>`."""
    field: str
    """Field to patch."""
    value: str | int | float | bool | None
    """The right value."""
    reason: str
    """Why, with a link if there is one."""
    expect: str | int | float | bool | None
    """What upstream says now; a different value means that the patch must be looked at again."""

    @model_validator(mode="before")
    @classmethod
    def _as_the_field_takes_them(cls, given: Any) -> Any:
        """A number that is written as text is the number: both values are compared with what records hold."""
        kind = _CORRECTED.get(str(given.get("record")).partition("/")[0]) if isinstance(given, dict) else None
        field = kind.model_fields.get(str(given.get("field"))) if kind else None
        if field is None:
            return given
        adapter: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, field])  # type: ignore[arg-type]
        taken = dict(given)
        for name in given.keys() & {"value", "expect"}:
            with suppress(ValidationError):  # it is told where the patch is applied
                if isinstance(value := adapter.validate_python(given[name]), str | int | float):
                    taken[name] = value
        return taken


_CORRECTED: dict[str, type[Record]] = {"competition": Competition, "leaderboard": Standing, "writeups": WriteUp}
"""Records by the first part of a correction's `record`."""


class Person(Record):
    """What the platform's own profile says of a person; results come from boards."""

    person: Key
    """Key: `u<user id>`, or `@<handle>` while no id is known."""
    handles: tuple[Handle, ...] = ()
    """Handles, newest first."""
    name: Name = None
    """Display name."""
    tier: Name = None
    """Tier in competitions, as the platform names it."""
    tier_as_of: Time | None = None
    """When the tier was read."""
    points: float | None = None
    """Ranking points, the platform's own."""
    ranking: Rank | None = None
    """Place in the platform's ranking."""
    location: Name = None
    """Only as the person's own profile states it."""
    organisation: Name = None
    """Only as the person's own profile states it."""
    profile_url: OptionalUrl = None
    """Address of the profile."""
    progression_opt_out: bool | None = None
    """The person opted out of progression: redacted unasked."""
    as_of: Time
    """When these facts were read; moves only when one moves."""


class Redaction(Record):
    """A person who is not to be named. Slow salted hashes, so that the list itself names nobody."""

    salt: Hex
    """Hex salt of this row."""
    hash: Hex
    """scrypt of the folded id or handle (see `archive.redactions`)."""
    date: Date
    """When it was asked for."""
    reason: str | None = None
    """asked, deleted, opted-out; `taken-back` where it was listed by mistake and hides nobody any more."""


class Withheld(Record):
    """A name, title or text by somebody else that is left out, because it names a redacted person."""

    slug: str
    """Competition; `*` for a text."""
    record: str
    """`leaderboard/<team>`, `topics/<topic>`, `writeups/<key>`, or `texts/<sha256>`."""
    field: str
    """Field that is left out; `*` for the whole record."""
    date: Date
    """Since when."""


class Change(Record):
    """One line of news."""

    date: Date
    """Day of the run that saw it."""
    slug: str
    """Competition."""
    what: Literal[
        "competition-added", "competition-removed", "ended", "board", "writeup", "writeup-withdrawn", "thread",
        "correction",
    ]  # fmt: skip
    """What happened."""
    detail: Line = None
    """In a few words."""


class Source(Record):
    """Where facts come from."""

    name: str
    """Name of the harvester; `archive.authority` says what readers call it."""
    url: str
    """Address of the upstream."""
    terms: str
    """Terms of use in a few words."""
    licence: str | None = None
    """Licence of the data."""


class Run(Record):
    """The last run of a source whose counts or failures differ from the one before; kept in `runs/<source>.json`."""

    source: str
    """Name of the harvester."""
    started: Time
    """When the run started."""
    counts: dict[str, int]
    """Records by kind that the source gave."""
    failures: tuple[str, ...] = ()
    """What failed, one line each."""


def complete() -> None:
    """Make the validators of all records, each of which is else made when the first such record is read.

    Processes that part from this one then have them.
    """
    for record in Record.__subclasses__():
        record.model_rebuild()
