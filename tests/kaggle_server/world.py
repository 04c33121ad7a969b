"""A made-up, deterministic world: the truth that a harvest is held against. Nobody and nothing in it exists."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass
class User:
    id: int
    handle: str
    name: str
    tier: str = "EXPERT"
    ranking: int | None = None
    points: int | None = None
    location: str | None = None
    organisation: str | None = None
    opted_out: bool = False


@dataclass
class Team:
    id: int
    name: str
    members: list[str]
    public: float
    private: float
    submissions: int
    last: datetime


@dataclass
class Message:
    id: int
    author: str
    posted: datetime
    markdown: str
    votes: int = 0
    deleted: bool = False
    pinned: bool = False
    replies: list["Message"] = field(default_factory=list)

    def all(self) -> list["Message"]:
        found, left = [], [self]
        while left:
            message = left.pop()
            found.append(message)
            left += message.replies
        return found


@dataclass
class Topic:
    id: int
    title: str
    opening: Message
    comments: list[Message]
    votes: int = 0
    sticky: bool = False
    deleted: bool = False

    def messages(self) -> list[Message]:
        return [self.opening, *(m for comment in self.comments for m in comment.all())]

    def last_comment(self) -> datetime:
        return max(message.posted for message in self.messages())


@dataclass
class WriteUp:
    id: int
    topic: int
    competition: str
    slug: str
    title: str
    owner: str
    collaborators: list[str]
    team: str
    rank: int
    markdown: str
    published: datetime
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Competition:
    id: int
    slug: str
    title: str
    deadline: datetime
    teams: list[Team]
    topics: list[Topic]
    category: str = "Featured"
    reward: str = "25,000 Usd"
    metric: str = "Area Under Receiver Operating Characteristic Curve"
    higher_is_better: bool = True
    private_out: bool = True
    declared_teams: int | None = None
    pages: dict[str, str] = field(default_factory=dict)
    kernels: list[dict[str, object]] = field(default_factory=list)
    entries: list[WriteUp] = field(default_factory=list)
    """Of a hackathon, which has no board."""

    def board(self, public: bool) -> list[Team]:
        public = public or not self.private_out
        sign = -1 if self.higher_is_better else 1
        return sorted(self.teams, key=lambda team: (sign * (team.public if public else team.private), team.id))


@dataclass
class World:
    competitions: dict[str, Competition]
    users: dict[str, User]
    writeups: list[WriteUp]
    now: datetime = NOW
    downloads_public: bool = False
    """The downloaded board is the public one after the end, too."""
    token: str = "made-up-token-for-tests"
    login: tuple[str, str] = ("made-up-user", "made-up-key-for-tests")

    def credentials(self) -> tuple[str, str]:
        """Both ways to sign in, as headers."""
        return f"Bearer {self.token}", f"Basic {b64encode(':'.join(self.login).encode()).decode()}"

    def competition(self, number: int) -> Competition:
        return list(self.competitions.values())[number]


def make_world(competitions: int = 3, teams: int = 60, topics: int = 5, people: int = 200, seed: int = 1) -> World:
    """Ended competitions, the newest first, except that the first is still running and the second ended last week."""
    random = Random(seed)
    made_people = (_user(number, random) for number in range(max(people, 3 * teams)))
    users = {user.handle: user for user in made_people}
    made = {}
    writeups: list[WriteUp] = []
    for number in range(competitions):
        deadline = NOW + timedelta(days=20) if number == 0 else NOW - timedelta(days=6 + 90 * (number - 1))
        competition = _competition(number, deadline, teams, topics, list(users), random)
        competition.private_out = deadline < NOW
        made[competition.slug] = competition
        if competition.private_out:
            writeups += [_writeup(competition, rank, random) for rank in range(1, min(6, teams + 1))]
    return World(made, users, writeups)


def _user(number: int, random: Random) -> User:
    return User(
        id=500_000 + number,
        handle=f"player{number:05}",
        name=f"Player No {number}",
        tier=random.choice(["CONTRIBUTOR", "EXPERT", "MASTER", "GRANDMASTER"]),
        ranking=number + 1,
        points=200_000 - number,
        location="Lisbon, Portugal" if number % 3 == 0 else None,
        organisation="Example Works" if number % 4 == 0 else None,
    )


def _competition(
    number: int, deadline: datetime, teams: int, topics: int, handles: list[str], random: Random
) -> Competition:
    base = (number + 1) * 1_000_000
    slug = f"made-up-challenge-{number:03}"
    return Competition(
        id=40_000 + number,
        slug=slug,
        title=f"Made-up Challenge {number}",
        deadline=deadline,
        teams=_teams(base, teams, deadline, handles, random),
        topics=[_topic(base + 1000 * place, place, deadline, handles, random) for place in range(topics)],
        pages=_pages(),
        kernels=[_kernel(slug, place, handles) for place in range(5)],
    )


def _teams(base: int, number: int, deadline: datetime, handles: list[str], random: Random) -> list[Team]:
    """Nobody plays in two teams."""
    free = iter(random.sample(handles, len(handles)))
    sizes = [random.choice([1, 1, 2, 3]) for _ in range(number)]
    return [
        _team(base + place, deadline, [next(free) for _ in range(size)], random) for place, size in enumerate(sizes)
    ]


def _team(key: int, deadline: datetime, members: list[str], random: Random) -> Team:
    skill = random.random()
    return Team(
        id=key,
        name=f"Team {key}",
        members=members,
        public=round(skill + random.gauss(0, 0.02), 5),
        private=round(skill + random.gauss(0, 0.02), 5),
        submissions=random.randint(1, 200),
        last=deadline - timedelta(hours=random.randint(1, 900)),
    )


def _topic(key: int, place: int, deadline: datetime, handles: list[str], random: Random) -> Topic:
    posted = min(deadline, NOW) - timedelta(days=40, minutes=random.randint(0, 10_000))
    opening = Message(key, random.choice(handles), posted, f"Opening words of **topic {key}**.", random.randint(0, 30))
    comments = []
    for number in range(place % 6):
        comment = Message(
            key + 10 * (number + 1), random.choice(handles), posted + timedelta(hours=number + 1), f"Comment {number}"
        )
        reply = Message(
            key + 10 * (number + 1) + 1, random.choice(handles), posted + timedelta(hours=number + 2), "A reply"
        )
        comments.append(comment)
        comment.replies.append(reply)
    return Topic(key, f"About thing number {place}", opening, comments, random.randint(0, 50), sticky=place == 0)


def _writeup(competition: Competition, rank: int, random: Random) -> WriteUp:
    team = competition.board(public=False)[rank - 1]
    key = competition.id * 100 + rank
    return WriteUp(
        id=key,
        topic=competition.id * 1000 + rank,
        competition=competition.slug,
        slug=f"solution-of-place-{rank}",
        title=f"Place {rank}: trees and patience",
        owner=team.members[0],
        collaborators=team.members[1:],
        team=team.name,
        rank=rank,
        markdown=f"We stand at {rank}. Code: https://github.com/example-org/repo-{key}",
        published=competition.deadline + timedelta(days=random.randint(1, 5)),
        links=[("EXTERNAL", f"https://github.com/example-org/repo-{key}")],
    )


def _pages() -> dict[str, str]:
    return {
        "description": "Predict whether a made-up thing happens.",
        "evaluation": "Submissions are evaluated on area under the ROC curve between prediction and target.",
        "rules": "The maximum team size is five (5). You may submit a maximum of five (5) entries per day. "
        "External data is not allowed.",
        "prizes": "First Prize: $15,000. Second Prize: $10,000.",
        "code-requirements": "CPU Notebook <= 9 hours run-time. GPU Notebook <= 12 hours run-time.",
        "data-description": "The public leaderboard is calculated with approximately 30% of the test data.",
    }


def _kernel(slug: str, place: int, handles: list[str]) -> dict[str, object]:
    handle = handles[place % len(handles)]
    kernel: dict[str, object] = {
        "id": 9000 + place,
        "ref": f"{handle}/notebook-{place}-{slug}",
        "title": f"Notebook {place}",
        "author": "Somebody",
        "totalVotes": 100 - place,
        "lastRunTime": "2026-02-01T10:00:00Z",
    }
    return kernel | ({"enableGpu": True, "machineShape": "NvidiaTeslaT4"} if place == 1 else {})
