"""Writes reference/networks/*.safetensors: each network of the reference folder, small, computed in float64.

    python model_cases.py REFERENCE

REFERENCE is the folder that holds the PyTorch definitions (`models.py`, `baselines.py`, `make_case.py`).
A case holds inputs, outputs, gradients and the losses of ten Adam steps as `make_case.py` defines them,
but no weights: those come from their names by the formula of `formula`, which the tests repeat, so a
wrong name or shape gives wrong numbers and even the full ResNet-50 fits. Of gradients above 256
elements, every n-th is stored (`gradient_samples.*`) with the largest of all (`gradient_scales.*`).
Metadata: model, config, batch_statistics.
"""
import argparse
import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

arguments = argparse.ArgumentParser()
arguments.add_argument("reference", type=Path)
folder = arguments.parse_args().reference.resolve()
target = Path(__file__).resolve().parent.parent / "reference" / "networks"
sys.path.insert(0, str(folder))


def definitions(name):
    # By path, because another generator has the name of one of them.
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


models, baselines = definitions("models"), definitions("baselines")
make_case = definitions("make_case")


def formula(name, shape):
    """Numbers in -1..1 from a hash of the name (FNV-1a) and the place (SplitMix64), then scaled by kind."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    count = int(np.prod(shape))
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + (np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    u = (z >> np.uint64(40)).astype(np.float64) / 2.0 ** 23 - 1.0
    if name.endswith("running_var"):
        u = 1.25 + 0.75 * u
    elif name.endswith("running_mean"):
        u = 0.3 * u
    elif name.endswith("original0"):
        u = 1.0 + 0.2 * u
    elif len(shape) >= 2:
        u = u * (1.5 / np.sqrt(count / shape[0]))
    elif name.endswith("weight"):
        u = 1.0 + 0.2 * u
    else:
        u = 0.1 * u
    return torch.from_numpy(u.astype(np.float32).astype(np.float64).reshape(shape))


def write(file, name, model, config, inputs, batch_statistics=False, **options):
    model = model.double().train()
    names = [k for k in model.state_dict() if not k.endswith("num_batches_tracked")]
    weights = {k: formula(k, tuple(model.state_dict()[k].shape)) for k in names}
    for m in model.modules():
        if isinstance(m, torch.nn.Dropout): m.p = 0.0
        if isinstance(m, (torch.nn.RNNBase, torch.nn.MultiheadAttention)): m.dropout = 0.0
        if not batch_statistics and isinstance(m, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)): m.eval()
    model.load_state_dict(weights, strict=False)
    x = {k: v.float().double() if torch.is_tensor(v) and v.is_floating_point() else v for k, v in inputs.items()}
    case = {}
    for k, v in x.items():
        if isinstance(v, dict): case |= {f"inputs.{k}.{m}": t.clone() for m, t in v.items()}
        else: case[f"inputs.{k}"] = v.clone()
    leaves = {k: v.clone().requires_grad_() for k, v in x.items() if torch.is_tensor(v) and v.is_floating_point()}
    out = model(**(x | leaves), **options)
    case |= {f"outputs.{k}": v.detach().clone() for k, v in make_case.named(out).items()}
    make_case.loss_of(out).backward()
    for k, p in model.named_parameters():
        if p.grad is None: continue
        if p.numel() <= 256:
            case[f"gradients.{k}"] = p.grad.clone()
        else:
            case[f"gradient_samples.{k}"] = p.grad.flatten()[::-(-p.numel() // 256)].clone()
            case[f"gradient_scales.{k}"] = p.grad.abs().max().reshape(1)
    case |= {f"input_gradients.{k}": v.grad.clone() for k, v in leaves.items() if v.grad is not None}
    if batch_statistics:
        case |= {f"running.{k}": v.clone() for k, v in model.state_dict().items() if "running" in k}
    model.load_state_dict(weights, strict=False)
    adam, losses = torch.optim.Adam(model.parameters(), 1e-3), []
    for _ in range(10):
        adam.zero_grad()
        loss = make_case.loss_of(model(**x, **options)); loss.backward(); adam.step()
        losses.append(loss.detach())
    case["losses"] = torch.stack(losses)
    case = {k: (v.float() if v.is_floating_point() else v).contiguous() for k, v in case.items()}
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{file}.safetensors"
    save_file(case, path, metadata=dict(model=name, config=json.dumps(config),
                                        batch_statistics=str(batch_statistics).lower()))
    print(f"{path.name}: {path.stat().st_size} bytes")


def generator(): return torch.Generator().manual_seed(11)


def system(file, name, config, batch=3, sizes=None, batch_statistics=False, image=None):
    """One of the six systems; `sizes` are those of its inputs alone."""
    g = generator()
    model = make_case.MODELS[name](**config)
    inputs = make_case.inputs(name, model, config | (sizes or {}), batch, g)
    inputs = {k: v[:, :sizes["steps"]] if sizes and "steps" in sizes and k in ("x", "signals") else v
              for k, v in inputs.items()}
    if image: inputs["image"] = inputs["image"][..., :image, :image - 2]
    if config.get("subject") == 0: inputs.pop("subject")
    write(file, name, model, config, inputs, batch_statistics)


for suffix, statistics in (("", False), ("-batch-statistics", True)):
    system(f"st-ammfn{suffix}", "st-ammfn", dict(demographics=4, clinical=5, biomechanics=3, insole=6, levels=3, d=8),
           batch=4, sizes=dict(visits=3, time=9), batch_statistics=statistics)
    late = dict(channels=9, hidden=5, subject=2)
    steps = dict(steps=6)
    system(f"cnn2d-lstm{suffix}", "cnn2d-lstm", late, sizes=steps, batch_statistics=statistics)
    system(f"rehab-hybrid{suffix}", "rehab-hybrid", dict(signals=3, clinical=4, classes=3), sizes=steps, image=12,
           batch_statistics=statistics)
system("cnn2d-lstm-channels", "cnn2d-lstm", late | dict(inject="channels"), sizes=steps)
system("cnn2d-lstm-without-subject", "cnn2d-lstm", late | dict(subject=0), sizes=steps)
system("gait-vae", "gait-vae", dict(channels=6, time=12, condition=3, latent=4, width=8, pressures=4))
small = dict(channels=3, time=11, outputs=2, hidden=6, latent=4)
system("lstam", "lstam", small)
for switch in ("spectral", "autoencoder", "attention"):
    system(f"lstam-without-{switch}", "lstam", small | {"time": 10, switch: False})


def panel(file, name, model, config, batch_statistics=False, batch=3):
    x = torch.randn(batch, config["time"], config["channels"], generator=generator())
    write(file, name, model, config, dict(x=x), batch_statistics)


def sizes(channels, time, outputs): return dict(channels=channels, time=time, outputs=outputs)


s = sizes(5, 12, 2)
panel("ffn", "ffn", baselines.FFN(**s), s)
panel("bilstm", "bilstm", baselines.Recurrent(**s, bidirectional=True, hidden=6), s | dict(hidden=6))
panel("gru", "gru", baselines.Recurrent(**s, kind="gru", hidden=6), s | dict(hidden=6))
panel("tcn", "tcn", baselines.TCN(**s, width=6, levels=3, kernel=3), s | dict(width=6, levels=3, kernel=3))
panel("transformer", "transformer", baselines.Transformer(**s, d=8, heads=2), s | dict(d=8, heads=2))
panel("timemixer", "timemixer", baselines.TimeMixer(**s, d=6, feedforward=8, kernel=5), s | dict(d=6, feedforward=8, kernel=5))
for suffix, statistics in (("", False), ("-batch-statistics", True)):
    panel(f"cnn1d{suffix}", "cnn1d", baselines.CNN1D(**s, width=6), s | dict(width=6), statistics)
    panel(f"cnn1d-lstm{suffix}", "cnn1d-lstm", baselines.CNN1D(**s, width=6, lstm=True), s | dict(width=6), statistics)
    plane = sizes(9, 7, 2)
    panel(f"cnn2d{suffix}", "cnn2d", baselines.CNN2D(**plane), plane, statistics)
    long = sizes(3, 45, 2)
    panel(f"inception{suffix}", "inception", baselines.Inception(**long, filters=3), long | dict(filters=3), statistics, batch=2)
    patched = sizes(3, 27, 2)
    panel(f"xpatch{suffix}", "xpatch", baselines.XPatch(**patched, patch=6, stride=4), patched | dict(patch=6, stride=4),
          statistics)
image = sizes(10, 33, 2)
panel("resnet50", "resnet50", baselines.ResNet50(**image), image, batch=2)
# The names and shapes of the published ImageNet weights, whose last layer has a thousand classes.
names = {k: list(v.shape) for k, v in baselines.ResNet50(3, 1, 1000).state_dict().items()
         if not k.endswith("num_batches_tracked")}
(target / "resnet50-names.json").write_text(json.dumps(names, separators=(",", ":")) + "\n")
