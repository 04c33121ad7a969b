"""`leaderlore demo`: a fictional world of any size."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from pipeline.console import Console, UsageFault
from pipeline.demo.as_archive import write_archive
from pipeline.demo.as_meta_kaggle import write_tables

EVERY = 100
FORMS: dict[str, tuple[Callable[[Path, int, int, int, int], Iterator[str]], str]] = {
    "archive": (write_archive, "leaderlore --data {out} build --out {out}-site"),
    "meta-kaggle": (write_tables, "leaderlore --data {out}-archive harvest meta_kaggle --from {out}"),
}


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="New folder for the world.")
@click.option("--competitions", type=click.IntRange(1), default=40, show_default=True, help="At least one an oddity.")
@click.option("--teams", type=click.IntRange(1), default=200, show_default=True, help="Mean teams of a competition.")
@click.option("--people", type=click.IntRange(10), default=2000, show_default=True, help="People of the world.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same bytes.")
@click.option(
    "--as", "form", type=click.Choice(sorted(FORMS)), default="archive", show_default=True, help="What is written."
)
@click.pass_obj
def command(console: Console, out: Path, competitions: int, teams: int, people: int, seed: int, form: str) -> None:
    """Make up a world: competitions, boards, people, forums, write-ups. Every page of it says that it is fictional."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageFault(f"{out} is not an empty folder: name a new one with --out")
    write, then = FORMS[form]
    done = 0
    for done, _ in enumerate(write(out, competitions, teams, people, seed), start=1):
        if done % EVERY == 0:
            console.say(f"{done} competitions")
    truth = out.with_name(f"{out.name}-truth.jsonl")
    console.result(
        {"out": str(out), "truth": str(truth), "competitions": done, "people": people, "seed": seed},
        [f"{done} made-up competitions in {out}; what is true of them in {truth}",
         f"next: {then.format(out=out)}"],
    )  # fmt: skip
