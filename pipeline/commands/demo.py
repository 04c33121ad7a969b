"""`leaderlore demo`: a fictional world of any size."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from pipeline.console import Console, UsageFault
from pipeline.demo.as_archive import write_archive
from pipeline.demo.as_meta_kaggle import write_tables

EVERY = 100
Write = Callable[[Path, int, int, int, int, float], Iterator[str]]
FORMS: dict[str, tuple[Write, float, str]] = {
    "archive": (write_archive, 0.0, "leaderlore --data {out} build --out {out}-site"),
    "meta-kaggle": (write_tables, 0.25, "leaderlore --data {out}-archive harvest meta_kaggle --from {out}"),
}
"""What writes each form, its usual share of in-class competitions, and the command that comes next."""


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="New folder for the world.")
@click.option("--competitions", type=click.IntRange(1), default=40, show_default=True, help="At least one an oddity.")
@click.option("--teams", type=click.IntRange(1), default=200, show_default=True, help="Mean teams of a competition.")
@click.option("--people", type=click.IntRange(10), default=2000, show_default=True, help="People of the world.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same bytes.")
@click.option(
    "--as", "form", type=click.Choice(sorted(FORMS)), default="archive", show_default=True, help="What is written."
)
@click.option(
    "--in-class", type=click.FloatRange(0, 1), help="Share of in-class competitions; default 0, in tables 0.25."
)
@click.pass_obj
def command(
    console: Console, out: Path, competitions: int, teams: int, people: int, seed: int, form: str,
    in_class: float | None,
) -> None:  # fmt: skip
    """Make up a world: competitions, boards, people, forums, write-ups. Every page of it says that it is fictional."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageFault(f"{out} is not an empty folder: name a new one with --out")
    write, usual, then = FORMS[form]
    done, share = 0, usual if in_class is None else in_class
    for done, _ in enumerate(write(out, competitions, teams, people, seed, share), start=1):
        if done % EVERY == 0:
            console.say(f"{done} competitions")
    truth = out.with_name(f"{out.name}-truth.jsonl")
    console.result(
        {"out": str(out), "truth": str(truth), "competitions": done, "people": people, "seed": seed},
        [f"{done} made-up competitions in {out}; what is true of them in {truth}",
         f"next: {then.format(out=out)}"],
    )  # fmt: skip
