"""Questions about the real service that only the service can answer, asked with some thirty to eighty requests.

The harvest works whichever way they are answered; the answers tell what could be asked more cheaply. One raw answer a
method is kept as a readable file, for cassettes and for whoever reads the protocol. How many requests a minute the
service allows is not tried out: it is told what a run at our own rate met with.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from archive.faults import first_fault
from archive.files import write_if_changed
from harvesters.base import Context
from harvesters.kaggle.client import calls
from harvesters.kaggle.client.answers import Call
from harvesters.kaggle.client.paging import read_list
from harvesters.kaggle.client.session import Session
from harvesters.kaggle.errors import FailedError, MissingError, NoAccessError
from harvesters.kaggle.parse import fields
from harvesters.kaggle.parse.boards import read_board_files
from harvesters.kaggle.parse.competitions import Listed, parse_competition
from harvesters.kaggle.parse.topics import parse_topic
from harvesters.kaggle.parse.writeups import entity_id, entity_key

Json = dict[str, Any]
NOWHERE = "there-is-no-such-competition-0000"
NO_TOKEN = "no-token-of-anybody"
BOARD_PAGES = 50
"""Pages of the largest board that are read."""
NEEDED = ("id", "title", "category", "deadline", "teams")
"""Facts without which little can be said of a competition."""
MOST_ODD = 20
"""Things that are not read that one line names."""
DEPTHS = (1_000, 10_000)
"""Places far down the search that are looked at."""


class Probe:
    """Asks once for what several questions need."""

    def __init__(self, session: Session, now: str) -> None:
        self.session = session
        self._now = now
        self.kept: dict[str, Json] = {}
        """The first answer of each method."""

    def ask(self, call: Call, read: Callable[[bytes], Any] | None = None) -> Json:
        """The answer to a call."""
        answer: Json = self.session.ask(call, read=read)
        self.kept.setdefault(call.method, answer)
        return answer

    def largest(self) -> Listed:
        """The ended competition with most teams. Raises MissingError where there is none."""
        page = self.ask(calls.list_largest())
        listed = []
        for item in fields.items(page, "competitions"):
            with suppress(ValueError):  # the harvest reports it; here another one is as good
                listed.append(parse_competition(item))
        now = self.session.platform_time or self._now
        ended = [one for one in listed if one.ended(now) and one.facts.get("teams")]
        if not ended:
            raise MissingError("no ended competition among the largest")
        return max(ended, key=lambda one: int(one.facts["teams"]))

    def status_of(self, call: Call, anonymous: bool = False) -> str:
        """The status of one request, or that no answer came."""
        return str(self.session.status_of(call, anonymous) or "no answer")


def page_sizes(probe: Probe) -> str:
    """Whether 200 rows come where 200 are asked for."""
    slug = probe.largest().slug
    sizes = {
        "competitions": len(fields.items(probe.ask(calls.list_competitions()), "competitions")),
        "board": len(fields.items(probe.ask(calls.view_board(slug, public=False)), "submissions")),
        "users": len(fields.items(probe.ask(calls.search_users()), "documents")),
        "write-ups": len(fields.items(probe.ask(calls.search_writeups()), "documents")),
        "topics": len(fields.items(probe.ask(calls.list_topics(slug, 1)), "topics")),
    }
    return ", ".join(f"{size} {name}" for name, size in sizes.items())


def general_tab(probe: Probe) -> str:
    """What the general tab holds: without community competitions it would be the shorter list to read."""
    page = probe.session.ask(calls.list_general())
    competitions = fields.items(page, "competitions")
    categories = Counter(str(competition.get("category")) for competition in competitions)
    more = "more follow" if page.get("nextPageToken") else "no more"
    return f"{', '.join(f'{number} {name}' for name, number in sorted(categories.items()))}, {more}"


def board_file(probe: Probe) -> str:
    """What the downloaded board of an ended competition holds."""
    one = probe.largest()
    files = fields.items(probe.ask(calls.download_board(one.slug), read=read_board_files), "files")
    shown = [
        f"{file.get('file')}: {len(file['rows'])} rows of {', '.join((file['rows'] or [{}])[0])}" for file in files
    ]
    return f"{'; '.join(shown) or 'nothing'} ({one.facts.get('teams')} teams declared)"


def spelling(probe: Probe) -> str:
    """How the wire spells what nobody promises."""
    items = fields.items(probe.ask(calls.list_competitions()), "competitions")
    values = [value for item in items for value in item.values()]
    found = {
        "defaults are sent": any(value in (0, False, "") for value in values if not isinstance(value, list | dict)),
        "nulls are sent": any(value is None for value in values),
        "ids come as text": any(isinstance(item.get("id"), str) for item in items),
        "ref is a URL": any("/" in (fields.text(item.get("ref")) or "") for item in items),
    }
    category = next((item["category"] for item in items if item.get("category")), None)
    return "; ".join(f"{what}: {'yes' if so else 'no'}" for what, so in found.items()) + f"; a category: {category!r}"


def unread(probe: Probe) -> str:
    """What of the newest competitions would not be read: fields, categories, rewards, metrics."""
    odd: Counter[str] = Counter()
    for item in fields.items(probe.ask(calls.list_competitions()), "competitions"):
        try:
            one = parse_competition(item)
        except ValueError as error:
            odd[first_fault(error)] += 1
            continue
        reward, metric = one.facts.get("reward", ""), one.facts.get("metric")
        odd.update(one.oddities)
        odd.update([f"reward {reward}"] if "prize_usd" not in one.facts and any(map(str.isdigit, reward)) else [])
        odd.update([f"metric {metric.name}"] if metric and metric.id is None else [])
        odd.update(f"no {name}" for name in NEEDED if name not in one.facts)
    return ", ".join(f"{what} ({times})" for what, times in odd.most_common(MOST_ODD)) or "nothing"


def notebook_flags(probe: Probe) -> str:
    """Which accelerator flags the list of notebooks fills in."""
    kernels = fields.items(probe.ask(calls.list_kernels(probe.largest().slug)), "kernels")
    names = ("enableGpu", "enableTpu", "machineShape")
    return f"{', '.join(f'{name} in {sum(name in k for k in kernels)}' for name in names)} of {len(kernels)} notebooks"


def opening_post(probe: Probe) -> str:
    """Whether a topic's opening post is among its messages."""
    slug = probe.largest().slug
    rows = fields.items(probe.ask(calls.list_topics(slug, 1)), "topics")
    row = max(rows, key=lambda item: fields.count(item.get("commentCount")) or 0, default={})
    topic = fields.positive(row.get("id"))
    if topic is None:
        return "the competition has no topic"
    messages = fields.items(probe.ask(calls.list_messages(slug, topic)), "messages")
    probe.ask(calls.get_topic(topic))
    comments = fields.items(probe.ask(calls.list_comments(topic)), "comments")
    posted = parse_topic(row, slug).posted
    among = any(fields.time(message.get("postDate")) == posted for message in messages)
    return f"{'yes' if among else 'no'}: {len(messages)} messages at top level, {len(comments)} comments"


def writeup_entities(probe: Probe) -> str:
    """Whether write-ups come as documents of type TOPIC, with their competition."""
    answer = probe.ask(calls.search_writeups())
    documents = fields.items(answer, "documents")
    good = sum(entity_key(document) is not None for document in documents)
    return f"{good} of {len(documents)} documents bear a competition; {answer.get('totalDocuments')} declared"


def whole_board(probe: Probe) -> str:
    """Whether the view of a board goes to its end."""
    one = probe.largest()
    pages = iter(range(1, BOARD_PAGES + 1))
    listing = read_list(
        probe.session,
        lambda token: calls.view_board(one.slug, public=False, token=token),
        "submissions",
        key=lambda item: fields.text(item.get("teamId")),
        enough=lambda answer, found: next(pages) == BOARD_PAGES,
    )
    end = "the list ended there" if listing.ended else "not read further"
    return f"{len(listing.items)} of {one.facts['teams']} declared teams, {end}"


def search_depth(probe: Probe) -> str:
    """How many documents the search gives far down its list."""
    found = []
    for place in DEPTHS:
        try:
            documents = fields.items(probe.session.ask(calls.search_deep(place)), "documents")
            found.append(f"{len(documents)} documents after {place:,}")
        except FailedError as error:
            found.append(f"after {place:,}: {error}")
    return ", ".join(found)


def unknown_things(probe: Probe) -> str:
    """How the service says that there is no such thing."""
    return probe.status_of(calls.get_competition(NOWHERE))


def anonymous(probe: Probe) -> str:
    """What is answered without credentials."""
    slug = probe.largest().slug
    asked = {
        "list": calls.list_competitions(),
        "board": calls.view_board(slug, public=False),
        "search": calls.search_users(),
    }
    return ", ".join(f"{name} {probe.status_of(call, anonymous=True)}" for name, call in asked.items())


def bad_token(probe: Probe) -> str:
    """What is said of a token that is none; an expired one is not at hand."""
    try:
        answer = probe.ask(calls.introspect(NO_TOKEN))
    except NoAccessError:
        return "401"
    return f"active: {answer.get('active', 'left out')}"


def other_methods(probe: Probe) -> str:
    """The methods of a harvest that no question above needs."""
    slug = probe.largest().slug
    entities = fields.items(probe.ask(calls.search_writeups()), "documents")
    key = next((key for document in entities if (key := entity_id(document))), 0)
    rest = (
        calls.get_competition(slug),
        calls.list_pages(slug),
        calls.summarise_data(slug),
        calls.resolve_links(key),
        calls.list_hackathon_writeups(slug),
    )
    return ", ".join(f"{call.method.rsplit('.', 1)[-1]}: {_outcome(probe, call)}" for call in rest)


def _outcome(probe: Probe, call: Call) -> str:
    try:
        probe.ask(call)
    except FailedError as error:
        return type(error).__name__.removesuffix("Error").lower()
    return "answered"


def limits(probe: Probe) -> str:
    """What the requests of this probe met with."""
    met = ", ".join(f"{fault} {times} times" for fault, times in probe.session.refused.items())
    return f"{probe.session.sent} requests at {probe.session.settings.rate:g} a second met {met or 'no refusal'}"


QUESTIONS: dict[str, Callable[[Probe], str]] = {
    "Rows on a page": page_sizes,
    "The general tab": general_tab,
    "The downloaded board": board_file,
    "The board's view": whole_board,
    "Spelling": spelling,
    "What is not read": unread,
    "Accelerator flags": notebook_flags,
    "Is the opening post among the messages": opening_post,
    "Write-ups": writeup_entities,
    "Depth of the search": search_depth,
    "Unknown competition": unknown_things,
    "Without credentials": anonymous,
    "A token that is none": bad_token,
    "Other methods": other_methods,
    "Limits": limits,
}


def describe_probe(context: Context) -> Iterator[str]:
    """What the probe would ask for; nothing is asked."""
    for question, answer in QUESTIONS.items():
        yield f"{question}: {answer.__doc__}"
    yield f"at most {context.max_requests:,} requests" if context.max_requests else "some thirty to eighty requests"


def answers(probe: Probe) -> Iterator[str]:
    """One line a question."""
    for question, answer in QUESTIONS.items():
        try:
            yield f"{question}: {answer(probe)}"
        except (FailedError, ValueError, LookupError, TypeError) as error:  # a form that nobody foresaw is news, too
            yield f"{question}: no answer: {first_fault(error)}"


def probe(session: Session, context: Context, folder: Path) -> None:
    """Print the answers, and keep one raw answer a method in the folder, of a probe that is cut as well."""
    asked = Probe(session, context.started)
    try:
        for line in answers(asked):
            context.say(line)
    finally:
        _keep(asked, context, folder)


def _keep(asked: Probe, context: Context, folder: Path) -> None:
    for method, answer in asked.kept.items():
        text = json.dumps({"method": method, "answer": answer}, ensure_ascii=False, indent=2)
        write_if_changed(folder / f"{method}.json", text + "\n")
    context.say(f"{asked.session.sent} requests; raw answers in {folder}")
