"""Writes reference/models/*.json: small whole networks with gradients and a training run, in float64.

    python models.py REFERENCE

REFERENCE is the folder that holds the PyTorch definitions (`models.py`, `baselines.py`). The scalar
whose gradients are taken is the mean of the squared output; `losses` are those of ten steps of Adam.
"""
import argparse
import importlib.util
import sys
from pathlib import Path

import torch

from reference_json import blocks, drawn, write

arguments = argparse.ArgumentParser()
arguments.add_argument("reference", type=Path)
folder = arguments.parse_args().reference.resolve()
sys.path.insert(0, str(folder))


def definitions(name):
    # By path, because this file has the name of one of them.
    spec = importlib.util.spec_from_file_location(f"reference_{name}", folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


models, baselines = definitions("models"), definitions("baselines")
g = torch.Generator().manual_seed(3)


def case(model, output_of, inputs, learning_rate=1e-3):
    model = model.double().train()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_((parameter + 0.1 * drawn(g, *parameter.shape)).float().double())
    for part in model.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = 0.0
        if isinstance(part, (torch.nn.RNNBase, torch.nn.MultiheadAttention)):
            part.dropout = 0.0
    weights = blocks(dict(model.named_parameters()))
    leaves = {k: v.clone().requires_grad_() for k, v in inputs.items()}
    outputs = output_of(model, leaves)
    next(iter(outputs.values())).square().mean().backward()
    result = {
        "inputs": blocks(inputs), "outputs": blocks(outputs), "weights": weights,
        "input_gradients": blocks({k: v.grad for k, v in leaves.items()}),
        "gradients": blocks({k: p.grad for k, p in model.named_parameters()}),
    }
    adam, losses = torch.optim.Adam(model.parameters(), learning_rate), []
    for _ in range(10):
        adam.zero_grad()
        loss = next(iter(output_of(model, inputs).values())).square().mean()
        loss.backward()
        adam.step()
        losses.append(float(loss.detach()))
    result["numbers"] = {"losses": losses, "learning_rate": [learning_rate]}
    return result


def cross(causal):
    def run(model, inputs):
        out = model(**inputs, causal=causal)
        return {"moment": out["moment"]} | {f"attention.{k}": v for k, v in out["attention"].items()}

    return case(models.CrossLSTM(imu=5, emg=3, outputs=2, hidden=4, heads=2), run,
                {"imu": drawn(g, 2, 6, 5), "emg": drawn(g, 2, 6, 3)})


write("models/cross-lstm.json", {"plain": cross(False), "causal": cross(True)})
write("models/lstm.json", {"plain": case(
    baselines.Recurrent(5, 7, 2, hidden=6), lambda model, inputs: {"y": model(**inputs)},
    {"x": drawn(g, 3, 7, 5)})})
