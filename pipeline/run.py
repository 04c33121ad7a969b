"""The one command: harvest, derive, build. The only module that reads the clock."""

import os
from datetime import UTC, datetime


def now() -> str:
    """UTC time of this run; `SOURCE_DATE_EPOCH` (seconds) sets it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
