"""Writes Fixtures/reference/insole-features.json: means and deviations over people, by NumPy.

usage: python Fixtures/generators/insole_features.py GAITPDB

The definitions are those of Sources/GaitStudies/InsoleSeverity, written a second time; the JSON
holds, for each feature of a walk, its mean and deviation over the people of the folder, and the same
for the curves over the gait cycle.
"""
import json
import pathlib
import sys

import numpy as np

Y = np.array([-0.5, -0.25, -0.25, 0, 0, 0.25, 0.25, 0.5])
X = np.array([0, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0])


def runs(flags):
    edges = np.r_[0, np.flatnonzero(np.diff(flags.astype(int))) + 1, len(flags)]
    return [(a, b, flags[a]) for a, b in zip(edges, edges[1:])]


def contacts(total):
    down = total > 0.04
    for value, shortest in ((False, 8), (True, 12)):
        for a, b, state in runs(down.copy()):
            if state == value and b - a < shortest and a > 0 and b < len(down):
                down[a:b] = not value
    return [(a, b) for a, b, state in runs(down) if state and a > 0]


def load(file):
    table = np.loadtxt(file).astype(np.float32).astype(float)  # what the records hold
    weight = np.median(table[:, 1:17].sum(1))
    feet = [np.c_[f, f.sum(1)] / weight for f in (table[:, 1:9], table[:, 9:17])]
    strides = []
    for side in (0, 1):
        found = contacts(feet[side][:, 8])
        for (a, off), (b, _) in zip(found, found[1:]):
            if 60 <= b - a <= 250 and off < b:
                strides.append((side, a, off, b))
    return feet, strides


def stride_features(feet, stride):
    side, a, off, b = stride
    own, other = feet[side][a:b + 1], feet[1 - side][a:b + 1]
    n, m = b - a, off - a
    f, force = {}, own[:, 8]
    f["stride_time"], f["stance_share"], f["stance_time"] = n / 100, m / n, m / 100
    f["swing_time"] = (n - m) / 100
    both = ((force[:n] > 0.04) & (other[:n, 8] > 0.04)).sum()
    f["double_support_share"], f["double_support_time"] = both / n, both / 100
    on = other[:n, 8] > 0.04
    steps = np.flatnonzero(on[1:] & ~on[:-1]) + 1
    f["step_phase"] = steps[-1] / n if len(steps) else np.nan
    i1, i2 = force[:m // 2].argmax(), m // 2 + force[m // 2:m].argmax()
    p1, p2 = force[i1], force[i2]
    valley = force[i1:i2 + 1].min() if i2 > i1 else p1
    slopes = np.diff(force) * 100
    f["first_peak"], f["first_peak_at"] = p1, i1 / m
    f["second_peak"], f["second_peak_at"] = p2, i2 / m
    f["valley"], f["valley_depth"] = valley, (p1 + p2) / 2 - valley
    f["loading_rate"] = slopes[:max(2, m // 3)].max()
    f["unloading_rate"] = -slopes[m // 2:m + 2].min()
    f["impulse"], f["mean_load"] = force[:n].sum() / 100, force[:n].mean()
    f["push_off_slope"] = slopes[m // 3:int(0.85 * m)].max() if m > 9 else 0
    s = own[:m, :8]
    total = s.sum(1) + 1e-6
    along, across = s @ Y / total, s @ X / total
    at = lambda values, share: values[min(m - 1, int(share * m))]
    for share in (5, 15, 30, 50, 70, 85, 95):
        f[f"anterior_at_{share}"] = at(along, share / 100)
    for share in (15, 50, 85):
        f[f"lateral_at_{share}"] = at(across, share / 100)
    loaded = total > 0.1
    span = np.ptp(along[loaded]) if loaded.any() else 0
    f["anterior_range"], f["lateral_deviation"] = span, across[loaded].std() if loaded.any() else 0
    f["anterior_speed"] = span * 100 / m
    f["anterior_return"] = np.maximum(0, -np.diff(along[loaded])).sum()
    for j in range(8):
        f[f"share_{j + 1}"] = s[:, j].sum() / total.sum()
        f[f"peak_{j + 1}"], f[f"peak_{j + 1}_at"] = s[:, j].max(), s[:, j].argmax() / m
        f[f"contact_{j + 1}"] = (s[:, j] > 0.02).mean()
    f["heel_to_forefoot"] = s[:, :3].max() / (s[:, 5:].max() + 0.01)
    heel, toe = np.flatnonzero(s[:, :3].sum(1) > 0.04), np.flatnonzero(s[:, 7] > 0.02)
    f["heel_off_at"] = heel[-1] / m if len(heel) else 0
    f["toe_on_at"] = toe[0] / m if len(toe) else 1
    return f


COMPARED = ["stance_share", "stride_time", "step_phase", "first_peak", "second_peak", "loading_rate",
            "unloading_rate", "impulse", "anterior_at_50", "anterior_range", "lateral_at_50",
            "double_support_share", "valley"] + [f"share_{j}" for j in range(1, 9)]
SPREAD = ["stance_share", "stride_time", "swing_time", "step_phase", "first_peak", "second_peak",
          "loading_rate", "impulse", "anterior_at_50", "double_support_share", "anterior_range",
          "unloading_rate", "valley"]


def walk_features(feet, strides):
    rows = [stride_features(feet, s) for s in strides]
    side = np.array([s[0] for s in strides])
    out = {}
    columns = {k: np.array([r[k] for r in rows]) for k in rows[0]}
    middle = {k: [np.nanmedian(v[side == i]) for i in (0, 1)] for k, v in columns.items()}
    for k, (left, right) in middle.items():
        out["median." + k] = (left + right) / 2
    for k in COMPARED:
        out["difference." + k] = abs(middle[k][0] - middle[k][1])
    for k in SPREAD:
        own = np.concatenate([columns[k][side == i] - middle[k][i] for i in (0, 1)])
        out["spread." + k] = np.log(1e-3 + 1.4826 * np.nanmedian(abs(own)))
        out["deviation." + k] = np.log(1e-3 + np.nanstd(own))
    total = feet[0][:, 8] + feet[1][:, 8]
    total = total - total.mean()
    n, stride = len(total), np.median(columns["stride_time"])
    power = abs(np.fft.rfft(total * np.hanning(n))) ** 2
    hertz = np.fft.rfftfreq(n, 0.01)
    band = lambda low, high: power[(hertz >= low) & (hertz <= high)].sum()
    whole = band(0.3, 12)
    harmonics = [band(h / stride - 0.15, h / stride + 0.15) for h in range(1, 9)]
    level = lambda value: np.log(1e-6 + value / whole)
    for h, value in enumerate(harmonics):
        out[f"rhythm.harmonic_{h + 1}"] = level(value)
    out["rhythm.even_to_odd"] = level(sum(harmonics[1::2])) - level(sum(harmonics[0::2]))
    out["rhythm.below_stride"] = level(band(0.1, 0.5 / stride))
    out["rhythm.band_4_7"], out["rhythm.band_8_15"] = level(band(4, 7)), level(band(8, 15))
    own = np.correlate(total, total, "full")[n - 1:]
    lag = int(np.floor(stride * 100 + 0.5))
    for name, k, reach in (("stride", lag, 8), ("step", lag // 2, 6)):
        out[f"rhythm.{name}_similarity"] = own[k - reach:k + reach + 1].max() / own[0] * n / (n - k)
    out["rhythm.load_deviation"], out["rhythm.cadence"] = total.std(), 120 / stride
    return out


def curves(feet, strides, phases=50):
    cycles = [[], []]
    for side, a, _, b in strides:
        both = np.c_[feet[side], feet[1 - side]][a:b + 1]
        places = np.linspace(0, b - a, phases)
        cycles[side].append(np.stack(
            [np.interp(places, np.arange(b - a + 1), both[:, c]) for c in range(18)], 1))
    middle = [np.median(c, 0) for c in cycles]
    rest = np.concatenate([np.array(c) - m for c, m in zip(cycles, middle)])
    return np.concatenate(
        [(middle[0] + middle[1]) / 2, abs(middle[0] - middle[1]), np.log(0.005 + rest.std(0))], 1)


def main():
    files = sorted((pathlib.Path(sys.argv[1]) / "walk10s").glob("*_01.txt"))
    people = [load(f) for f in files]
    features = [walk_features(*p) for p in people]
    digits = lambda v: float(f"{v:.8g}")
    result = {"people": len(files), "features": {}, "curves": []}
    for name in features[0]:
        values = np.array([f[name] for f in features])
        result["features"][name] = [digits(np.nanmean(values)), digits(np.nanstd(values))]
    shapes = np.array([curves(*p) for p in people])
    # One number a channel: the mean over people and phases, and the deviation over both.
    for channel in range(shapes.shape[2]):
        own = shapes[:, :, channel]
        result["curves"].append([digits(own.mean()), digits(own.std())])
    target = pathlib.Path(__file__).resolve().parent.parent / "reference" / "insole-features.json"
    target.write_text(json.dumps(result, indent=1) + "\n")


main()
