"""How the time to read a text grows with its length, on texts that nobody writes: a factor of 4 is linear.

The tests count Python calls, which no load disturbs, but a regular expression that goes back over a line from each of
its letters makes no calls. Here processor time is measured.
"""

import time

from insights.mentions.predict import predict

TITLE = "Growth of the time to read a text"
UNITS = (
    "_a_a_a", "mixup_", "ensemble_", "resnet-", "1,", "0.", "8x", "$$a", "a+", "k-", "(a ", "[a](b) ", "![](x.png)",
    "<b>", "<!--", "&amp;", "|a", "| 0.5 |\n", "# part\n", "> ", "- a\n", "  - a\n", "```\n", "`a", "*", "\t-", " ",
    "a.", "a@", "a/b/", "http://a.b/", "rtx ", "v100, ", "64 gb ", "$5 to ", "private 0.9 ", "rank is ", "1st place ",
    "ensemble of ", "training 3 hours ", "used ", "did not ", "mixup and ", "折", "私たちは", "\ud800 mixup ",
)  # fmt: skip
"""What is repeated."""
TIMES = 4000
"""How often it is repeated in the shorter text; the longer has four times as many."""


def suite() -> str:
    """The five units whose time grows most, and the unit that takes longest; a Markdown table."""
    predict("warm")
    rows = []
    for unit in UNITS:
        short, long = seconds(unit * TIMES), seconds(unit * (4 * TIMES))
        rows.append((long / max(short, 0.01), unit, short, long))
    rows.sort(reverse=True)
    worst = max(rows, key=lambda row: row[3])
    lines = ["| repeated | seconds | four times as long | factor |", "|---|---|---|---|"]
    lines += [f"| {unit!r} | {short:.2f} | {long:.2f} | {factor:.1f} |" for factor, unit, short, long in rows[:5]]
    return "\n".join(lines) + f"\n\nOf {len(rows)} units; the slowest was {worst[1]!r} with {worst[3]:.1f} s."


def seconds(text: str) -> float:
    """Processor time to read a text once."""
    started = time.process_time()
    predict(text)
    return time.process_time() - started


if __name__ == "__main__":
    print(suite())
