"""`leaderlore serve`: look at the built site."""

import functools
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from pipeline.console import Console, UsageFault


@click.command("serve")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="Folder of the built site."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.pass_obj
def command(console: Console, out: Path, port: int) -> None:
    """Serve the built site on this machine until Ctrl-C."""
    if not (out / "index.html").is_file():
        raise UsageFault(f"no site in {out}: build one first with `leaderlore build --out {out}`")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(out))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UsageFault(f"port {port} is taken ({error.strerror}): choose another with --port") from error
    with server:
        console.say(f"{out} on http://127.0.0.1:{server.server_port}/ (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.say("stopped")
