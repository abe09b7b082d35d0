"""Reference numbers for clocks and alignment of GaitSignal from NumPy and SciPy.

Run: python signals_alignment.py [output folder]   (default: ../reference beside this file)
"""

import numpy as np
import scipy
from scipy import signal

from signals_common import rounded, write


def timestamps():
    """A sensor of about 120 Hz whose stamps jitter, with one hole, onto 100 Hz and 40 Hz."""
    random = np.random.default_rng(3)
    stamps = np.arange(300) / 120 + random.uniform(-0.002, 0.002, 300)
    stamps = np.round(np.delete(stamps, np.arange(130, 150)), 6)
    values = np.round(np.sin(2 * np.pi * 1.5 * stamps) + 0.1 * np.cos(2 * np.pi * 9 * stamps), 5)
    even = np.arange(stamps[0], stamps[-1], 1 / 400)
    return {
        "stampsS": stamps.tolist(), "values": values.tolist(), "rateHz": 400,
        "interpolated": rounded(np.interp(even, stamps, values)),
    }


def lags():
    random = np.random.default_rng(9)
    base = np.convolve(random.standard_normal(700), np.hanning(15), "same")
    cases = []
    for lag, noise in [(0, 0.1), (37, 0.3), (-52, 0.3)]:
        first = np.round(base[100:500] + noise * random.standard_normal(400), 3)
        second = np.round(base[100 - lag:450 - lag] + noise * random.standard_normal(350), 3)
        a, b = first - first.mean(), second - second.mean()
        best = None
        for candidate in range(-80, 81):
            start, stop = max(0, -candidate), min(a.size, b.size - candidate)
            x, y = a[start:stop], b[start + candidate:stop + candidate]
            value = x @ y / np.sqrt((x @ x) * (y @ y))
            if best is None or value > best[1]:
                best = (candidate, value)
        cases.append({"true": lag, "first": first.tolist(), "second": second.tolist(),
                      "best": best[0], "correlation": float(best[1])})
    return cases


def resampled():
    time = np.arange(200) / 200
    values = np.round(2 + np.sin(2 * np.pi * 3 * time) + 0.5 * np.sin(2 * np.pi * 80 * time), 5)
    return {
        "samples": values.tolist(),
        "halved": rounded(signal.resample_poly(values, 1, 2)),
        "doubled": rounded(signal.resample_poly(values, 2, 1)),
    }


def main():
    write("signals-alignment", [np, scipy], {
        "timestamps": timestamps(), "lags": lags(), "resampled": resampled(),
    })


if __name__ == "__main__":
    main()
