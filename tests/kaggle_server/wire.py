"""The world in the wire format of the platform: one function a method of the API."""

import csv
import io
import zipfile
from collections.abc import Callable

from tests.kaggle_server.wire_base import Json, find_competition, moment, paged
from tests.kaggle_server.wire_forum import get_topic, list_comments, list_messages, list_topics
from tests.kaggle_server.wire_search import introspect, list_entities, list_hackathon_writeups, resolve_links
from tests.kaggle_server.world import Competition, World


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
    competitions = list(world.competitions.values())
    if body.get("sortBy") == "COMPETITION_SORT_BY_NUMBER_OF_TEAMS":
        competitions.sort(key=lambda competition: len(competition.teams), reverse=True)
    return paged(body, [competition_facts(c) for c in competitions], "competitions")


def get_competition(world: World, body: Json) -> Json:
    return competition_facts(find_competition(world, body))


def list_pages(world: World, body: Json) -> Json:
    pages = find_competition(world, body).pages
    return {"pages": [{"name": n, "content": t, "mimeType": "text/markdown"} for n, t in pages.items()]}


def summarise_data(world: World, body: Json) -> Json:
    find_competition(world, body)
    types = [{"extension": ".csv", "fileCount": 3, "totalSize": "123456789"}, {"extension": ".md", "fileCount": 1}]
    return {"fileSummaryInfo": {"totalFileCount": 4, "fileTypes": types}}


def view_board(world: World, body: Json) -> Json:
    competition = find_competition(world, body)
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
    competition = find_competition(world, body)
    public = world.downloads_public or not competition.private_out
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


def list_kernels(world: World, body: Json) -> Json:
    competition = world.competitions.get(body["competition"])
    return paged(body, competition.kernels if competition else [], "kernels")


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
    "security.OAuthService/IntrospectToken": introspect,
}
