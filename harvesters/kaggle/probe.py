"""Placeholder."""

from harvesters.base import Context
from harvesters.kaggle.session import Session


def probe(session: Session, context: Context) -> None:
    """Probe."""
