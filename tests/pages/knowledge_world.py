"""A made-up archive whose solutions, claims, boards and forums are drawn at random with a fixed seed."""

import random

from archive.records import Claim, Topic, WriteUp
from archive.store import Archive, State
from insights.glossary import glossary
from tests.insights.knowledge_toys import SHA, claim, writeup
from tests.insights.toys import competition, teams

CARDS = ("T4", "V100", "A100", "RTX 3090", "GTX 1080 Ti", "P100", "TPU v3-8", "X9000")
KINDS = ("image", "tabular", "text", "segmentation")


def fill(archive: Archive, competitions: int) -> None:
    for index in range(competitions):
        draw = random.Random(index)
        archive.save(f"cup-{index:03}", _state(draw, f"cup-{index:03}"))


def _state(draw: random.Random, slug: str) -> State:
    year, count = draw.randint(2012, 2026), draw.choice([12, 60, 300])
    deadline = f"{year}-06-30T23:59:00Z"
    facts = competition(
        slug=slug,
        title=f"The {slug}",
        deadline=draw.choice([deadline, deadline, None]),
        year=draw.choice([year, None]),
        two_stage=draw.choice([None, None, None, True]),
        category=draw.choice(["featured", "community"]),
        modalities=[{"id": kind, "source": "toy"} for kind in draw.sample(KINDS, draw.randint(0, 2))],
    )
    writeups = _writeups(draw, slug)
    messages = [
        {
            "message": f"m{number}",
            "text_sha256": SHA,
            "posted": draw.choice([f"{year}-0{draw.randint(1, 9)}-02T00:00:00Z", None]),
        }
        for number in range(draw.choice([0, 8]))
    ]
    claims = [said for one in writeups if one.text_sha256 for said in _claims(draw, one.writeup)]
    for message in messages:
        for technique in draw.sample(list(glossary())[:30], 3):
            claims.append(claim(str(message["message"]), draw.choice(["uses", "mentions"]), technique, 3))
    topics = (
        [Topic.model_validate({"topic": "1", "url": "https://example.org/1", "messages": messages})] if messages else []
    )
    board = teams([(rank, rank) for rank in range(1, count + 1)]) if draw.random() < 0.7 else []
    return State(
        facts, standings=tuple(board), topics=tuple(topics), writeups=tuple(writeups), claims=tuple(_distinct(claims))
    )


def _writeups(draw: random.Random, slug: str) -> list[WriteUp]:
    found = []
    for number in range(draw.randint(0, 9)):
        rank = draw.choice([number + 1, number + 1, draw.randint(1, 70), None])
        found.append(
            writeup(
                f"{slug}-w{number}",
                rank,
                team=draw.choice([f"t{draw.randint(0, 3)}" if rank is None else f"r{rank}", None]),
                text_sha256=draw.choice([SHA, SHA, SHA, None]),
                text_chars=draw.choice([5000, None]),
            )
        )
    return found


def _claims(draw: random.Random, subject: str) -> list[Claim]:
    ids = list(glossary())[:60]
    found = [
        claim(subject, draw.choice(["uses", "uses", "uses", "rejects"]), draw.choice(ids), draw.randint(0, 4000),
              status=draw.choice(["machine"] * 6 + ["accepted", "rejected"]))
        for _ in range(draw.randint(0, 25))
    ]  # fmt: skip
    for card in draw.sample(CARDS, draw.choice([0, 1, 1, 1, 2])):
        found.append(claim(subject, "hardware", card, draw.randint(0, 4000), count=draw.choice([None, 1, 1, 4])))
    for scope in draw.sample(["total", "total", "model", "fold"], draw.choice([0, 1, 1, 2])):
        found.append(claim(subject, "train_hours", str(draw.randint(1, 90)), draw.randint(0, 4000), scope=scope))
    for predicate in ("models", "folds", "ram_gb", "cpu_cores", "cost_usd", "inference_hours"):
        if draw.random() < 0.3:
            found.append(claim(subject, predicate, draw.choice(["5", "12", "1,200", "several"]), draw.randint(0, 4000)))
    for platform in draw.sample(["kaggle", "colab", "gcp", "local"], draw.choice([0, 0, 1, 2])):
        found.append(claim(subject, "platform", platform, draw.randint(0, 4000)))
    for scope in ("cv", "public", "private"):
        for _ in range(draw.choice([0, 1, 1, 1, 2])):
            value = draw.choice(["0.91", "0.915", "0.92", "0.93", "91.2"])
            found.append(claim(subject, "score", value, draw.randint(0, 4000), scope=scope))
    if draw.random() < 0.4:
        found.append(claim(subject, "score", draw.choice(["0.4", "0.7", "91"]), 4010, scope="single private"))
    return found


def _distinct(claims: list[Claim]) -> list[Claim]:
    """No two claims of one subject start at one character, so that the order of claims is told by their places."""
    return list({(said.subject, said.start): said for said in claims}.values())
