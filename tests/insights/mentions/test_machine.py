"""Machines, times and sizes: strings as authors type them, and what they say."""

from typing import Any

import pytest

from insights.mentions.predict import predict


def compute(text: str) -> dict[str, Any]:
    """What is said, without what is not, and without the quotes."""
    said = {name: value for name, value in predict(text)["compute"].items() if value not in (None, [])}
    if "hardware" in said:
        said["hardware"] = [(entry["device"], entry["count"], entry["memory_gb"]) for entry in said["hardware"]]
    return said


# The eight strings of the definitions (section 7), and what they say.
EIGHT = [
    (
        "Ubuntu 18.04 LTS (512 GB boot disk) 2xRTX 3090 (24 Gb VRam each)",
        {"hardware": [("RTX 3090", 2, 24)]},
    ),
    (
        "GPU: GeForce GTX 1080 (the box has 2 gpus but I only used 1) 74 GB memory (most of it idle)",
        {"hardware": [("GTX 1080", 1, None)], "ram_gb": 74},
    ),
    ("2 X RTX TITAN 32 CPU 128 GB RAM", {"hardware": [("Titan RTX", 2, None)], "cpu_cores": 32, "ram_gb": 128}),
    (
        "12 CPUs, 30 GB memory; 1 x GeForce GTX 1080 Ti",
        {"hardware": [("GTX 1080 Ti", 1, None)], "cpu_cores": 12, "ram_gb": 30},
    ),
    (
        "4 vCPUs, 18.5 GB memory and 1 x NVIDIA Tesla K80 ... ~4-8 hours for a single model; ~4 minutes without TTA",
        {
            "hardware": [("K80", 1, None)],
            "cpu_cores": 4,
            "ram_gb": 18.5,
            "train_hours": 6,
            "train_scope": "model",
        },
    ),
    (
        "20 hours (6 GPU, 14 CPU) for the 42 models. Or around 75 hours if including all the inputs",
        {"cpu_cores": 14, "train_hours": 20, "train_scope": "total"},
    ),
    (
        "started with a local RTX 4090 ... renting 8x RTX 4090 ... approximately $500 in server costs",
        {"hardware": [("RTX 4090", 8, None)], "platforms": ["local"], "cost_usd": 500},
    ),
    (
        "at least 200 bucks in Colab compute units and probably less than 300",
        {"platforms": ["colab"], "cost_usd": 250},
    ),
]


@pytest.mark.parametrize(("text", "said"), EIGHT)
def test_the_eight_strings(text: str, said: dict[str, Any]) -> None:
    assert compute(text) == said


def test_models_of_the_sixth_string() -> None:
    assert predict(EIGHT[5][0])["ensemble"]["models"] == 42


@pytest.mark.parametrize(
    "trap",
    [
        "The first place team trained on 8 A100 GPUs.",
        "Compared with an A100 our card is slow.",
        "Our score was 0.1080.",
        "Notebooks must finish within the 9 hours limit of the platform.",
        "I have an RTX 3090 at home but did not use it.",
        "The winner got a prize of $5,000.",
        "The clips are 10 seconds long.",
        "We use the last 6 weeks of data for training.",
        "A disk of 512 GB is needed.",
    ],
)
def test_traps_say_nothing_of_the_machine(trap: str) -> None:
    assert compute(trap) == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We trained on four A100 GPUs.", 4),
        ("We trained on A100 x 2.", 2),
        ("We trained across four 8xB200 nodes.", 32),
        ("We trained on a single V100.", 1),
        ("We trained on 4 24 GB NVIDIA Quadro RTX 6000 GPUs.", 4),
        ("Hardware: V100*2", 2),
        ("Rented from a cloud (V100x2)", 2),
        ("Hardware: RTX 2080 Ti", None),
        ("We trained on a single NVIDIA GTX A6000 GPU.", 1),
        ("It ran on a machine with 8 x V100, but only one of the GPUs is used.", 1),
        ("We trained on 4 V100 GPUs; 3 losses were tried but only one is used.", 4),
    ],
)
def test_counts(text: str, count: int | None) -> None:
    assert [entry["count"] for entry in predict(text)["compute"]["hardware"]] == [count]


def test_the_second_of_two_alternatives_is_left_out() -> None:
    assert compute("You need a Titan V or a V100.")["hardware"] == [("Titan V", 1, None)]


@pytest.mark.parametrize(
    ("text", "hours", "scope"),
    [
        ("Training took 2 days.", 48, "total"),
        ("Each fold needs about 15 hours of training.", 15, "fold"),
        ("Training a single model takes 30-90 minutes.", 1, "model"),
        ("It takes 20 hours to train each network, and the full training process will take a week.", 168, "total"),
        ("Training took 10 hours for the first stage and 15 hours for the second stage.", 25, "total"),
        ("The whole pipeline runs in 36 seconds.", 0.01, "total"),
        ("训练时间约为3小时。", 3, "total"),
        ("Training takes 1h30m.", 1.5, "total"),
        ("Training took 2 hours and 15 minutes.", 2.25, "total"),
        ("The training of the final model took 10 hours.", 10, "model"),
        ("Training all of them took less than 30 hours.", 30, "total"),
        ("```\nTrain duration: ~ 6-8 hours for one model\n```\n", 7, "model"),
    ],
)
def test_training_time(text: str, hours: float, scope: str) -> None:
    said = predict(text)["compute"]
    assert (said["train_hours"], said["train_scope"]) == (pytest.approx(hours), scope)


def test_inference_time_is_not_training_time() -> None:
    said = predict("Inference on the test set took 90 minutes.")["compute"]
    assert (said["train_hours"], said["inference_hours"]) == (None, 1.5)


@pytest.mark.parametrize(
    "text",
    [
        "Inference takes 30 minutes per scene.",
        "Inference takes 3 minutes for 5 images.",
        "The models had to fit into the 3 hour run time.",
        "Training had to be done in kernels (9-hour GPU).",
        "All of this was trained in the last 3 days.",
        "We trained for long, an epoch took about 6 minutes.",
        "```\ntrain(hours=12, note='12 hours of training')\n```\n",
        "我们用第15天的数据做训练。",
        "We made 5 submissions a day and predicted with the best model.",
    ],
)
def test_times_of_something_else(text: str) -> None:
    said = predict(text)["compute"]
    assert (said["train_hours"], said["inference_hours"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We worked on an 8C/16T desktop with 32GB RAM", {"cpu_cores": 8, "ram_gb": 32}),
        ("Intel Xeon CPU @ 3.60GHz x 8", {"cpu_cores": 8}),
        ("Everything ran on a 128GB machine.", {"ram_gb": 128}),
        ("The total runtime is short on a 24 Gb laptop.", {"ram_gb": 24, "platforms": ["local"]}),
        ("The laptop has a 24 GB GPU.", {"platforms": ["local"]}),
        ("At least 64GB of system memory is needed.", {"ram_gb": 64}),
        ("A naive search takes about 40 minutes.", {}),
        ("- **CPU Cores**: 128\n- Memory (GB): 64Gb\n", {"cpu_cores": 128, "ram_gb": 64}),
        ("```\nCPU: 16-core processor\n```\n", {"cpu_cores": 16}),
        ("16 GB available RAM", {"ram_gb": 16}),
        ("GPU(s) with 32Gb RAM", {}),
        ("Ubuntu 22.04, CPU 24 core 64G, Python 3.12", {"cpu_cores": 24, "ram_gb": 64}),
        ("Memory (GB): 12GB*4", {}),
        ("8 x A100 GPUs + 1TB of memory", {"hardware": [("A100", 8, None)], "ram_gb": 1024}),
        ("Trained on an A100 GPU (40GB RAM)", {"hardware": [("A100", 1, 40)]}),
        ("Trained on 2 x V100-SXM2-32GB", {"hardware": [("V100", 2, 32)]}),
        ("Machine: 16 cores, 4 GPUs with 256 GB of RAM", {"cpu_cores": 16, "ram_gb": 256}),
        ("A modern x86-64 CPU", {}),
        ("Linux x86_64 CPU with 16 cores", {"cpu_cores": 16}),
        ("```\nrun --driver-memory 32g  # 2 threads\ncores = 4\n```\n", {}),
        ("Score 0.85 (local CV), grid search on lambda and alpha", {}),
        ("Each fold ran on 4x3090.", {"hardware": [("RTX 3090", 4, None)]}),
        ("Trained on an HP Z4 workstation.", {"platforms": ["local"]}),
        ("We did the project locally.", {"platforms": ["local"]}),
        ("All folds were trained on 4 x V100 (local).", {"hardware": [("V100", 4, None)], "platforms": ["local"]}),
        ("All folds were trained on lambda.", {"platforms": ["lambda"]}),
        ("Experiments ran on a cluster of three computers.", {"platforms": ["cluster"]}),
        ("The second level is run on [kernel](https://example.org).", {"platforms": ["kaggle"]}),
        ("Inference time on Kaggle is fine.", {"platforms": ["kaggle"]}),
        ("The kernel running time is short.", {"platforms": ["kaggle"]}),
    ],
)
def test_machines_as_people_type_them(text: str, said: dict[str, Any]) -> None:
    assert compute(text) == said
