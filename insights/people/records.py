"""What is known of a person: results, works, and what follows from them."""

from typing import Literal

from archive.records import Claim, Link, Medal, MedalBasis
from insights.computed import Computed

Role = Literal["author", "team"]


class NamedTeam(Computed):
    """One named team on the boards of one competition."""

    team: str
    """Key of the team."""
    name: str | None = None
    """Team name."""
    members: tuple[str, ...]
    """Handles as the board spells them; redacted and deleted members are missing."""
    team_size: int | None = None
    """All members, missing ones included."""
    private_rank: int | None = None
    """Rank on the private board."""
    public_rank: int | None = None
    """Rank on the public board."""
    medal: Medal | None = None
    """Medal."""
    medal_basis: MedalBasis | None = None
    """`recorded` by the platform, or given `by rule` from the number of teams."""
    year: int | None = None
    """Year of the competition's deadline; where it is unknown, of the team's last submission."""


class Work(Computed):
    """One write-up, as far as it speaks of its authors."""

    writeup: str
    """Key of the write-up."""
    title: str | None = None
    """Title."""
    url: str
    """Address."""
    kind: str
    """Where it stands: platform, forum, repository, ..."""
    team: str | None = None
    """Key of the team whose solution it describes."""
    authors: tuple[str, ...] = ()
    """Handles of the authors."""
    private_rank: int | None = None
    """Final rank of the solution."""
    published: str | None = None
    """When it was published."""
    code: tuple[Link, ...] = ()
    """Code and notebooks of those who wrote it, as far as addresses tell (see `insights.people.code`)."""
    techniques: tuple[str, ...] = ()
    """Vocabulary ids of techniques that it says were used, sorted."""
    compute: tuple[Claim, ...] = ()
    """What it says of hardware, hours and cost."""
    read: bool = False
    """Whether any claim was read from its text; where false, techniques and compute are unknown, not none."""


class Part(Computed):
    """What one competition says of people."""

    folder: str
    """Folder of the competition."""
    title: str
    """Title, or the slug where it is unknown."""
    platform: str
    """Platform id."""
    host: str | None = None
    """Name of the host."""
    year: int | None = None
    """Year of the deadline."""
    modalities: tuple[str, ...] = ()
    """Modality ids; empty where unknown."""
    teams: int
    """Teams of the competition: of the longer board, or the platform's count where that is higher."""
    comparable: bool
    """Whether its boards can be compared (see `insights.shakeup`) and it is not known to have had two stages, whose
    public board said little; only such results count for robustness."""
    places: tuple[NamedTeam, ...] = ()
    """Teams whose members are named: those in the top 50 of either board."""
    works: tuple[Work, ...] = ()
    """Write-ups."""
    messages: dict[str, dict[int, int]]
    """Forum messages by handle and year."""
    source: str | None = None
    """Source of the boards."""
    as_of: str
    """When the competition's facts were taken."""


class Result(Computed):
    """One competition in a person's record table."""

    folder: str
    """Folder of the competition."""
    title: str
    """Title of the competition."""
    year: int | None = None
    """Year of its deadline."""
    modalities: tuple[str, ...] = ()
    """Its modality ids; empty where unknown."""
    teams: int
    """Its teams."""
    private_rank: int | None = None
    """Rank of the person's team on the private board."""
    public_rank: int | None = None
    """Rank on the public board."""
    team: str
    """Key of the team."""
    team_name: str | None = None
    """Name of the team."""
    team_size: int | None = None
    """Members of the team."""
    medal: Medal | None = None
    """Medal."""
    medal_basis: MedalBasis | None = None
    """`recorded` by the platform or computed by `rule`."""
    comparable: bool
    """Whether the result counts for robustness."""
    listing: bool
    """Whether the person is listed for this result: private top 50 of a competition of enough teams."""
    source: str | None = None
    """Source of the boards."""
    as_of: str
    """When its facts were taken."""

    @property
    def gained(self) -> int | None:
        """Places gained from the public to the private board; None unless both ranks are known."""
        return self.public_rank - self.private_rank if self.public_rank and self.private_rank else None


class Authored(Computed):
    """One write-up of a person."""

    folder: str
    """Folder of the competition."""
    competition: str
    """Title of the competition."""
    year: int | None = None
    """Year of publication; where it is unknown, of the competition."""
    role: Role
    """`author` where the write-up names the person, or is that of a team of one; `team` where it is a team's and names
    nobody."""
    work: Work
    """The write-up."""


class Standout(Computed):
    """A place with what it is worth knowing beside it."""

    rank: int
    """Private rank."""
    teams: int
    """Of how many teams."""
    folder: str
    """Folder of the competition."""


class Robustness(Computed):
    """How a person's places held on the private boards. A percentile is the share of teams behind, in per cent."""

    median: float
    """Median of private percentile minus public percentile: positive rose, negative fell."""
    n: int
    """Results behind it."""
    interval: tuple[float, float] | None = None
    """Interval between order statistics that holds the median with at least 95 %; null below 6 results."""


class Teammate(Computed):
    """Somebody who was in a team with the person."""

    person: str
    """Key."""
    handle: str
    """Handle."""
    competitions: int
    """In how many competitions."""
    address: str | None = None
    """Last part of the address of their profile; null where they are not listed."""


class YearOf(Computed):
    """Activity in one year."""

    year: int
    """The year."""
    competitions: int
    """Results in competitions of that year."""
    writeups: int
    """Write-ups published in it."""
    messages: int
    """Forum messages posted in it, in the forums that the archive holds."""


class Profile(Computed):
    """All that the archive says of a listed person. None means unknown."""

    person: str
    """Key: `u<user id>`, or `@<handle>` while no id is known."""
    address: str
    """Last part of the profile's address."""
    handle: str
    """Present handle."""
    former_handles: tuple[str, ...] = ()
    """Earlier handles, newest first."""
    name: str | None = None
    """Display name."""
    listed_for: int
    """Private top-50 places in competitions of enough teams: why the person is listed."""
    results: tuple[Result, ...]
    """Known results, newest first."""
    best: Standout
    """Best private rank; among equals the one of the largest competition."""
    median_private_rank: float
    """Median private rank of the known results."""
    median_percentile: float
    """Median over the same results of the share of the competition's teams that stand behind, in per cent: rank 40 of
    50 teams is no rank 40 of 5,000. Of large competitions the archive names the best few only, so that it is high."""
    ranked: int
    """Results with a private rank."""
    medals: dict[str, int]
    """Medals by colour and basis: `gold recorded`, `silver by rule`; only those that exist."""
    top50: int
    """Private top-50 places, in competitions of any size."""
    beyond_podium: int
    """How many of them are not in the top 3."""
    solo: int
    """Results in a team of one."""
    in_team: int
    """Results in a larger team."""
    usual_team_size: int | None = None
    """Most frequent team size; the smaller one among equals."""
    best_solo: Standout | None = None
    """Best private rank in a team of one."""
    last_active: int | None = None
    """Last year with a result, a write-up or a forum message."""
    modalities: dict[str, int]
    """Results by modality id, most first."""
    works: tuple[Authored, ...]
    """Write-ups, newest first."""
    writeups: int
    """How many of them the person wrote."""
    written_up: int
    """Solutions that those tell of: one text may stand at several addresses. Notes on others' solutions are none."""
    code: int
    """Different repositories and notebooks of their authors that those write-ups link, or are."""
    techniques: dict[str, int]
    """Write-ups of the person by technique that they say was used, most first."""
    robustness: Robustness | None = None
    """How places held; null without a comparable result."""
    teammates: tuple[Teammate, ...]
    """Teammates, most competitions together first."""
    activity: tuple[YearOf, ...]
    """Years with any activity, oldest first."""
    tier: str | None = None
    """Tier, as the platform names it."""
    tier_as_of: str | None = None
    """When the tier was read."""
    points: float | None = None
    """Ranking points, the platform's own."""
    ranking: int | None = None
    """Place in the platform's ranking."""
    location: str | None = None
    """As the person's own profile states it."""
    organisation: str | None = None
    """As the person's own profile states it."""
    profile_url: str | None = None
    """Address of the platform's profile."""
    profile_as_of: str | None = None
    """When the platform's profile was read."""
    unknown: tuple[str, ...]
    """What is not known, in words."""
    sources: tuple[str, ...]
    """Names of the sources of the results."""
    as_of: str
    """Date of the newest of these facts."""
