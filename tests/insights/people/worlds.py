"""Small made-up worlds for tests of people."""

from collections.abc import Mapping

from archive.records import Claim, Competition, Link, Message, Person, Standing, Topic, WriteUp
from archive.store import State

AS_OF = "2026-01-01T00:00:00Z"
SHA = "0" * 64


def competition(slug: str, deadline: str | None, modality: str | None, **facts: object) -> Competition:
    tags = ({"id": modality, "source": "title: made up"},) if modality else ()
    return Competition.model_validate(
        {
            "platform": "kaggle",
            "slug": slug,
            "title": slug.title(),
            "category": "featured",
            "deadline": deadline,
            "modalities": tags,
            "as_of": AS_OF,
            "sources": {"leaderboard": "score_boards"},
        }
        | facts
    )


def board(n: int, named: Mapping[int, tuple[str, ...]], swaps: Mapping[int, int] | None = None) -> tuple[Standing, ...]:
    """n teams; `named` gives members by private rank, `swaps` pairs of private ranks that change public ranks."""
    public = {rank: rank for rank in range(1, n + 1)}
    for one, other in (swaps or {}).items():
        public[one], public[other] = public[other], public[one]
    return tuple(
        Standing(
            team=f"t{rank}",
            name=" & ".join(named[rank]) if rank in named else None,
            members=named.get(rank, ()),
            team_size=len(named[rank]) if rank in named else 1,
            private_rank=rank,
            public_rank=public[rank],
            private_score=1 - rank / 10_000,
            private_score_text=str(1 - rank / 10_000),
            public_score=1 - public[rank] / 10_000,
            public_score_text=str(1 - public[rank] / 10_000),
        )
        for rank in range(1, n + 1)
    )


def uses(writeup: str, technique: str, **facts: object) -> Claim:
    return Claim.model_validate(
        {
            "subject": writeup,
            "predicate": "uses",
            "value": technique,
            "start": 0,
            "end": 5,
            "text_sha256": SHA,
            "method": "made-up",
            "version": "1",
        }
        | facts
    )


def three_competitions() -> list[State]:
    """Ada, Bo (once `bobby`), Cy and Di; what is expected of them is worked out by hand in the tests."""
    alpha = State(
        competition("alpha", "2024-03-01T00:00:00Z", "nlp"),
        board(200, {1: ("bobby", "ada"), 4: ("Cy",), 60: ("di",)}, swaps={1: 11, 4: 44}),
        topics=(
            Topic(
                topic="1",
                messages=(
                    Message(message="1", author="ada", posted="2026-05-01T00:00:00Z"),
                    Message(message="2", author="ada", posted="2026-06-01T00:00:00Z"),
                    Message(message="3", author="ada", posted="2026-06-01T00:00:00Z", deleted=True),
                ),
            ),
        ),
        writeups=(
            WriteUp(
                writeup="w1",
                authors=("ada",),
                title="First place",
                url="https://www.kaggle.com/w/1",
                kind="platform",
                team="t1",
                private_rank=1,
                published="2024-03-09T00:00:00Z",
                links=(
                    Link(url="https://github.com/example/alpha-one", kind="code"),
                    Link(url="https://github.com/library/torch", kind="code"),
                    Link(url="https://example.org/paper", kind="paper"),
                ),
            ),
            WriteUp(writeup="w4", url="https://github.com/example/four", kind="repository", team="t4", private_rank=4),
        ),
        claims=(
            uses("w1", "k-fold"),
            uses("w1", "stacking"),
            uses("w1", "pseudo-labels", status="rejected"),
            uses("w1", "rtx-3090", predicate="hardware", count=2),
        ),
    )
    beta = State(
        competition("beta", "2025-05-01T00:00:00Z", "images"),
        board(1000, {5: ("bo",), 20: ("ada",), 30: ("Cy", "di")}, swaps={20: 120}),
        writeups=(WriteUp(writeup="w9", url="https://example.org/team", kind="blog", team="t30", private_rank=30),),
    )
    gamma = State(competition("gamma", None, None), board(30, {2: ("eve",), 3: ("ada",)}))
    return [alpha, beta, gamma]


def people() -> list[Person]:
    return [
        Person(person="u1", handles=("ada",), name="Ada Example", tier="Master", tier_as_of=AS_OF, as_of=AS_OF),
        Person(person="u2", handles=("bo", "bobby"), name="Same Name", location="Nowhere", as_of=AS_OF),
        Person(person="u3", handles=("di",), name="Same Name", organisation="Example Ltd", as_of=AS_OF),
    ]
