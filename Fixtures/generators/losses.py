"""Writes reference/losses.json: the losses and objectives, with gradients, computed by PyTorch in float64.

    python losses.py REFERENCE

REFERENCE is the folder that holds the PyTorch definitions (`models.py`).
"""
import argparse
import sys
from pathlib import Path

import torch
from torch.nn import functional as F

from reference_json import blocks, drawn, write

arguments = argparse.ArgumentParser()
arguments.add_argument("reference", type=Path)
sys.path.insert(0, str(arguments.parse_args().reference.resolve()))
import models  # noqa: E402

g = torch.Generator().manual_seed(31)


def r(*shape):
    return drawn(g, *shape)


def case(loss, constants=None, integers=None, **inputs):
    leaves = {k: v.clone().requires_grad_() for k, v in inputs.items()}
    value = loss(**leaves)
    value.backward()
    return {"inputs": blocks(inputs | (constants or {})), "outputs": blocks({"loss": value}),
            "input_gradients": blocks({k: v.grad for k, v in leaves.items()}), "integers": integers or {}}


target = r(5, 3)
probability = drawn(g, 5, 3, low=0, high=1)
classes = torch.tensor([0, 3, 1, 2, 3])
above = (classes[:, None] > torch.arange(3)).double()
progress, weeks = drawn(g, 6, low=0, high=1), drawn(g, 6, low=4, high=40)
level, censored = torch.tensor([0, 1, 2, 2, 3, 1]), torch.tensor([0, 1, 1, 0, 1, 0], dtype=torch.bool)
stride = r(3, 20, 6).abs()


def fusion(progress_, level_, duration_, s):
    out = {"progress": progress_, "level": level_, "duration": duration_}
    return models.st_ammfn_loss(
        out, {"progress": progress, "level": level, "duration": weeks, "censored": censored}, list(s))


write("losses.json", {
    "squared": case(lambda prediction: F.mse_loss(prediction, target), {"target": target}, prediction=r(5, 3)),
    "absolute": case(lambda prediction: F.l1_loss(prediction, target), {"target": target}, prediction=r(5, 3)),
    "huber": case(lambda prediction: F.huber_loss(prediction, target, delta=0.7), {"target": target}, prediction=r(5, 3)),
    "binary": case(lambda prediction: F.binary_cross_entropy_with_logits(prediction, probability),
                   {"target": probability}, prediction=3 * r(5, 3)),
    "crossEntropy": case(lambda prediction: F.cross_entropy(prediction, classes), integers={"classes": classes.tolist()},
                         prediction=3 * r(5, 4)),
    "ordinal": case(lambda prediction: F.binary_cross_entropy_with_logits(prediction, above, reduction="none").sum(1).mean(),
                    integers={"classes": classes.tolist()}, prediction=3 * r(5, 3)),
    "fusion": case(fusion, {"progress": progress, "weeks": weeks},
                   {"level": level.tolist(), "censored": censored.int().tolist()},
                   progress_=drawn(g, 6, low=0, high=1), level_=r(6, 4), duration_=drawn(g, 6, low=4, high=40), s=0.3 * r(3)),
    "simulator": case(
        lambda reconstruction, mu, logvar: models.gait_vae_loss(reconstruction, stride, mu, logvar, 0.3, 0.7, pressures=4),
        {"stride": stride}, reconstruction=r(3, 20, 6).abs(), mu=r(3, 2), logvar=r(3, 2)),
})
