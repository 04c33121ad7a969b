import gzip
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from harvesters.linked_pages.web import BudgetSpentError, Limits, MissingError, PageError, Web
from tests.harvesters.linked_pages.pages import Answer, Pages

QUICK = Limits(connect=2.0, read=2.0, whole=2.0, pause=0.0)
HELLO = Answer(b"<p>hello</p>")


def web(limits: Limits = QUICK, **options: object) -> Web:
    return Web(limits, allow_loopback=True, **options)  # type: ignore[arg-type]


def failure(answers: Mapping[str, Answer | Callable[[], Answer]], limits: Limits = QUICK, path: str = "/a") -> str:
    with Pages(answers) as pages, pytest.raises(PageError) as caught:
        web(limits).get(pages.url(path))
    return str(caught.value)


def test_a_page_with_robots_asked_first_and_once() -> None:
    with Pages({"/a": HELLO, "/b": HELLO}) as pages:
        reader = web()
        page = reader.get(pages.url("/a"))
        reader.get(pages.url("/b"))
    assert (page.kind, page.body, page.charset) == ("text/html", b"<p>hello</p>", "utf-8")
    assert pages.asked == ["/robots.txt", "/a", "/b"]
    assert reader.sent == 3
    (agent,) = pages.agents
    assert agent.startswith("Leaderlore/")


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: Leaderlore\nDisallow: /a", False),
        ("User-agent: Leaderlore\nDisallow: /b\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /b", True),
        ("<html>no rules</html>", True),
    ],
)
def test_robots_rules(rules: str, allowed: bool) -> None:
    with Pages({"/robots.txt": Answer(rules.encode(), "text/plain"), "/a": HELLO}) as pages:
        if allowed:
            assert web().get(pages.url("/a")).body == HELLO.body
        else:
            with pytest.raises(PageError, match="does not allow"):
                web().get(pages.url("/a"))
            assert "/a" not in pages.asked


def test_rules_that_cannot_be_had_forbid_all() -> None:
    assert "cannot be had" in failure({"/robots.txt": Answer(status=500), "/a": HELLO})


def test_redirects_are_followed_and_checked_each() -> None:
    inside = Answer(status=302, headers={"Location": "/b"})
    with Pages({"/a": inside, "/b": HELLO}) as pages:
        assert web().get(pages.url("/a")).url == pages.url("/b")
    rules = Answer(b"User-agent: *\nDisallow: /b", "text/plain")
    assert "does not allow" in failure({"/a": inside, "/b": HELLO, "/robots.txt": rules})
    assert "redirects" in failure({"/a": Answer(status=301, headers={"Location": "/a"})})
    for target in ("file:///etc/passwd", "ftp://127.0.0.1/x", "http://user:secret@127.0.0.1/"):
        assert "not an address" in failure({"/a": Answer(status=302, headers={"Location": target})})


def test_private_addresses_are_refused_at_the_connection() -> None:
    with Pages({"/a": HELLO}) as pages:
        strict = Web(QUICK)
        with pytest.raises(PageError, match="not an address"):
            strict.get(pages.url("/a"))
        for host in ("127.0.0.1", "[::1]", "10.0.0.1", "169.254.1.1", "[::ffff:127.0.0.1]", "0.0.0.0"):
            with pytest.raises(PageError, match="not a public address"):
                strict.get(f"http://{host}/a")
    assert pages.asked == []


def test_a_redirect_into_the_private_network_is_refused() -> None:
    """The first name leads to the loopback server (allowed here), the second one into a private range."""
    names = {"blog.example": ["127.0.0.1"], "inside.example": ["192.168.1.7"]}
    inside = Answer(status=302, headers={"Location": "http://inside.example/"})
    with Pages({"/a": inside}) as pages, pytest.raises(PageError, match=r"inside\.example leads to 192\.168\.1\.7"):
        web(resolve=lambda host, port: names[host]).get(pages.url("/a", "blog.example"))


def test_a_name_is_resolved_once_and_the_connection_goes_there() -> None:
    """A name server that answers with a public address first and a private one later gains nothing."""
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with Pages({"/a": HELLO}) as pages:
        reader = web(resolve=rebinding)
        assert reader.get(pages.url("/a", "blog.example")).body == HELLO.body
        with pytest.raises(PageError, match="not a public address"):
            reader.get(pages.url("/a", "blog.example"))
    assert asked == ["blog.example"] * 3


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(PageError, match=r"leads to 10\.0\.0\.1"):
        Web(QUICK, resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"]).get("http://two.example/")


def test_size_and_time_are_limited() -> None:
    small = replace(QUICK, most_bytes=5000)
    assert "larger than 5,000" in failure({"/a": Answer(b"x" * 6000)}, small)
    bomb = Answer(gzip.compress(b"x" * 1_000_000), headers={"Content-Encoding": "gzip"})
    assert "larger than 5,000" in failure({"/a": bomb}, small)
    slow = Answer(b"x" * 40_000, drip=0.05)
    assert "took longer" in failure({"/a": slow}, replace(QUICK, whole=0.3))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=404), "answered 404"),
        (Answer(status=500), "answered 500"),
        (Answer(status=204), "answered 204"),
        (Answer(b"%PDF", "application/pdf"), "not a text"),
        (Answer(b"x" * 3000, cut=True), "/a: "),
        (Answer(b"not gzip", headers={"Content-Encoding": "gzip"}), "/a: "),
    ],
)
def test_faults_are_said(answer: Answer, said: str) -> None:
    assert said in failure({"/a": answer})


def test_a_missing_page_is_told_apart() -> None:
    with Pages({}) as pages, pytest.raises(MissingError):
        web().get(pages.url("/a"))


def test_a_busy_host_is_left_alone() -> None:
    with Pages({"/a": Answer(status=429), "/b": HELLO}) as pages:
        reader = web()
        for path in ("/a", "/b"):
            with pytest.raises(PageError):
                reader.get(pages.url(path))
    assert pages.asked == ["/robots.txt", "/a"]


def test_the_pace_is_kept_and_a_longer_one_obeyed() -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    rules = Answer(b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
    with Pages({"/robots.txt": rules, "/a": HELLO, "/b": HELLO}) as pages:
        reader = web(replace(QUICK, pause=1.0), clock=lambda: now[0], sleep=sleep)
        reader.get(pages.url("/a"))
        now[0] += 3
        reader.get(pages.url("/b"))
        assert slept == [7.0, 4.0]
        with pytest.raises(PageError, match="asks for 7 seconds"):
            web(replace(QUICK, longest_pause=5.0)).get(pages.url("/a"))


def test_a_delay_without_end_is_capped_and_the_host_left_alone() -> None:
    rules = Answer(b"User-agent: *\nCrawl-delay: " + b"9" * 400, "text/plain")
    assert "asks for 86400 seconds" in failure({"/robots.txt": rules, "/a": HELLO})


@pytest.mark.parametrize("line", ["Crawl-delay: \u00b2", f"Crawl-delay: {'9' * 5000}", "Disallow: //["])
def test_a_rule_that_cannot_be_read_is_ignored_and_the_others_count(line: str) -> None:
    rules = Answer(f"User-agent: *\n{line}\nDisallow: /b".encode(), "text/plain")
    with Pages({"/robots.txt": rules, "/a": HELLO, "/b": HELLO}) as pages:
        reader = web()
        assert reader.get(pages.url("/a")).body == HELLO.body
        with pytest.raises(PageError, match="does not allow"):
            reader.get(pages.url("/b"))


def test_the_budget_ends_the_run() -> None:
    with Pages({"/a": HELLO}) as pages:
        reader = web(replace(QUICK, requests=2))
        reader.get(pages.url("/a"))
        with pytest.raises(BudgetSpentError):
            reader.get(pages.url("/a"))
    assert len(pages.asked) == 2
