"""`python -m tests.kaggle_server`: a made-up platform to try a harvest by hand, until Ctrl-C."""

import signal
import tempfile
from contextlib import suppress

from tests.kaggle_server.server import KaggleServer
from tests.kaggle_server.world import make_world


def main() -> None:
    # A shell that starts it in the background has Ctrl-C ignored, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with KaggleServer(make_world(competitions=6, teams=900, topics=25)) as server:
        folder = tempfile.mkdtemp(prefix="leaderlore-")
        print(
            f"export LEADERLORE_KAGGLE_ENDPOINT={server.url} KAGGLE_API_TOKEN={server.world.token}\n"
            f"leaderlore --data {folder}/data --cache {folder}/cache harvest kaggle",
            flush=True,
        )
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
