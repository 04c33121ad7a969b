import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvesters.kaggle.parse import pages
from harvesters.kaggle.parse.pages import parse_pages, plain


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Submissions are evaluated on area under the ROC curve between the prediction and the target.", "area under"),
        ("Entries are scored using the mean F1 score, averaged over lemons.", "mean F1"),
        (
            "Teams will be ranked by [quadratic weighted kappa](https://example.org), which measures",
            "quadratic weighted",
        ),
        ("Submissions are evaluated using <strong>Root Mean Squared Error</strong> (RMSE).", "Root Mean Squared Error"),
        ("Your model is judged on log loss.", "log loss"),
        ("Submissions are scored by 0-1 loss.", "0-1 loss"),
    ],
)
def test_metric_name(text: str, name: str) -> None:
    found = pages.metric_name(plain(text))
    assert found is not None
    assert found.startswith(name)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        (
            "<style>p {}</style>Lemons <script>if (a < b) {}</script>are <b>sour</b>.<br/>Yes.",
            "Lemons are sour .\nYes.",
        ),
        ("Lemons <script>if (a < b) {}", "Lemons"),
        ("[A lemon](https://example.org), ![a lime](data:image/png;base64,AAAA)", "A lemon, a lime"),
        ("<script>" * 80_000, ""),
        ("<br" * 100_000, "<br" * 100_000),
        ("![" * 200_000, "![" * 200_000),
        ("[a](" * 100_000, "[a](" * 100_000),
    ],
)
def test_prose(text: str, prose: str) -> None:
    assert plain(text) == prose


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We like good models.",
        "Evaluated on 3 May. Evaluation is hard.",
        "Entries are ranked on the 1st day of each month.",
        "Submissions are scored on 30% of the test data.",
        "Submissions are scored on 1,000 images.",
    ],
)
def test_no_metric_name(text: str) -> None:
    assert pages.metric_name(text) is None


def test_a_metric_that_the_sentence_words_otherwise_gets_its_row() -> None:
    page = {"name": "Evaluation", "content": "Submissions are evaluated on how large the macro F1 of the classes is."}
    metric = pages.parse_pages([page])["metric"]
    assert (metric.id, metric.higher_is_better) == ("macro-f1", True)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Higher is better.", True),
        ("Note that lower scores are better here.", False),
        ("You are asked to minimise the error.", False),
        ("Maximize the profit of the orchard.", True),
        ("Higher is better in task A, lower is better in task B.", None),
        ("Good luck!", None),
    ],
)
def test_direction(text: str, better: bool | None) -> None:
    assert pages.higher_is_better(text) is better


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("This leaderboard is calculated with approximately 30% of the test data.", 0.3),
        ("The public leaderboard is based on about 12.5 % of the test set.", 0.125),
        ("The public leader board uses 49 percent of the test data", 0.49),
        ("Nothing yet. The final results are based on the other 66%, so places will move.", 0.34),
        ("The private leaderboard is calculated with 70% of the test data.", None),
        ("30% of the lemons are ripe.", None),
        ("The leaderboard shows 100 teams.", None),
    ],
)
def test_public_share(text: str, share: float | None) -> None:
    assert pages.public_share(text) == share


@pytest.mark.parametrize(
    ("text", "cpu", "gpu"),
    [
        ("CPU Notebook &lt;= 9 hours run-time\n\nGPU Notebook &lt;= 12 hours run-time", 9, 12),
        ("- CPU notebooks ≤ 30 minutes\n- GPU notebooks ≤ 4.5 hours", 0.5, 4.5),
        ("<ul><li>CPU Notebook <code>&lt;=</code> 6 hours</li><li>GPU notebooks are not allowed</li></ul>", 6, None),
        ("Your notebook may use a GPU. Internet is off.", None, None),
    ],
)
def test_runtime_limits(text: str, cpu: float | None, gpu: float | None) -> None:
    assert (pages.runtime_limit("CPU", plain(text)), pages.runtime_limit("GPU", plain(text))) == (cpu, gpu)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("The maximum Team size is five (5).", 5),
        ("The maximum size of a team is 8 participants.", 8),
        ("Teams of up to four members are welcome.", 4),
        ("There is no maximum team size.", None),
    ],
)
def test_team_size(text: str, size: int | None) -> None:
    assert pages.team_size(text) == size


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("You may submit a maximum of five (5) Submissions per day.", 5),
        ("Each team can send up to 3 entries per day.", 3),
        ("You may select up to two (2) final submissions for judging.", None),
    ],
)
def test_daily_submissions(text: str, limit: int | None) -> None:
    assert pages.daily_submissions(text) == limit


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("Freely available external data is allowed, pre-trained models included.", True),
        ("You may use data other than the Competition Data to develop your models.", True),
        ("The use of external data is not permitted.", False),
        ("External data are strictly prohibited in this challenge.", False),
        ("Participants may not use external data.", False),
        ("No external data!", False),
        ("External data is allowed. In phase two, external data is not allowed.", None),
        ("Read the data page.", None),
    ],
)
def test_external_data(text: str, allowed: bool | None) -> None:
    assert pages.external_data(text) is allowed


@pytest.mark.parametrize(
    ("text", "ladder"),
    [
        ("First Prize: $15,000\nSecond Prize: $10,000\nThird Prize: $5,000", (15000, 10000, 5000)),
        ("* 1st Place - $ 12,000\n* 2nd Place - $ 8,000", (12000, 8000)),
        ("| 1st place | $10k |\n| 2nd place | $5k |", (10000, 5000)),
        ("1st place: 3,000 USD", (3000,)),
        ("1st place: $3,000, and a certificate", (3000,)),
        ("2nd Place - $500", ()),
        ("Swag for all.", ()),
    ],
)
def test_prize_ladder(text: str, ladder: tuple[float, ...]) -> None:
    assert pages.prize_ladder(plain(text)) == ladder


def test_all_pages_together() -> None:
    facts = parse_pages([
        {"name": "Evaluation", "content": "<p>Submissions are evaluated on log loss. Lower is better.</p>"},
        {"name": "rules", "content": "The maximum team size is 4. External data is not permitted."},
        {"name": "Prizes", "content": "1st Place - $700\n2nd Place - $300"},
        {"name": "Code Requirements", "content": "CPU Notebook <= 9 hours"},
        {"name": None, "content": None},
    ])  # fmt: skip
    assert facts.pop("metric").name == "log loss"
    assert facts == {
        "code_competition": True,
        "runtime_limit_cpu_hours": 9,
        "runtime_limit_hours": 9,
        "max_team_size": 4,
        "external_data_allowed": False,
        "prize_ladder_usd": (700, 300),
        "prizes": 2,
    }


def test_no_pages_say_nothing() -> None:
    assert parse_pages([]) == {}


@given(st.text(alphabet="<>/&;()[]*_`\\$%=abc 019\n", max_size=300))
def test_no_page_breaks_it(text: str) -> None:
    facts = parse_pages([{"name": "evaluation", "content": text}])
    assert all(value is not None for value in facts.values())
