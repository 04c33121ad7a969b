"""`leaderlore serve`: look at the built site."""

import functools
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from pipeline.console import Console, UsageFault


class SiteHandler(SimpleHTTPRequestHandler):
    """Files of the site, and its own page where there is none, as the hosts that it is made for show it."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer that something is wrong; of what is not there, by the site's page."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


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
    handler = functools.partial(SiteHandler, directory=str(out))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UsageFault(f"port {port} is taken ({error.strerror}): choose another with --port") from error
    with server:
        url = f"http://127.0.0.1:{server.server_port}/"
        console.result({"out": str(out), "url": url}, [f"{out} on {url} (Ctrl-C ends it)"])
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.say("stopped")
