"""The facts of a competition as label, value and remark, ready to print."""

from typing import NamedTuple

from archive.records import Competition
from insights.kinds import kind_name
from insights.metrics import metric_name
from pages.engine.dossiers.dossier import Dossier
from pages.engine.row import Row
from pages.format import UNKNOWN, day, money, number, percent, plural, size, yes_no

_BAND = {"poor": "very small", "ok": "small", "good": "large", "great": "very large"}


class Fact(NamedTuple):
    """One line of a table of facts."""

    label: str
    value: str
    note: str = ""

    @property
    def known(self) -> bool:
        """Whether the value is known."""
        return self.value != UNKNOWN


def key_figures(dossier: Dossier, row: Row) -> tuple[Fact, ...]:
    """The four to six numbers that a reader looks for first."""
    shakeup, gold = row.shakeup, dossier.medals.gold
    figures = [
        Fact("teams", number(row.teams), f"{_BAND[dossier.participation]} field" if dossier.participation else "")
    ]
    if shakeup.s is not None:
        share = f"{percent(shakeup.s_of_random)} of a random order"
        note = f"two stages: {share} where the public board said little" if shakeup.two_stage else share
        figures.append(Fact("shake-up", number(shakeup.s, 3), note))
        rank = shakeup.winner_public_rank
        figures.append(Fact("the winner's public rank", number(rank), f"of {dossier.teams_public:,}"))
    else:
        value = UNKNOWN if shakeup.unknown else "not applicable"
        figures.append(Fact("shake-up", value, shakeup.reason or ""))
    if gold is not None and (gold.score_text or gold.score is not None):
        note = f"rank {gold.rank}, {'as recorded' if dossier.medals.basis == 'recorded' else 'by rule'}"
        figures.append(Fact("gold from", gold.score_text or number(gold.score, 5), note))
    note = f"by {plural(row.writeups, 'known write-up')}" if row.writeups else "no write-up is known"
    figures.append(Fact("solutions written up", number(row.solutions), note))
    figures.append(Fact("prize", row.reward or UNKNOWN))
    return tuple(figures)


def facts_of(dossier: Dossier) -> tuple[Fact, ...]:
    """Every fact of the record, unknown ones said to be unknown."""
    it, teams = dossier.competition, dossier.row.teams
    longest = "on the longer board" if dossier.row.both_boards else "on the only board that is known"
    return (
        Fact("Platform", it.platform.capitalize()),
        Fact("Host", it.host or UNKNOWN),
        Fact("Category", it.category or UNKNOWN),
        Fact("Format", it.format or UNKNOWN),
        Fact("Opened", day(it.opened)),
        Fact("Deadline", day(it.deadline) if it.deadline else str(it.year or UNKNOWN)),
        Fact("Last merger", day(it.merger_deadline)),
        metric_fact(it),
        Fact("Reward", it.reward or UNKNOWN, _prizes(it)),
        Fact("Teams", number(teams), "as the platform counts them" if teams == it.teams else longest),
        Fact("Participants", number(it.participants)),
        Fact("Submissions", number(it.submissions)),
        Fact("Submissions a day", number(it.max_daily_submissions), "at most"),
        Fact("Team size", number(it.max_team_size), "at most"),
        Fact("Public share", percent(it.public_share), _split(it)),
        Fact("Two stages", yes_no(it.two_stage), "as a public share of 1 % is read" if _marks_stages(it) else ""),
        Fact("Code competition", yes_no(it.code_competition), _limit(it)),
        Fact("External data", _allowed(it.external_data_allowed)),
        Fact("Points and medals", yes_no(it.awards_points)),
        Fact("Data", size(it.data_bytes), plural(it.data_files, "file") if it.data_files else ""),
        Fact("Tags", ", ".join(it.tags) or UNKNOWN),
        Fact("Data and task", ", ".join(kind_name(tag.id) for tag in it.modalities) or UNKNOWN, _sources_of_tags(it)),
    )


def metric_fact(it: Competition) -> Fact:
    """The printed name; beside it our name where the two differ (`NFL_2025` tells little), and which end is good."""
    metric = it.metric
    if metric is None:
        return Fact("Metric", UNKNOWN, "direction unknown")
    printed, name = metric.name or UNKNOWN, metric_name(metric.id) if metric.id else ""
    better = {True: "higher is better", False: "lower is better", None: "direction unknown"}[metric.higher_is_better]
    return Fact("Metric", printed, better if name.casefold() in ("", printed.casefold()) else f"{name}; {better}")


def _prizes(it: Competition) -> str:
    parts = [money(it.prize_usd) if it.prize_usd else "", plural(it.prizes, "prize") if it.prizes else ""]
    if it.prize_ladder_usd:
        parts.append("from the first place down " + ", ".join(money(prize) for prize in it.prize_ladder_usd))
    return ", ".join(part for part in parts if part and part != it.reward)


def _marks_stages(it: Competition) -> bool:
    """Whether the public share is the 1 % that a source gives competitions of two stages, and some others."""
    return bool(it.two_stage) and it.public_share == 0.01


def _split(it: Competition) -> str:
    """What the public share is a share of; 0 and 1 are the sources' ways to say that the test data was not split."""
    if _marks_stages(it):
        return "as the source has it: a mark, of two stages more often than not, and no share that anybody measured"
    if it.public_share in (0, 1):
        return "as the source has it: the private board did not rest on another part of the same data"
    return "of the test data behind the public board"


def _limit(it: Competition) -> str:
    named = (("CPU", it.runtime_limit_cpu_hours), ("GPU", it.runtime_limit_gpu_hours))
    known = [f"{hours:g} h on {machine}" for machine, hours in named if hours]
    if not known and it.runtime_limit_hours:
        known = [f"{it.runtime_limit_hours:g} h"]
    return f"run time up to {', '.join(known)}" if known else ""


def _allowed(value: bool | None) -> str:
    return UNKNOWN if value is None else "allowed" if value else "not allowed"


def _sources_of_tags(it: Competition) -> str:
    """Which tag comes from where: our own tags, from title, metric, platform's tags, files or write-ups."""
    return "; ".join(f"{kind_name(tag.id)} from {tag.source}" for tag in it.modalities)
