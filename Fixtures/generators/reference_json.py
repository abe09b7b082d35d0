"""What the generators of JSON reference cases share: numbers as float32 going in, float64 inside."""
import json
from pathlib import Path

import torch

FOLDER = Path(__file__).resolve().parent.parent / "reference"


def block(tensor):
    """A tensor as its shape and its elements, with digits enough for float32."""
    return {"shape": list(tensor.shape),
            "values": [float(f"{v:.9g}") for v in tensor.detach().double().flatten().tolist()]}


def blocks(tensors):
    return {name: block(tensor) for name, tensor in tensors.items()}


def drawn(generator, *shape, low=None, high=None):
    """Normal numbers, or uniform ones in a range, that float32 holds exactly."""
    if low is None:
        values = torch.randn(shape, generator=generator)
    else:
        values = torch.rand(shape, generator=generator) * (high - low) + low
    return values.float().double()


def write(path, content):
    target = FOLDER / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{target.name}: {target.stat().st_size} bytes")
