"""The search for people and write-ups, links, and entries of hackathons in the wire format."""

from tests.kaggle_server.wire_base import Json, NotFoundError, find_competition, moment, paged
from tests.kaggle_server.world import World, WriteUp


def list_entities(world: World, body: Json) -> Json:
    filters = body["filters"]
    query = filters.get("query", "").lower()
    if filters["documentTypes"] == ["USER"]:
        ranked = bool(filters.get("userFilters", {}).get("requireRankingForType"))
        found = [
            _user(world, handle)
            for handle, user in world.users.items()
            if query in handle.lower() and (user.ranking or not ranked)
        ]
    else:
        newest = sorted(world.writeups, key=lambda writeup: (writeup.published, writeup.id), reverse=True)
        found = [_writeup(world, w) for w in newest if query in world.competitions[w.competition].title.lower()]
    return paged(body, found[body.get("skip", 0) :], "documents") | {"totalDocuments": len(found)}


def introspect(world: World, body: Json) -> Json:
    return {"active": body["token"] == world.token}


def _user(world: World, handle: str) -> Json:
    user = world.users[handle]
    document = {
        "userLocation": user.location,
        "occupationOrganizationName": user.organisation,
        "competitionRanking": user.ranking,
        "competitionPoints": user.points,
    }
    return {
        "id": user.id,
        "documentType": "USER",
        "title": user.name,
        "ownerUser": _avatar(world, handle),
        "userDocument": {name: value for name, value in document.items() if value is not None},
    }


def _avatar(world: World, handle: str) -> Json:
    user = world.users[handle]
    return {
        "id": user.id,
        "displayName": user.name,
        "userName": handle,
        "url": f"/{handle}",
        "tier": user.tier,
        "progressionOptOut": user.opted_out,
    }


def _writeup(world: World, writeup: WriteUp) -> Json:
    competition = world.competitions[writeup.competition]
    return {
        "id": writeup.topic,
        "documentType": "TOPIC",
        "title": writeup.title,
        "slug": writeup.slug,
        "createTime": moment(writeup.published),
        "ownerUser": _avatar(world, writeup.owner),
        "discussionDocument": {
            "messageMarkdown": writeup.markdown,
            "type": "SEARCH_DISCUSSIONS_DOCUMENT_TYPE_WRITE_UP",
            "writeUpMetadata": {
                "id": writeup.id,
                "type": "COMPETITION_SOLUTION",
                "subtitle": "Words that we do not keep",
                "collaborators": [_avatar(world, handle) for handle in writeup.collaborators],
                "teamName": writeup.team,
                "competitionInfo": {
                    "competitionId": competition.id,
                    "competitionTitle": competition.title,
                    "competitionUrl": f"/competitions/{competition.slug}",
                    "writeUpLeaderboardRank": writeup.rank,
                },
            },
        },
    }


def resolve_links(world: World, body: Json) -> Json:
    for writeup in world.writeups:
        if writeup.id == body["writeUpId"]:
            links = [{"type": kind, "originalUrl": url, "title": "A link"} for kind, url in writeup.links]
            return {"resolvedLinks": links}
    raise NotFoundError


def list_hackathon_writeups(world: World, body: Json) -> Json:
    entries = find_competition(world, body).entries
    if not entries:
        raise NotFoundError
    return paged(body, [_entry(world, writeup) for writeup in entries], "hackathonWriteUps")


def _entry(world: World, writeup: WriteUp) -> Json:
    return {
        "id": writeup.id + 1,
        "awardedHackathonTrackPrizeIds": [7] if writeup.rank == 1 else [],
        "writeUp": {
            "id": writeup.id,
            "title": writeup.title,
            "slug": writeup.slug,
            "publishTime": moment(writeup.published),
            "license": {"name": "CC BY 4.0"},
            "collaborators": [_avatar(world, handle) for handle in writeup.collaborators],
            "message": {"rawMarkdown": writeup.markdown, "author": _avatar(world, writeup.owner)},
            "writeUpLinks": [{"url": url} for _, url in writeup.links],
        },
    }
