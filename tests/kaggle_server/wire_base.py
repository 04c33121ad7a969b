"""What the methods of the made-up service share: times, pages, finding what a request names."""

from datetime import datetime
from typing import Any

from tests.kaggle_server.world import Competition, Topic, World

Json = dict[str, Any]
DEFAULT_PAGE = 20
MOST_A_PAGE = 200


class NotFoundError(Exception):
    """404."""


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


def paged(body: Json, rows: list[Any], name: str) -> Json:
    """A page of rows; the token is an offset."""
    size = max(1, min(body.get("pageSize") or DEFAULT_PAGE, MOST_A_PAGE))
    start = int((body.get("pageToken") or "t0").removeprefix("t"))
    more = {"nextPageToken": f"t{start + size}"} if start + size < len(rows) else {}
    return {name: rows[start : start + size]} | more


def find_competition(world: World, body: Json) -> Competition:
    try:
        return world.competitions[body["competitionName"]]
    except KeyError:
        raise NotFoundError from None


def find_topic(world: World, key: int) -> Topic:
    for competition in world.competitions.values():
        for topic in competition.topics:
            if topic.id == key and not topic.deleted:
                return topic
    raise NotFoundError
