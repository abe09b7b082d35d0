"""Reference numbers of GaitSignal's gait folder from SciPy and NumPy.

Run: python gait_cycles.py   (writes ../reference/signal-gait.json)
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import interpolate, signal


def rounded(values):
    return np.round(values, 5)


def peaks():
    random = np.random.default_rng(11)
    time = np.arange(160) / 50
    samples = rounded(np.sin(2 * np.pi * 1.1 * time) + 0.4 * random.standard_normal(160))
    # A flat top of an odd and of an even number of samples, and one that ends the signal.
    samples[20:23] = 3
    samples[40:44] = 2.5
    samples[-2:] = 4
    cases = []
    for height in (None, 0.0, 0.9):
        for distance in (None, 7, 12.5):
            for prominence in (None, 0.5, 1.5):
                found, _ = signal.find_peaks(
                    samples, height=height, distance=distance, prominence=prominence)
                cases.append({
                    "height": height, "distance": distance, "prominence": prominence,
                    "indices": found.tolist(),
                    "prominences": signal.peak_prominences(samples, found)[0].tolist(),
                })
    return {"samples": samples.tolist(), "cases": cases}


def splines():
    random = np.random.default_rng(12)
    cases = []
    for count in (2, 3, 4, 5, 9, 40):
        places = rounded(np.cumsum(random.uniform(0.2, 1.8, count)))
        values = rounded(random.standard_normal(count))
        targets = rounded(np.linspace(places[0], places[-1], 33))
        targets = np.clip(targets, places[0], places[-1])
        for ends in ("not-a-knot", "natural"):
            spline = interpolate.CubicSpline(places, values, bc_type=ends)
            cases.append({
                "places": places.tolist(), "values": values.tolist(), "targets": targets.tolist(),
                "isNatural": ends == "natural", "curve": spline(targets).tolist(),
            })
    return cases


def cycles():
    random = np.random.default_rng(13)
    rate, start = 100.0, 2.5
    time = np.arange(420) / rate
    samples = rounded(np.sin(2 * np.pi * 0.9 * time) + 0.1 * random.standard_normal(420))
    present = np.ones(420, bool)
    present[150:157] = False
    events = [2.7113, 3.8049, 4.9551, 6.0407]
    linear, cubic = [], []
    x = start + time[present]
    spline = interpolate.CubicSpline(x, samples[present])
    for a, b in zip(events, events[1:]):
        points = np.linspace(a, b, 101)
        linear.append(np.interp(points, x, samples[present]).tolist())
        cubic.append(spline(points).tolist())
    return {
        "rate": rate, "start": start, "samples": [
            float(v) if ok else None for v, ok in zip(samples, present)],
        "events": events, "linear": linear, "cubic": cubic,
    }


def main():
    folder = Path(__file__).resolve().parent.parent / "reference"
    content = {
        "madeWith": {"scipy": scipy.__version__, "numpy": np.__version__},
        "peaks": peaks(), "splines": splines(), "cycles": cycles(),
    }
    (folder / "signal-gait.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
