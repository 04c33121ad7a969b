"""What people of the demo world write, and what is true of it: the reader of texts is measured against this."""

from dataclasses import asdict, dataclass

import numpy as np

USED = (
    "Our final solution uses {0}.",
    "We used {0} throughout.",
    "The biggest gain came from {0}.",
    "We trained with {0}.",
)
REJECTED = (
    "We tried {0}, but it did not help.",
    "{0} did not improve our score, so it was dropped.",
    "We also experimented with {0} without success.",
)
ASKED = (
    "Has anybody tried {0} here?",
    "I think that {0} could be worth a look in this competition.",
    "In a similar task {0} gave me a better local score.",
)
SMALL_TALK = (
    "Thanks for sharing this.",
    "Good luck to all, and have fun.",
    "I cannot reproduce the score of the public notebook; is anybody else seeing this?",
    "My local score and the board do not agree at all.",
    "Is the deadline at midnight UTC?",
    "How long does your notebook take to run?",
    "Congratulations to the winners!",
    "The last row of the training file looks odd to me.",
)
PHRASES = {
    "stratified-k-fold": "stratified k-fold cross-validation",
    "group-k-fold": "group k-fold cross-validation",
    "adversarial-validation": "adversarial validation",
    "pseudo-labeling": "pseudo-labelling",
    "knowledge-distillation": "knowledge distillation",
    "label-smoothing": "label smoothing",
    "focal-loss": "focal loss",
    "tta": "test-time augmentation",
    "stacking": "stacking",
    "rank-average": "rank averaging",
    "mixup": "MixUp",
    "cutmix": "CutMix",
    "swa": "stochastic weight averaging",
    "cosine-annealing": "cosine annealing",
    "adamw": "AdamW",
    "lightgbm": "LightGBM",
    "xgboost": "XGBoost",
    "catboost": "CatBoost",
    "efficientnet": "EfficientNet",
    "convnext": "ConvNeXt",
    "unet": "U-Net",
    "deberta": "DeBERTa",
    "target-encoding": "target encoding",
    "lag-features": "lag features",
}
"""Techniques of this world by vocabulary id, as its people call them."""
DEVICES = (("RTX 3090", 24), ("V100", 32), ("A100", 80), ("T4", 16), ("RTX 2080 Ti", 11))


@dataclass(frozen=True)
class Compute:
    """Compute as a write-up states it; None where it does not."""

    device: str | None = None
    count: int | None = None
    memory_gb: int | None = None
    train_hours: int | None = None
    ram_gb: int | None = None
    cpu_cores: int | None = None
    models: int | None = None
    folds: int | None = None


@dataclass(frozen=True)
class Truth:
    """What a text really says."""

    uses: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    compute: Compute | None = None

    def as_dict(self) -> dict[str, object]:
        """Give plain values for the truth file."""
        return asdict(self)


def solution(rank: int, of: int, rng: np.random.Generator) -> tuple[str, Truth]:
    """Write up a solution. Better ranks use more of the techniques at the head of the list."""
    names = list(PHRASES)
    odds = np.exp(-np.arange(len(names)) / (10 if rank <= 3 else 40))
    picked = rng.choice(len(names), size=int(rng.integers(4, 9)), replace=False, p=odds / odds.sum()).tolist()
    rejected = tuple(sorted(names[index] for index in picked[: int(rng.integers(0, 3))]))
    used = tuple(sorted(names[index] for index in picked if names[index] not in rejected))
    compute = _compute(rng)
    return _pages(rank, of, used, rejected, compute, rng), Truth(uses=used, rejects=rejected, compute=compute)


def _compute(rng: np.random.Generator) -> Compute | None:
    if rng.random() < 0.3:
        return None
    device, memory = DEVICES[int(rng.integers(len(DEVICES)))]
    says_machine = rng.random() < 0.5
    return Compute(
        device=device,
        count=int(rng.integers(1, 9)),
        memory_gb=memory,
        train_hours=int(rng.integers(2, 90)),
        ram_gb=int(rng.choice([32, 64, 128])) if says_machine else None,
        cpu_cores=int(rng.choice([8, 16, 32])) if says_machine else None,
        models=int(rng.integers(2, 30)),
        folds=5,
    )


def _pages(
    rank: int,
    of: int,
    used: tuple[str, ...],
    rejected: tuple[str, ...],
    compute: Compute | None,
    rng: np.random.Generator,
) -> str:
    def say(templates: tuple[str, ...], ids: tuple[str, ...]) -> list[str]:
        return [_capital(templates[int(rng.integers(len(templates)))].format(PHRASES[name])) for name in ids]

    lines = [f"# Place {rank} of {of}", "", "Thanks to the host for a good problem.", "", "## Solution", ""]
    lines += say(USED, used)
    if compute:
        lines += [
            "",
            "## Training",
            "",
            f"The final ensemble has {compute.models} models, each trained on {compute.folds} folds.",
        ]
        lines += [f"We trained on {compute.count} x {compute.device} ({compute.memory_gb} GB each)."]
        lines += [f"Training took {compute.train_hours} hours in total."]
        if compute.ram_gb:
            lines += [f"The machine has {compute.cpu_cores} CPU cores and {compute.ram_gb} GB RAM."]
    if rejected:
        lines += ["", "## What did not work", "", *say(REJECTED, rejected)]
    return "\n".join(lines) + "\n"


def remark(rng: np.random.Generator) -> tuple[str, Truth]:
    """Write a forum message; every third one brings up a technique."""
    if rng.random() < 2 / 3:
        return SMALL_TALK[int(rng.integers(len(SMALL_TALK)))] + "\n", Truth()
    name = list(PHRASES)[int(rng.integers(len(PHRASES)))]
    return ASKED[int(rng.integers(len(ASKED)))].format(PHRASES[name]) + "\n", Truth(mentions=(name,))


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
