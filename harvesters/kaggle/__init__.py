"""Kaggle's API; the source and its harvest stand in `harvest`."""

from harvesters.kaggle import harvest as harvest
