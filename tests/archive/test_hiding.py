from hypothesis import given
from hypothesis import strategies as st

from archive.hiding import grams
from archive.keys import writeup_key
from archive.records import Claim, Competition, Link, Message, Notebook, Person, Standing, Topic, Withheld, WriteUp
from archive.redactions import Redactions, new_redaction
from archive.spellings import squeeze
from archive.store import State

SHA = "a" * 64


def redactions(*identities: str, withheld: tuple[Withheld, ...] = ()) -> Redactions:
    rows: tuple = ()
    for identity in identities:
        rows += (new_redaction(identity, "2026-01-01", rows),)
    return Redactions(rows, withheld=withheld)


def state(**parts: object) -> State:
    return State(Competition(platform="kaggle", slug="toy", as_of="2026-01-01T00:00:00Z", sources={}), **parts)


ADA = redactions("u1", "@ada", "~adaexample")


def test_a_redacted_member_of_three_leaves_the_other_two_and_the_size() -> None:
    row = Standing(team="1", name="Ada & friends", members=("bo", "Ada", "cy"), team_size=3, private_rank=1)
    left = ADA.standing(row)
    assert (left.members, left.name, left.team_size, left.private_rank) == (("bo", "cy"), None, 3, 1)


def test_a_team_without_known_members_loses_a_name_that_is_somebodys() -> None:
    assert ADA.standing(Standing(team="1", name="Ada Example")).name is None
    assert ADA.standing(Standing(team="1", name="Ada Examples")).name == "Ada Examples"


def test_a_writeup_loses_author_title_and_text_and_stays() -> None:
    links = (Link(url="https://github.com/ada/x", kind="code"), Link(url="https://example.org/x", kind="paper"))
    writeup = WriteUp(writeup="w1", authors=("ada", "bo"), title="We won", url="https://www.kaggle.com/w/1",
                      kind="platform", text_sha256=SHA, text_chars=9, private_rank=2, links=links)  # fmt: skip
    left = ADA.writeup(writeup)
    assert left is not None
    assert (left.authors, left.title, left.text_sha256, left.private_rank) == (("bo",), None, None, 2)
    assert [link.url for link in left.links] == ["https://example.org/x"]


def test_a_writeup_whose_address_names_the_person_goes() -> None:
    def at(url: str, *authors: str) -> WriteUp | None:
        return ADA.writeup(WriteUp(writeup="w1", authors=authors, url=url, kind="platform"))

    assert at("https://github.com/Ada/solution") is None
    assert at("https://www.kaggle.com/w/ada-example-first-place", "ada") is None
    assert at("https://www.kaggle.com/w/adamant-example-first", "ada") is not None


def test_a_notebook_goes_with_its_author_whatever_the_handle_in_its_address() -> None:
    notebooks = tuple(Notebook(url=f"https://www.kaggle.com/code/{owner}/x", author=author)
                      for owner, author in [("ada", None), ("old-ada", "Ada"), ("bo", "bo")])  # fmt: skip
    competition = state().competition.model_copy(update={"notebooks": notebooks})
    assert ADA.competition(competition).notebooks == notebooks[2:]


def test_a_community_competition_loses_a_host_who_is_one_person() -> None:
    listed = redactions("@ada", "~adaexample")
    mine = state().competition.model_copy(
        update={"category": "community", "host": "Ada Example", "sources": {"host": "kaggle", "title": "kaggle"}}
    )
    left = listed.competition(mine)
    assert (left.host, left.sources) == (None, {"title": "kaggle"})
    of_a_company = mine.model_copy(update={"category": "featured"})
    assert listed.competition(of_a_company) == of_a_company


def test_messages_lose_author_and_text() -> None:
    messages = (
        Message(message="1", author="ada", text="mine", text_sha256=SHA),
        Message(message="2", author="bo", text="other"),
    )
    left = ADA.topic(Topic(topic="1", title="By Ada", author="ada", messages=messages))
    assert (left.title, left.author) == (None, None)
    assert (left.messages[0].author, left.messages[0].text, left.messages[0].text_sha256) == (None, None, None)
    assert left.messages[1] == messages[1]


def test_claims_stay_without_the_quote_unless_their_writeup_goes() -> None:
    def claim(subject: str, sha: str) -> Claim:
        return Claim(subject=subject, predicate="uses", value="x", start=0, end=1, text_sha256=sha, quote="q",
                     method="m", version="1")  # fmt: skip

    writeups = (
        WriteUp(writeup="w1", authors=("ada",), url="https://example.org/1", kind="blog", text_sha256=SHA),
        WriteUp(writeup="w2", authors=("ada",), url="https://example.org/ada", kind="blog", text_sha256="b" * 64),
        WriteUp(writeup="w3", authors=("bo",), url="https://example.org/3", kind="blog", text_sha256="c" * 64),
    )
    claims = (claim("w1", SHA), claim("w2", "b" * 64), claim("w3", "c" * 64))
    left = ADA.state(state(writeups=writeups, claims=claims))
    assert [(kept.subject, kept.quote) for kept in left.claims] == [("w1", None), ("w3", "q")]


def test_a_profile_is_hidden_by_key_or_by_any_handle() -> None:
    def hidden(person: str, *handles: str) -> bool:
        return ADA.person(Person(person=person, handles=handles, as_of="2026-01-01T00:00:00Z"))

    assert hidden("u1", "newhandle")
    assert hidden("u7", "other", "ADA")
    assert not hidden("u7", "other")


def test_what_others_wrote_is_withheld_by_place() -> None:
    rows = (
        Withheld(slug="toy", record="leaderboard/t1", field="name", date="2026-01-01"),
        Withheld(slug="toy", record="topics/5", field="title", date="2026-01-01"),
        Withheld(slug="toy", record="writeups/w1", field="*", date="2026-01-01"),
        Withheld(slug="elsewhere", record="topics/6", field="title", date="2026-01-01"),
    )
    left = redactions("@ada", withheld=rows).state(
        state(
            standings=(Standing(team="t1", name="Fans of Ada"), Standing(team="t2", name="Others")),
            topics=(Topic(topic="5", title="Ada?"), Topic(topic="6", title="Hello")),
            writeups=(WriteUp(writeup="w1", url="https://example.org/ada", kind="blog"),),
        )
    )
    assert [row.name for row in left.standings] == [None, "Others"]
    assert [topic.title for topic in left.topics] == [None, "Hello"]
    assert left.writeups == ()


def test_what_was_withheld_stays_so_when_the_platforms_id_arrives() -> None:
    page = WriteUp(writeup="w77", url="https://example.org/solution", kind="blog", title="Fans of Ada Maria Example")
    team = Standing(team="7", was="x" + "0" * 12, name="Fans of Ada Maria Example")
    rows = (
        Withheld(slug="toy", record=f"leaderboard/{team.was}", field="name", date="2026-01-01"),
        Withheld(slug="toy", record=f"writeups/{writeup_key(url=page.url)}", field="title", date="2026-01-01"),
    )
    left = redactions("@ada", withheld=rows).state(state(standings=(team,), writeups=(page,)))
    assert [row.name for row in left.standings] == [None]
    assert [writeup.title for writeup in left.writeups] == [None]


@given(st.text(), st.text(), st.text())
def test_a_squeezed_name_of_up_to_five_words_is_found_inside_a_title(before: str, name: str, after: str) -> None:
    if 0 < len(list(grams(name))) <= 15:
        assert squeeze(name) in set(grams(f"{before} {name} {after}"))
