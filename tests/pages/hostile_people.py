"""An archive of people whose every name tries to break out of where it stands."""

from archive.records import Link, Person, WriteUp
from archive.store import Archive, State
from tests.insights.people.worlds import AS_OF, board, competition

NAMES = (
    "<img src=x onerror=\"document.title='broken'\">", "</script><script>document.title='broken'</script>",
    "{{ 7 * 7 }}", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "'quoted", 'say "hi" & bye', "a,b c",
    "🦊🦊", "מבחן שלום", "اختبار", "例の山", "x" * 300, "../../etc/passwd", "null", "Ⅷ ﬁ", "%2e%2e%2f", "&lt b &amp",
)  # fmt: skip

SCRIPT = "javascript:alert(1)"


def fill(archive: Archive) -> None:
    """One board on which each name is a handle, a display name, a team's name, a location and a title."""
    handles = {4 + place: (name,) for place, name in enumerate(NAMES)}
    works = tuple(
        WriteUp(writeup=f"w{place}", title=name, authors=(name,), team=f"t{4 + place}", private_rank=4 + place,
                url=f"https://example.org/{place}", kind="blog",
                links=(Link(url=f"https://example.org/code/{place}", kind="code"),))
        for place, name in enumerate(NAMES)
    )  # fmt: skip
    state = State(competition("hostile", "2025-06-01T00:00:00Z", "nlp"), board(120, handles), writeups=works)
    archive.save("hostile", state)
    people = [
        Person(person=f"u9{place}", handles=(name,), name=name, location=name, organisation=name, as_of=AS_OF)
        for place, name in enumerate(NAMES)
    ]
    nameless = Person(person="u800", handles=("nameless",), name=None, as_of=AS_OF)
    more = competition("more", "2025-07-01T00:00:00Z", None, title=NAMES[1])
    archive.save("more", State(more, board(120, {1: ("nameless", NAMES[0])})))
    archive.save_people([*people, nameless])
    for path in (archive.root / "people").glob("*.jsonl"):
        path.write_text(path.read_text().replace('"profile_url":null', f'"profile_url":"{SCRIPT}"'))
