"""Reference numbers of GaitSignal from SciPy and NumPy.

Run: python gait_signal.py [output folder]   (default: ../reference beside this file)
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy import signal

RATE = 1000.0
STEP = 16


def walk_like(count, seed):
    """A smooth signal with an offset, a trend and noise; few digits keep the file small."""
    random = np.random.default_rng(seed)
    time = np.arange(count) / RATE
    smooth = 3 + 2 * time + np.sin(2 * np.pi * 7 * time) + 0.5 * np.cos(2 * np.pi * 61 * time)
    return np.round(smooth + 0.3 * random.standard_normal(count), 5)


def emg_like(count, seed):
    """Noise bursts on an offset, in volts."""
    random = np.random.default_rng(seed)
    time = np.arange(count) / RATE
    burst = 0.02 + 0.2 * np.clip(np.sin(2 * np.pi * 1.1 * time), 0, None) ** 2
    return np.round(0.003 + burst * random.standard_normal(count), 6)


def filters():
    samples = walk_like(480, seed=1)
    bands = [
        ("lowPass", [6.0]),
        ("lowPass", [120.0]),
        ("highPass", [30.0]),
        ("bandPass", [20.0, 450.0]),
        ("bandPass", [8.0, 12.0]),
        ("bandStop", [45.0, 55.0]),
        ("bandStop", [100.0, 300.0]),
    ]
    kinds = {"lowPass": "low", "highPass": "high", "bandPass": "bandpass", "bandStop": "bandstop"}
    cases = []
    for order in range(1, 11):
        for kind, edges in bands:
            # Ten poles within 4 Hz leave SciPy itself no digits to compare.
            if edges == [8.0, 12.0] and order > 4:
                continue
            edge = edges[0] if len(edges) == 1 else edges
            sos = signal.butter(order, edge, kinds[kind], fs=RATE, output="sos")
            cases.append({
                "order": order,
                "band": kind,
                "edgesHz": edges,
                "sos": sos.ravel().tolist(),
                "forward": signal.sosfilt(sos, samples)[::STEP].tolist(),
                "zeroPhase": signal.sosfiltfilt(sos, samples)[::STEP].tolist(),
            })
    return {"samples": samples.tolist(), "step": STEP, "cases": cases}


def envelope():
    samples = emg_like(1600, seed=2)
    cases = []
    for low, high, order, smoothing in [(20, 450, 4, 6), (30, 400, 2, 10)]:
        band = signal.butter(order, [low, high], "bandpass", fs=RATE, output="sos")
        smooth = signal.butter(4, smoothing, "low", fs=RATE, output="sos")
        result = signal.sosfiltfilt(smooth, np.abs(signal.sosfiltfilt(band, samples)))
        cases.append({
            "lowHz": low, "highHz": high, "bandOrder": order, "smoothingHz": smoothing,
            "envelope": result[::STEP].tolist(),
        })
    return {"samples": samples.tolist(), "step": STEP, "cases": cases}


def resampling():
    samples = walk_like(90, seed=3)
    names = {"constant": "zero", "mean": "mean", "line": "line"}
    cases = []
    for up, down in [(1, 10), (10, 1), (3, 2), (2, 3), (7, 5), (147, 160), (4, 6)]:
        for padding in names:
            cases.append({
                "up": up, "down": down, "padding": names[padding],
                "resampled": signal.resample_poly(samples, up, down, padtype=padding).tolist(),
            })
    return {"samples": samples.tolist(), "cases": cases}


def differences():
    random = np.random.default_rng(4)
    samples = walk_like(40, seed=5)
    times = np.round(np.cumsum(random.uniform(0.5, 1.5, 40)), 4)
    targets = np.round(random.uniform(times[0], times[-1], 60), 4)
    targets = np.concatenate([targets, times[:3], times[-1:]])
    return {
        "samples": samples.tolist(),
        "spacing": 0.01,
        "gradient": np.gradient(samples, 0.01).tolist(),
        "times": times.tolist(),
        "targets": targets.tolist(),
        "interpolated": np.interp(targets, times, samples).tolist(),
    }


def main():
    here = Path(__file__).resolve().parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    made_with = {"scipy": scipy.__version__, "numpy": np.__version__}
    parts = {
        "filters": filters, "envelope": envelope, "resampling": resampling,
        "differences": differences,
    }
    for name, make in parts.items():
        content = {"madeWith": made_with, **make()}
        (folder / f"signal-{name}.json").write_text(json.dumps(content, separators=(",", ":")))


if __name__ == "__main__":
    main()
