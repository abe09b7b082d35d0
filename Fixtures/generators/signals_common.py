"""What the generators of signal fixtures share."""

import json
import sys
from pathlib import Path

import numpy as np


def rounded(values, digits=14):
    """Nested lists of numbers with few digits, which keeps the files small."""
    array = np.asarray(values, dtype=float)
    if array.ndim == 0:
        return float(f"{array:.{digits}g}")
    return [rounded(part, digits) for part in array]


def walk_like(count, seed, rate=1000.0):
    """A smooth signal with an offset, a trend and noise."""
    random = np.random.default_rng(seed)
    time = np.arange(count) / rate
    smooth = 3 + 2 * time + np.sin(2 * np.pi * 7 * time) + 0.5 * np.cos(2 * np.pi * 61 * time)
    return np.round(smooth + 0.3 * random.standard_normal(count), 5)


def write(name, made_with, content):
    here = Path(__file__).resolve().parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.json"
    versions = {module.__name__: module.__version__ for module in made_with}
    text = json.dumps({"madeWith": versions, **content}, separators=(",", ":"))
    target.write_text(text + "\n")
    print(f"{target.name}: {target.stat().st_size} bytes")
