"""`leaderlore eval`: what the reader says of every text of a folder, for scoring."""

from pathlib import Path

import click

from pipeline.console import Console, UsageFault
from pipeline.evaluate import run


@click.command("eval")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Folder of *.md files.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File of predictions, one JSON object a line.",
)
@click.pass_obj
def command(console: Console, texts: Path, out: Path) -> None:
    """Write predictions in the form of the labelling guidelines for every *.md in a folder."""
    if not out.absolute().parent.is_dir():
        raise UsageFault(f"{out.parent} does not exist: make it first, or name another file with --out")
    if not any(texts.glob("*.md")):
        raise UsageFault(f"{texts} holds no *.md: name the folder of the texts with --texts")
    number = run(texts, out)
    console.result({"documents": number, "out": str(out)}, [f"{number} documents read, predictions in {out}"])
