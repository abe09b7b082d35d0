"""Reference features of GaitSignal from NumPy and SciPy.

Run: python signals_features.py [output folder]   (default: ../reference beside this file)
"""

import numpy as np
import scipy
from scipy import ndimage, signal

from signals_common import rounded, write

RATE = 1000.0


def bursts(count, seed):
    random = np.random.default_rng(seed)
    time = np.arange(count) / RATE
    burst = 0.02 + 0.2 * np.clip(np.sin(2 * np.pi * 1.1 * time), 0, None) ** 2
    hum = 0.05 * np.sin(2 * np.pi * 50 * time) + 0.02 * np.sin(2 * np.pi * 150 * time)
    return np.round(burst * random.standard_normal(count) + hum, 4)


def amplitude(samples, threshold):
    steps = np.diff(samples)
    nonzero = samples[samples != 0]
    changes = np.sign(nonzero[1:]) != np.sign(nonzero[:-1])
    crossings = changes & (np.abs(np.diff(nonzero)) >= threshold)
    greater = np.maximum(abs(steps[:-1]), abs(steps[1:]))
    turns = (steps[:-1] * steps[1:] < 0) & (greater >= threshold)
    return {
        "threshold": threshold, "mean": samples.mean(), "variance": samples.var(),
        "rootMeanSquare": np.sqrt(np.mean(samples ** 2)), "peakToPeak": np.ptp(samples),
        "meanAbsoluteValue": np.abs(samples).mean(), "waveformLength": np.abs(steps).sum(),
        "zeroCrossings": int(crossings.sum()), "slopeSignChanges": int(turns.sum()),
    }


def spectral(samples):
    frequencies, power = signal.welch(samples, fs=RATE, nperseg=256)
    bands = [(0, 20), (20, 60), (60, 100.5), (100, 500)]
    powers = []
    for low, high in bands:
        inside = (frequencies >= low) & (frequencies <= high)
        powers.append(scipy.integrate.trapezoid(power[inside], frequencies[inside]))
    share = power / power.sum()
    return {
        "bands": bands, "powers": rounded(powers),
        "relative": rounded(np.array(powers) / scipy.integrate.trapezoid(power, frequencies)),
        "meanFrequencyHz": float((frequencies * power).sum() / power.sum()),
        "medianFrequencyHz": float(frequencies[np.searchsorted(power.cumsum(), power.sum() / 2)]),
        "entropy": float(scipy.stats.entropy(share) / np.log(share.size)),
    }


def image():
    random = np.random.default_rng(5)
    rows, columns = np.mgrid[0:9, 0:13]
    pixels = np.round(np.clip(0.4 + 0.3 * np.sin(columns / 2) + 0.1 * (rows > 4)
                              + 0.05 * random.standard_normal((9, 13)), 0, 1), 3)
    pixels[0, 0], pixels[1, 1] = 0.0, 1.0
    across, down = ndimage.sobel(pixels, axis=1), ndimage.sobel(pixels, axis=0)
    magnitude = np.hypot(across, down)
    histograms = []
    for low, high, bins in [(0, 1, 10), (0, 1, 256), (0.25, 0.75, 7)]:
        counts, edges = np.histogram(pixels, bins=bins, range=(low, high))
        centres = (edges[1:] + edges[:-1]) / 2
        mean = np.average(centres, weights=counts)
        histograms.append({
            "low": low, "high": high, "counts": counts.tolist(), "mean": float(mean),
            "spread": float(np.sqrt(np.average((centres - mean) ** 2, weights=counts))),
        })
    return {
        "width": 13, "height": 9, "pixels": pixels.ravel().tolist(),
        "horizontal": rounded(across.ravel()), "vertical": rounded(down.ravel()),
        "magnitude": rounded(magnitude.ravel()), "meanMagnitude": float(magnitude.mean()),
        "density": float((magnitude > 0.5).mean()), "histograms": histograms,
    }


def envelope(samples):
    band = signal.butter(4, [20, 450], "bandpass", fs=RATE, output="sos")
    smooth = signal.butter(4, 6, "low", fs=RATE, output="sos")
    notches = np.array([np.concatenate(signal.iirnotch(f, f / 2, fs=RATE)) for f in [50, 100, 150]])
    clean = signal.sosfiltfilt(notches, signal.sosfiltfilt(band, samples))
    return rounded(signal.sosfiltfilt(smooth, np.abs(clean))[::8])


def main():
    samples = bursts(1200, seed=41)
    write("signals-features", [np, scipy], {
        "samples": samples.tolist(), "amplitude": [amplitude(samples, t) for t in [0.0, 0.02, 0.1]],
        "spectral": spectral(samples), "image": image(), "envelopeWithoutHum": envelope(samples),
    })


if __name__ == "__main__":
    main()
