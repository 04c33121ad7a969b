"""A random world of any size, by seed: many competitions, people with changed handles, redacted members, odd blanks."""

import random
from collections.abc import Iterator

from archive.records import Claim, Competition, Link, Message, Person, Standing, Topic, WriteUp
from archive.store import State
from tests.insights.people.worlds import AS_OF, competition, uses

MODALITIES = ("nlp", "images", "tabular", "audio", "time-series", "video", "graph", None)
TECHNIQUES = ("k-fold", "stacking", "tta", "pseudo-labels", "ema", "swa", "mixup", "focal-loss")


def random_people(count: int, seed: int = 7) -> list[Person]:
    """Some have no platform id, some a former handle, some share a display name."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        handle = f"{rng.choice(('deep', 'data', 'tiny', 'grey', 'kind'))}{rng.choice('abcdefgh')}{number}"
        known = rng.random() < 0.8
        former = (f"old{number}",) if rng.random() < 0.1 else ()
        made.append(
            Person(
                person=f"u{1000 + number}" if known else f"@{handle}",
                handles=(handle, *former),
                name=f"Name {number % (count // 2 + 1)}" if rng.random() < 0.9 else None,
                tier=rng.choice(("Expert", "Master", "Grandmaster", None)),
                location=rng.choice(("Northland", "Southland", None)),
                as_of=AS_OF,
            )
        )
    return made


def random_world(competitions: int, people: list[Person], seed: int = 7) -> Iterator[State]:
    """Competitions one at a time; boards of 30 to 400 teams with names in the top 50 of either board."""
    rng = random.Random(seed)
    for number in range(competitions):
        facts = _facts(rng, number)
        rows = tuple(_board(rng, people))
        writeups, claims = _writeups(rng, number, rows)
        yield State(facts, rows, topics=_topics(rng, number, people), writeups=writeups, claims=claims)


def _facts(rng: random.Random, number: int) -> Competition:
    return competition(
        f"c{number}",
        f"{rng.randint(2015, 2026)}-06-30T00:00:00Z" if rng.random() < 0.9 else None,
        rng.choice(MODALITIES),
        category=rng.choice(("featured", "research", "playground")),
        public_share=rng.choice((0.3, 0.3, 0.3, None, 1)),
        two_stage=True if rng.random() < 0.05 else None,
    )


def _board(rng: random.Random, people: list[Person]) -> Iterator[Standing]:
    n = rng.choice((30, 99, 100, 150, 400))
    private, public = list(range(1, n + 1)), list(range(1, n + 1))
    if rng.random() < 0.9:
        public.sort(key=lambda rank: rank + rng.gauss(0, n / 10))
    pool = rng.sample(people, min(len(people), 300))
    recorded = rng.random() < 0.3
    for place, (one, other) in enumerate(zip(private, public, strict=True)):
        named = min(one, other) <= 50 and len(pool) > 5
        size = rng.choice((1, 1, 1, 2, 3, 5))
        team = [pool.pop() for _ in range(size)] if named else []
        handles = [rng.choice(person.handles) for person in team]
        lost = len(handles) > 1 and rng.random() < 0.05
        yield Standing(
            team=f"t{place}",
            name=f"Team {place}" if named else None,
            members=tuple(handles[1:] if lost else handles),
            team_size=size,
            private_rank=one if rng.random() < 0.98 else None,
            public_rank=other if rng.random() < 0.98 else None,
            last_submission="2019-01-01T00:00:00Z" if rng.random() < 0.5 else None,
            medal="gold" if recorded and one <= 10 else None,
            medal_basis="recorded" if recorded and one <= 10 else None,
        )


def _writeups(
    rng: random.Random, number: int, rows: tuple[Standing, ...]
) -> tuple[tuple[WriteUp, ...], tuple[Claim, ...]]:
    writeups, claims = [], []
    for row in rows:
        if not row.members or rng.random() < 0.8:
            continue
        key = f"w{number}{row.team}"
        signed = rng.random() < 0.7
        repository = rng.choice((f"{row.members[0]}/{key}", "library/torch"))
        links = (Link(url=f"https://github.com/{repository}", kind="code"),) if rng.random() < 0.8 else ()
        writeups.append(
            WriteUp(
                writeup=key,
                team=row.team,
                authors=row.members[:1] if signed else (),
                url=f"https://example.org/{key}",
                kind=rng.choice(("platform", "repository", "blog")),
                private_rank=row.private_rank,
                published=f"{rng.randint(2015, 2026)}-07-01T00:00:00Z" if rng.random() < 0.8 else None,
                links=links,
            )
        )
        used = rng.sample(TECHNIQUES, rng.randint(0, 3))
        claims += [uses(key, name, status=rng.choice(("machine", "accepted", "rejected"))) for name in used]
    return tuple(writeups), tuple(claims)


def _topics(rng: random.Random, number: int, people: list[Person]) -> tuple[Topic, ...]:
    messages = tuple(
        Message(
            message=f"{number}{index:03}",
            author=rng.choice(people).handles[0],
            posted=f"{rng.randint(2015, 2026)}-02-01T00:00:00Z" if rng.random() < 0.9 else None,
            deleted=rng.random() < 0.1,
        )
        for index in range(20)
    )
    return (Topic(topic=str(number), messages=messages),)
