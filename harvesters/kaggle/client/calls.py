"""The requests that the harvest makes: one function a method of the official client, typed by its own classes.

Page sizes: the client's help says that 200 is the most; how the service takes it is asked by `--probe`.
"""

from kagglesdk.competitions.types.competition_api_service import (
    ApiDownloadLeaderboardRequest,
    ApiGetCompetitionDataFilesSummaryRequest,
    ApiGetCompetitionRequest,
    ApiGetLeaderboardRequest,
    ApiListCompetitionPagesRequest,
    ApiListCompetitionsRequest,
    ApiListCompetitionTopicsRequest,
    ApiListTopicMessagesRequest,
)
from kagglesdk.competitions.types.competition_enums import CompetitionListTab, CompetitionSortBy
from kagglesdk.competitions.types.hackathon_api_service import ApiListHackathonWriteUpsRequest
from kagglesdk.discussions.types.discussions_api_service import ApiGetTopicRequest, ApiListCommentsRequest
from kagglesdk.discussions.types.discussions_enums import CommentListSortBy, TopicListSortBy
from kagglesdk.discussions.types.search_discussions import WriteUpInclusionType
from kagglesdk.discussions.types.writeup_enums import WriteUpType
from kagglesdk.discussions.types.writeups_api_service import ApiGetResolvedWriteUpLinksRequest
from kagglesdk.kernels.types.kernels_api_service import ApiListKernelsRequest
from kagglesdk.kernels.types.kernels_enums import KernelsListSortType, KernelsListViewType
from kagglesdk.search.types.search_api_service import (
    ApiSearchDiscussionsFilters,
    ApiSearchUsersFilters,
    ListEntitiesFilters,
    ListEntitiesRequest,
)
from kagglesdk.search.types.search_enums import DocumentType, ListSearchContentOrderBy
from kagglesdk.security.types.oauth_service import IntrospectTokenRequest
from kagglesdk.users.types.progression_service import UserAchievementType
from kagglesdk.users.types.search_users import SearchUsersOrderBy

from harvesters.kaggle.client.answers import Call

PAGE_SIZE = 200
NOTEBOOKS = 20
"""How many of a competition's notebooks are kept, by votes."""

_COMPETITIONS = "competitions.competition_api_client."
_FORUM = "discussions.discussion_api_client."


def list_competitions(token: str = "") -> Call:
    """All competitions, community ones included, the latest deadline first."""
    request = ApiListCompetitionsRequest()
    request.group = CompetitionListTab.COMPETITION_LIST_TAB_EVERYTHING
    request.sort_by = CompetitionSortBy.COMPETITION_SORT_BY_LATEST_DEADLINE
    request.page_size = PAGE_SIZE
    request.page_token = token or None
    return Call(_COMPETITIONS + "list_competitions", request)


def list_largest() -> Call:
    """The first page of competitions by number of teams."""
    call = list_competitions()
    call.request.sort_by = CompetitionSortBy.COMPETITION_SORT_BY_NUMBER_OF_TEAMS
    return call


def list_general() -> Call:
    """The first page of the tab that the client calls the default; whether it holds all but community ones is open."""
    call = list_competitions()
    call.request.group = CompetitionListTab.COMPETITION_LIST_TAB_GENERAL
    return call


def get_competition(slug: str) -> Call:
    """One competition, in the form of the list."""
    request = ApiGetCompetitionRequest()
    request.competition_name = slug
    return Call(_COMPETITIONS + "get_competition", request)


def list_pages(slug: str) -> Call:
    """Overview, evaluation, rules, prizes, data description."""
    request = ApiListCompetitionPagesRequest()
    request.competition_name = slug
    return Call(_COMPETITIONS + "list_competition_pages", request)


def summarise_data(slug: str) -> Call:
    """Number and sizes of the data files."""
    request = ApiGetCompetitionDataFilesSummaryRequest()
    request.competition_name = slug
    return Call(_COMPETITIONS + "get_competition_data_files_summary", request)


def view_board(slug: str, public: bool, token: str = "") -> Call:
    """A board in its order; without `public` the private one where it is out, silently the public one where not."""
    request = ApiGetLeaderboardRequest()
    request.competition_name = slug
    request.override_public = public or None
    request.page_size = PAGE_SIZE
    request.page_token = token or None
    return Call(_COMPETITIONS + "get_leaderboard", request)


def download_board(slug: str) -> Call:
    """A zip of CSV files with members and submission counts."""
    request = ApiDownloadLeaderboardRequest()
    request.competition_name = slug
    return Call(_COMPETITIONS + "download_leaderboard", request)


def list_topics(slug: str, page: int) -> Call:
    """Topics of a competition, the newest comment first; pages count from 1 and their size is the server's."""
    request = ApiListCompetitionTopicsRequest()
    request.competition_name = slug
    request.sort_by = TopicListSortBy.TOPIC_LIST_SORT_BY_RECENT
    request.page = page
    return Call(_COMPETITIONS + "list_competition_topics", request)


def list_messages(slug: str, topic: int) -> Call:
    """All messages of a topic as a tree, in Markdown, with deletion marks and without handles."""
    request = ApiListTopicMessagesRequest()
    request.competition_name = slug
    request.topic_id = topic
    request.sort_by = CommentListSortBy.COMMENT_LIST_SORT_BY_OLD
    request.page_size = -1
    return Call(_COMPETITIONS + "list_topic_messages", request)


def get_topic(topic: int) -> Call:
    """A topic's opening post with its author's handle."""
    request = ApiGetTopicRequest()
    request.id = topic
    return Call(_FORUM + "get_topic", request)


def list_comments(topic: int, token: str = "") -> Call:
    """The comments of a topic with handles."""
    request = ApiListCommentsRequest()
    request.topic_id = topic
    request.page_size = PAGE_SIZE
    request.page_token = token or None
    return Call(_FORUM + "list_comments", request)


def list_kernels(slug: str) -> Call:
    """Public notebooks of a competition, most votes first."""
    request = ApiListKernelsRequest()
    request.competition = slug
    request.group = KernelsListViewType.EVERYONE
    request.sort_by = KernelsListSortType.VOTE_COUNT
    request.page_size = NOTEBOOKS
    return Call("kernels.kernels_api_client.list_kernels", request)


def search_writeups(token: str = "", title: str = "") -> Call:
    """Write-ups of the whole platform, the newest first; `title` narrows to one competition, roughly."""
    filters = ListEntitiesFilters()
    filters.query = title
    filters.document_types = [DocumentType.TOPIC]
    filters.discussion_filters = ApiSearchDiscussionsFilters()
    filters.discussion_filters.write_up_inclusion_type = WriteUpInclusionType.WRITE_UP_INCLUSION_TYPE_ONLY
    filters.discussion_filters.write_up_types = [WriteUpType.COMPETITION_SOLUTION]
    request = _search(filters, token)
    request.canonical_order_by = ListSearchContentOrderBy.LIST_SEARCH_CONTENT_ORDER_BY_DATE_CREATED
    return Call("search.search_api_client.list_entities", request)


def search_deep(skip: int) -> Call:
    """Write-ups from a place far down the list."""
    call = search_writeups()
    call.request.skip = skip
    return call


def search_users(token: str = "", handle: str = "") -> Call:
    """People in the order of the competition ranking, or whoever matches a handle."""
    filters = ListEntitiesFilters()
    filters.query = handle
    filters.document_types = [DocumentType.USER]
    filters.user_filters = ApiSearchUsersFilters()
    if not handle:
        filters.user_filters.require_ranking_for_type = UserAchievementType.USER_ACHIEVEMENT_TYPE_COMPETITIONS
    request = _search(filters, token)
    request.users_order_by = SearchUsersOrderBy.SEARCH_USERS_ORDER_BY_COMPETITION_RANKING
    return Call("search.search_api_client.list_entities", request)


def _search(filters: ListEntitiesFilters, token: str) -> ListEntitiesRequest:
    request = ListEntitiesRequest()
    request.filters = filters
    request.page_size = PAGE_SIZE
    request.page_token = token
    return request


def resolve_links(writeup: int) -> Call:
    """What a write-up links to, resolved by the platform."""
    request = ApiGetResolvedWriteUpLinksRequest()
    request.write_up_id = writeup
    return Call("discussions.write_ups_api_client.get_resolved_write_up_links", request)


def list_hackathon_writeups(slug: str, token: str = "") -> Call:
    """Entries of a hackathon."""
    request = ApiListHackathonWriteUpsRequest()
    request.competition_name = slug
    request.page_size = PAGE_SIZE
    request.page_token = token or None
    return Call("competitions.hackathon_api_client.list_hackathon_write_ups", request)


def introspect(token: str) -> Call:
    """What the platform says of a token."""
    request = IntrospectTokenRequest()
    request.token = token
    return Call("security.oauth_client.introspect_token", request)
