"""The world in the wire format of the platform: one function a method of the API."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.kaggle_server.world import Competition, Message, Topic, World, WriteUp

Json = dict[str, Any]
TOPIC_PAGE = 20
MOST_A_PAGE = 200


class NotFoundError(Exception):
    """404."""


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


def competition_facts(competition: Competition) -> Json:
    return {
        "id": competition.id,
        "ref": f"https://www.kaggle.com/competitions/{competition.slug}",
        "title": competition.title,
        "url": f"https://www.kaggle.com/competitions/{competition.slug}",
        "description": "Made up.",
        "organizationName": "Example Works",
        "category": competition.category,
        "reward": competition.reward,
        "tags": [{"ref": "tabular", "name": "tabular"}, {"ref": "binary", "name": "binary classification"}],
        "deadline": moment(competition.deadline),
        "teamCount": len(competition.teams) if competition.declared_teams is None else competition.declared_teams,
        "mergerDeadline": moment(competition.deadline),
        "enabledDate": moment(competition.deadline.replace(year=competition.deadline.year - 1)),
        "maxDailySubmissions": 5,
        "maxTeamSize": 5,
        "evaluationMetric": competition.metric,
        "awardsPoints": True,
        "isKernelsSubmissionsOnly": True,
        "hostName": "",
    }


def list_competitions(world: World, body: Json) -> Json:
    return paged(body, [competition_facts(c) for c in world.competitions.values()], "competitions")


def get_competition(world: World, body: Json) -> Json:
    return competition_facts(_competition(world, body))


def list_pages(world: World, body: Json) -> Json:
    pages = _competition(world, body).pages
    return {"pages": [{"name": n, "content": t, "mimeType": "text/markdown"} for n, t in pages.items()]}


def summarise_data(world: World, body: Json) -> Json:
    _competition(world, body)
    types = [{"extension": ".csv", "fileCount": 3, "totalSize": "123456789"}, {"extension": ".md", "fileCount": 1}]
    return {"fileSummaryInfo": {"totalFileCount": 4, "fileTypes": types}}


def view_board(world: World, body: Json) -> Json:
    competition = _competition(world, body)
    public = bool(body.get("overridePublic")) or not competition.private_out
    rows = [
        {
            "teamId": team.id,
            "teamName": team.name,
            "submissionDate": moment(team.last),
            "score": f"{team.public if public else team.private:.5f}",
        }
        for team in competition.board(public)
    ]
    return paged(body, rows, "submissions")


COLUMNS = ("Rank", "TeamId", "TeamName", "LastSubmissionDate", "Score", "SubmissionCount", "TeamMemberUserNames")


def download_board(world: World, body: Json) -> bytes:
    """A zip with the board that is final now, as the client's help describes it."""
    competition = _competition(world, body)
    public = not competition.private_out
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for rank, team in enumerate(competition.board(public), 1):
        score = f"{team.public if public else team.private:.5f}"
        last = team.last.strftime("%Y-%m-%d %H:%M:%S")
        writer.writerow([rank, team.id, team.name, last, score, team.submissions, ",".join(team.members)])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        name = f"{competition.slug}-{'public' if public else 'private'}leaderboard.csv"
        archive.writestr(zipfile.ZipInfo(name), "\ufeff" + out.getvalue())
    return packed.getvalue()


def list_topics(world: World, body: Json) -> Json:
    topics = [topic for topic in _competition(world, body).topics if not topic.deleted]
    topics.sort(key=lambda topic: (topic.sticky, topic.last_comment()), reverse=True)
    start = (body.get("page", 1) - 1) * TOPIC_PAGE
    rows = [
        {
            "id": topic.id,
            "title": topic.title,
            "topicUrl": f"/competitions/{body['competitionName']}/discussion/{topic.id}",
            "authorName": "Somebody",
            "commentCount": len(topic.messages()) - 1,
            "votes": topic.votes,
            "postDate": moment(topic.opening.posted),
            "lastCommentPostDate": moment(topic.last_comment()),
            "isSticky": topic.sticky,
        }
        for topic in topics
    ]
    return {"topics": rows[start : start + TOPIC_PAGE], "totalCount": len(rows)}


def list_messages(world: World, body: Json) -> Json:
    topic = _topic(world, body["topicId"])
    return {"messages": [_message(message) for message in (topic.opening, *topic.comments)]}


def _message(message: Message) -> Json:
    shown = {"content": f"<p>{message.markdown}</p>", "rawMarkdown": message.markdown}
    return {
        "id": message.id,
        "postDate": moment(message.posted),
        "authorName": "Somebody",
        "votes": message.votes,
        "isDeleted": message.deleted,
        "isPinned": message.pinned,
        "replies": [_message(reply) for reply in message.replies],
    } | ({} if message.deleted else shown)


def get_topic(world: World, body: Json) -> Json:
    topic = _topic(world, body["id"])
    return {
        "topic": {
            "id": topic.id,
            "title": topic.title,
            "postDate": moment(topic.opening.posted),
            "authorUrl": f"/{topic.opening.author}",
            "authorName": "Somebody",
            "content": f"<p>{topic.opening.markdown}</p>",
            "votes": topic.votes,
        }
    }


def list_comments(world: World, body: Json) -> Json:
    topic = _topic(world, body["topicId"])
    return paged(body, [_comment(comment) for comment in topic.comments], "comments")


def _comment(message: Message) -> Json:
    known = {} if message.deleted else {"authorUrl": f"/{message.author}", "authorName": "Somebody"}
    return {
        "id": message.id,
        "postDate": moment(message.posted),
        "content": "" if message.deleted else f"<p>{message.markdown}</p>",
        "votes": message.votes,
        "replies": [_comment(reply) for reply in message.replies],
    } | known


def list_kernels(world: World, body: Json) -> Json:
    competition = world.competitions.get(body["competition"])
    return paged(body, competition.kernels if competition else [], "kernels")


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
    return paged(body, found, "documents") | {"totalDocuments": len(found)}


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
    entries = _competition(world, body).entries
    if not entries:
        raise NotFoundError
    return paged(body, [_entry(world, writeup) for writeup in entries], "hackathonWriteUps")


def _entry(world: World, writeup: WriteUp) -> Json:
    return {
        "id": writeup.id + 1,
        "teamId": writeup.topic,
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


def paged(body: Json, rows: list[Any], name: str) -> Json:
    """A page of rows; the token is an offset."""
    size = max(1, min(body.get("pageSize") or TOPIC_PAGE, MOST_A_PAGE))
    start = int((body.get("pageToken") or "t0").removeprefix("t"))
    more = {"nextPageToken": f"t{start + size}"} if start + size < len(rows) else {}
    return {name: rows[start : start + size]} | more


def _competition(world: World, body: Json) -> Competition:
    try:
        return world.competitions[body["competitionName"]]
    except KeyError:
        raise NotFoundError from None


def _topic(world: World, key: int) -> Topic:
    for competition in world.competitions.values():
        for topic in competition.topics:
            if topic.id == key and not topic.deleted:
                return topic
    raise NotFoundError


METHODS: dict[str, Callable[[World, Json], Json | bytes]] = {
    "competitions.CompetitionApiService/ListCompetitions": list_competitions,
    "competitions.CompetitionApiService/GetCompetition": get_competition,
    "competitions.CompetitionApiService/ListCompetitionPages": list_pages,
    "competitions.CompetitionApiService/GetCompetitionDataFilesSummary": summarise_data,
    "competitions.CompetitionApiService/GetLeaderboard": view_board,
    "competitions.CompetitionApiService/DownloadLeaderboard": download_board,
    "competitions.CompetitionApiService/ListCompetitionTopics": list_topics,
    "competitions.CompetitionApiService/ListTopicMessages": list_messages,
    "competitions.HackathonApiService/ListHackathonWriteUps": list_hackathon_writeups,
    "discussions.DiscussionApiService/GetTopic": get_topic,
    "discussions.DiscussionApiService/ListComments": list_comments,
    "discussions.WriteUpsApiService/GetResolvedWriteUpLinks": resolve_links,
    "kernels.KernelsApiService/ListKernels": list_kernels,
    "search.SearchApiService/ListEntities": list_entities,
}
