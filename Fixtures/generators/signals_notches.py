"""Reference numbers for notches, smoothers and trends of GaitSignal from SciPy.

Run: python signals_notches.py [output folder]   (default: ../reference beside this file)
"""

import numpy as np
import scipy
from scipy import signal

from signals_common import rounded, walk_like, write

RATE = 1000.0


def notches(samples):
    cases = []
    for frequency, width, harmonics in [
        (50, 2, False), (60, 0.5, False), (50, 2, True), (60, 4, True),
    ]:
        sections = []
        multiple = 1
        while multiple * frequency < RATE / 2:
            b, a = signal.iirnotch(multiple * frequency, multiple * frequency / width, fs=RATE)
            sections.append(np.concatenate([b, a]))
            multiple += 1
            if not harmonics:
                break
        sos = np.array(sections)
        cases.append({
            "frequencyHz": frequency, "widthHz": width, "isComb": harmonics,
            "sos": rounded(sos.ravel(), 16), "zeroPhase": rounded(signal.sosfiltfilt(sos, samples)),
        })
    return cases


def initial_states(samples):
    cases = []
    for order, band, edges in [
        (4, "lowpass", 6), (3, "highpass", 20), (2, "bandpass", [20, 450]),
        (2, "bandstop", [45, 55]),
    ]:
        sos = signal.butter(order, edges, band, fs=RATE, output="sos")
        start = signal.sosfilt_zi(sos)
        output, end = signal.sosfilt(sos, samples, zi=start * samples[0])
        cases.append({
            "order": order, "band": band, "edgesHz": np.atleast_1d(edges).tolist(),
            "steady": rounded(start.ravel()), "output": rounded(output),
            "end": rounded(end.ravel()),
        })
    return cases


def smoothers(samples):
    # SciPy solves by plain powers, which costs digits: 3e-9 off at window 101 and degree 4.
    cases = []
    for window, degree, derivative in [
        (1, 0, 0), (5, 2, 0), (7, 3, 1), (21, 4, 2), (31, 5, 0), (61, 3, 0), (5, 4, 4), (9, 2, 3),
    ]:
        cases.append({
            "windowLength": window, "degree": degree, "derivative": derivative,
            "filtered": rounded(signal.savgol_filter(
                samples, window, degree, deriv=derivative, delta=0.5, mode="interp")),
        })
    return cases


def trends(samples):
    cases = []
    for trend, points in [("constant", []), ("linear", []), ("linear", [30, 31, 90])]:
        cases.append({
            "trend": trend, "breakpoints": points,
            "values": rounded(signal.detrend(samples, type=trend, bp=points or 0)),
        })
    # SciPy takes one mean off the whole signal whatever the breakpoints; here each piece has one.
    cases.append({
        "trend": "constant", "breakpoints": [40],
        "values": rounded(np.concatenate([part - part.mean() for part in np.split(samples, [40])])),
    })
    return cases


def main():
    samples = walk_like(160, seed=21)
    write("signals-notches", [np, scipy], {
        "samples": samples.tolist(), "notches": notches(samples), "smoothers": smoothers(samples),
        "trends": trends(samples), "initialStates": initial_states(samples),
    })


if __name__ == "__main__":
    main()
