import re
import signal
import subprocess
import sys

import requests

from tests.kaggle_server.harvesting import ROOT


def test_the_made_up_platform_can_be_started_by_hand() -> None:
    command = [sys.executable, "-m", "tests.kaggle_server"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"export LEADERLORE_KAGGLE_ENDPOINT=(\S+) KAGGLE_API_TOKEN=(\S+)\n", line)
        assert found, line
        url = f"{found[1]}/v1/competitions.CompetitionApiService/ListCompetitions"
        asked = requests.post(url, json={}, headers={"Authorization": f"Bearer {found[2]}"}, timeout=10)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert len(asked.json()["competitions"]) == 6
    assert process.returncode == 0
