"""Ten steps of PyTorch's optimisers and its schedules, in double precision, for GaitTrainingTests.

The loss is sum(scale * (p - target)^4) over two parameters; the second has no gradient in steps 3 and 4.

Run: python optimizers.py [output folder]   (default: ../reference beside this file)
"""
import json
import sys
from pathlib import Path

import torch

STEPS = 10
OPTIMIZERS = {
    "adam": (torch.optim.Adam, dict(lr=0.05)),
    "adam-settings": (torch.optim.Adam, dict(lr=0.02, betas=(0.7, 0.95), eps=1e-3)),
    "adam-l2": (torch.optim.Adam, dict(lr=0.05, weight_decay=0.3)),
    "adamw": (torch.optim.AdamW, dict(lr=0.05, weight_decay=0.3)),
    "sgd": (torch.optim.SGD, dict(lr=0.01)),
    "sgd-momentum": (torch.optim.SGD, dict(lr=0.01, momentum=0.9)),
    "sgd-momentum-decay": (torch.optim.SGD, dict(lr=0.01, momentum=0.8, weight_decay=0.2)),
    "adamw-clipped": (torch.optim.AdamW, dict(lr=0.05, weight_decay=0.1)),
}


def drawn(generator, *shape):
    return torch.randn(shape, generator=generator).float().double()


def trajectory(kind, settings, clip):
    g = torch.Generator().manual_seed(5)
    start = dict(a=drawn(g, 3, 4), b=drawn(g, 5))
    target = dict(a=drawn(g, 3, 4), b=drawn(g, 5))
    scale = dict(a=drawn(g, 3, 4).abs(), b=drawn(g, 5).abs())
    parameters = {k: torch.nn.Parameter(v.clone()) for k, v in start.items()}
    optimizer = kind(parameters.values(), **settings)
    path = {k: [] for k in parameters}
    norms = []
    for step in range(STEPS):
        optimizer.zero_grad(set_to_none=True)
        used = ["a"] if step in (3, 4) else ["a", "b"]
        sum((scale[k] * (parameters[k] - target[k]) ** 4).sum() for k in used).backward()
        if clip:
            norms.append(float(torch.nn.utils.clip_grad_norm_(parameters.values(), clip)))
        optimizer.step()
        for k, p in parameters.items():
            path[k].append(p.detach().flatten().tolist())
    flat = lambda tensors: {k: v.flatten().tolist() for k, v in tensors.items()}
    return dict(start=flat(start), target=flat(target), scale=flat(scale), path=path, norms=norms, clip=clip)


def cosine(steps, share):
    p = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps, eta_min=share)
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return dict(steps=steps, share=share, rates=rates)


def plateau(factor, patience, scores):
    p = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=factor, patience=patience, threshold=0)
    rates = []
    for score in scores:
        rates.append(optimizer.param_groups[0]["lr"])
        schedule.step(score)
    return dict(factor=factor, patience=patience, scores=scores, rates=rates)


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "reference"
    content = dict(
        optimizers={k: trajectory(kind, settings, 1.0 if k.endswith("clipped") else None)
                    for k, (kind, settings) in OPTIMIZERS.items()},
        cosine=[cosine(30, 0.0), cosine(17, 0.02)],
        plateau=[plateau(0.5, 1, [5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2, 6, 6, 6, 6, 6, 6]),
                 plateau(0.1, 0, [1, 1, 1, .5, .7, .7])])
    target = folder / "optimizers.json"
    target.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{target.name}: {target.stat().st_size} bytes")
