"""Reference spectra of GaitSignal from NumPy and SciPy.

Run: python signals_spectra.py [output folder]   (default: ../reference beside this file)
"""

import numpy as np
import scipy
from scipy import signal

from signals_common import rounded, walk_like, write

WINDOWS = {
    "rectangular": "boxcar", "hann": "hann", "hamming": "hamming", "blackman": "blackman",
    "kaiser": ("kaiser", 8.6), "tukey": ("tukey", 0.25), "tukeyWide": ("tukey", 1.0),
    "tukeyNone": ("tukey", 0.0),
}


def split(values):
    return {"real": rounded(values.real), "imaginary": rounded(values.imag)}


def transforms():
    random = np.random.default_rng(7)
    cases = []
    lengths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 25, 27, 30, 31, 37, 49, 60, 64, 74, 97, 101]
    for length in lengths:
        samples = np.round(random.standard_normal((2, length)), 4)
        complex_samples = samples[0] + 1j * samples[1]
        cases.append({
            "real": samples[0].tolist(), "imaginary": samples[1].tolist(),
            "complex": split(np.fft.fft(complex_samples)), "half": split(np.fft.rfft(samples[0])),
        })
    return cases


def windows():
    cases = []
    for name, description in WINDOWS.items():
        for count in [1, 2, 7, 16]:
            cases.append({
                "window": name, "count": count,
                "periodic": rounded(signal.get_window(description, count, fftbins=True)),
                "symmetric": rounded(signal.get_window(description, count, fftbins=False)),
            })
    return cases


def welch(samples):
    cases = []
    for settings in [
        dict(window="hann", nperseg=64),
        dict(window="hamming", nperseg=63, noverlap=20, scaling="spectrum"),
        dict(window="blackman", nperseg=64, nfft=90, detrend="linear"),
        dict(window="tukey", nperseg=50, noverlap=0, nfft=75, detrend=None),
        dict(window="kaiser", nperseg=64, average="median"),
        dict(window="rectangular", nperseg=40, average="median", scaling="spectrum"),
    ]:
        given = dict(settings)
        given["window"] = WINDOWS[settings["window"]]
        given["detrend"] = settings.get("detrend", "constant") or False
        frequencies, power = signal.welch(samples, fs=1000.0, **given)
        cases.append({
            "window": settings["window"], "length": settings["nperseg"],
            "overlap": settings.get("noverlap"), "transformLength": settings.get("nfft"),
            "trend": settings.get("detrend", "constant"),
            "scaling": settings.get("scaling", "density"),
            "averaging": settings.get("average", "mean"),
            "frequenciesHz": rounded(frequencies), "power": rounded(power),
        })
    return cases


def spectrogram(samples):
    frequencies, times, power = signal.spectrogram(
        samples, fs=1000.0, window=("tukey", 0.25), nperseg=64, noverlap=8)
    return {
        "frequenciesHz": rounded(frequencies), "timesS": rounded(times), "powers": rounded(power.T),
    }


def short_time(samples):
    cases = []
    for window, length, overlap, size, boundary, padded, scaling, trend in [
        ("hann", 32, 16, 32, "zeros", True, "spectrum", None),
        ("hamming", 31, 10, 40, "even", True, "psd", None),
        ("blackman", 32, 24, 32, "odd", False, "spectrum", "constant"),
        ("hann", 30, 20, 45, "constant", True, "psd", "linear"),
        ("rectangular", 32, 8, 32, None, True, "spectrum", None),
    ]:
        frequencies, times, values = signal.stft(
            samples, fs=1000.0, window=WINDOWS[window], nperseg=length, noverlap=overlap, nfft=size,
            boundary=boundary, padded=padded, scaling=scaling, detrend=trend or False)
        _, back = signal.istft(
            values, fs=1000.0, window=WINDOWS[window], nperseg=length, noverlap=overlap, nfft=size,
            boundary=boundary is not None, scaling=scaling)
        cases.append({
            "window": window, "length": length, "overlap": overlap, "transformLength": size,
            "boundary": boundary or "none", "isPadded": padded, "trend": trend,
            "scaling": {"psd": "density"}.get(scaling, scaling),
            "frequenciesHz": rounded(frequencies), "timesS": rounded(times),
            "real": rounded(values.real.T), "imaginary": rounded(values.imag.T),
            "inverse": rounded(back),
        })
    return cases


def main():
    samples = walk_like(400, seed=11)
    short = walk_like(150, seed=12)
    write("signals-spectra", [np, scipy], {
        "transforms": transforms(), "windows": windows(), "samples": samples.tolist(),
        "welch": welch(samples), "spectrogram": spectrogram(samples),
        "shortSamples": short.tolist(), "shortTime": short_time(short),
    })


if __name__ == "__main__":
    main()
