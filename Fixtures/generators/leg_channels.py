"""The leg channels of one synthetic trial by NumPy and SciPy, for GaitDataTests.

Run: python leg_channels.py [output folder]   (default: ../reference beside this file)
"""
import csv
import json
import sys
from pathlib import Path

import numpy as np
from scipy.signal import butter, filtfilt, sosfiltfilt

HERE = Path(__file__).resolve().parent
RECORDS = HERE.parent / "records" / "walking"
TRIALS = [("SYN03", "SYN0302_fast"), ("SYN05", "SYN0501_slow")]  # a gap; a saturated channel
JOINTS = {"hip": ("Hip", "HJC"), "knee": ("Knee", "FEO"), "ankle": ("Ankle", "AJC")}
MUSCLES = {"rectusFemoris": "Rect", "hamstrings": "Hams", "gastrocnemius": "Gast", "tibialisAnterior": "TibAnt"}
EVERY = 7  # frames kept


def columns(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    numbers = np.array([[float(cell) if cell else np.nan for cell in row] for row in rows[1:]])
    # The readers hold float32 in SI units.
    return {name: numbers[:, place] for place, name in enumerate(rows[0])}


def single(values):
    return values.astype(np.float32).astype(float)


def filled(values):
    known = np.isfinite(values)
    if not known.any():
        return None
    frames = np.arange(len(values))
    return np.interp(frames, frames[known], values[known])


def smooth(values):
    b, a = butter(2, 8, fs=100)
    return filtfilt(b, a, values, axis=0)


def rate(values):
    return np.gradient(values, axis=0) * 100


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def envelope(volts):
    band = butter(2, [20, 450], "bandpass", fs=1000, output="sos")
    b, a = butter(2, 6, fs=1000)
    return np.maximum(filtfilt(b, a, np.abs(sosfiltfilt(band, volts - volts.mean()))), 0)


def longest(flags):
    edges = np.diff(np.r_[0, flags.astype(int), 0])
    starts, ends = np.where(edges == 1)[0], np.where(edges == -1)[0]
    best = np.argmax(ends - starts)
    return starts[best], ends[best]


def legs(name, person):
    motion = columns(RECORDS / "csv" / f"{name}_kin100Hz.csv")
    analog = columns(RECORDS / "csv" / f"{name}_analog1000Hz.csv")
    hips = np.all([np.isfinite(motion[f"{s}HJC_{c}_mm"]) for s in "LR" for c in "XYZ"], axis=0)
    first, last = longest(hips)
    place, angle = {}, {}
    for side in "LR":
        for joint, (angles, centre) in JOINTS.items():
            axes = [filled(single(motion[f"{side}{centre}_{c}_mm"] / 1000)[first:last]) for c in "XYZ"]
            place[side, joint] = smooth(np.stack(axes, axis=1))
            for plane, c in zip(("sagittal", "frontal", "transverse"), "XYZ"):
                degrees = motion[f"{side}{angles}Angles_{c}_deg"][first:last]
                angle[side, joint, plane] = smooth(filled(single(np.radians(degrees))))
    up = np.array([0., 0., 1.])
    left = place["L", "hip"] - place["R", "hip"]
    left[:, 2] = 0
    left = unit(left)
    forward = np.cross(left, up)
    pelvis = (place["L", "hip"] + place["R", "hip"]) / 2
    result = {}
    for side, other, sign in (("L", "R", 1), ("R", "L", -1)):
        axes = {"Forward": forward, "Ipsilateral": sign * left, "Up": np.broadcast_to(up, left.shape)}
        own = {}
        for which, vectors in axes.items():
            own[f"pelvis.velocity{which}"] = (rate(pelvis) * vectors).sum(1)
            own[f"pelvis.acceleration{which}"] = (rate(rate(pelvis)) * vectors).sum(1)
        own["pelvis.obliquity"] = unit(place[side, "hip"] - place[other, "hip"])[:, 2]
        own["pelvis.turnRate"] = sign * np.cross(forward, rate(forward))[:, 2]
        for prefix, leg in (("ipsilateral", side), ("contralateral", other)):
            length = float(person["l_leg_mm" if leg == "L" else "r_leg_mm"]) / 1000
            for joint in JOINTS:
                bend = angle[leg, joint, "sagittal"]
                own[f"{prefix}.{joint}.angle"] = bend
                own[f"{prefix}.{joint}.velocity"] = rate(bend)
                own[f"{prefix}.{joint}.acceleration"] = rate(rate(bend))
                own[f"{prefix}.{joint}.angleFrontal"] = angle[leg, joint, "frontal"]
                own[f"{prefix}.{joint}.angleTransverse"] = angle[leg, joint, "transverse"]
                point = place[leg, joint]
                for which, vectors in axes.items():
                    stem = f"{prefix}.{joint}Centre"
                    own[f"{stem}.velocity{which}"] = (rate(point) * vectors).sum(1)
                    own[f"{stem}.acceleration{which}"] = (rate(rate(point)) * vectors).sum(1)
                    if joint != "hip":
                        own[f"{stem}.position{which}"] = ((point - pelvis) * vectors).sum(1) / length
                own[f"{prefix}.{joint}Centre.height"] = point[:, 2] / length
            thigh = unit(place[leg, "hip"] - place[leg, "knee"])
            shank = unit(place[leg, "knee"] - place[leg, "ankle"])
            for segment, direction in (("thigh", thigh), ("shank", shank)):
                for which in ("Forward", "Ipsilateral"):
                    lean = (direction * axes[which]).sum(1)
                    own[f"{prefix}.{segment}.inclination{which}"] = lean
                    own[f"{prefix}.{segment}.inclinationRate{which}"] = rate(lean)
            pitch = np.arctan2((shank * forward).sum(1), shank[:, 2]) - angle[leg, "ankle", "sagittal"]
            own[f"{prefix}.foot.pitch"] = pitch
            own[f"{prefix}.foot.pitchRate"] = rate(pitch)
        ones = np.ones(last - first)
        own["person.mass"] = ones * float(person["mass_kg"])
        own["person.height"] = ones * float(person["height_mm"]) / 1000
        letter = side.lower()
        own["person.legLength"] = ones * float(person[f"{letter}_leg_mm"]) / 1000
        own["person.kneeWidth"] = ones * float(person[f"{letter}_knee_width_mm"]) / 1000
        pull = {}
        for prefix, leg in (("ipsilateral", side), ("contralateral", other)):
            for muscle, stem in MUSCLES.items():
                if person[f"emg_{leg}{stem}"] != "ok":
                    continue
                values = envelope(single(analog[f"EMG_{leg}{stem}_V"]))[::10][first:last]
                pull[f"{prefix}.{muscle}"] = np.clip((values - values.mean()) / values.std(), -2, 4)
        force = np.nan_to_num(np.abs(motion[f"{side}GroundReactionForce_Z_N_per_kg"][first:last]))
        moments = [motion[f"{side}{stem}Moment_X_Nmm_per_kg"][first:last] / 1000 for stem, _ in JOINTS.values()]
        supported = (force > .3) & np.all(np.isfinite(moments), axis=0)
        result["left" if side == "L" else "right"] = dict(
            motion={k: rounded(v[::EVERY]) for k, v in own.items()},
            muscles={k: rounded(v[::EVERY]) for k, v in pull.items()},
            supported=np.where(supported)[0].tolist(),
            swing=np.where(motion[f"{side}_stance"][first:last] == 0)[0].tolist(),
            moments=[rounded(m[supported][::EVERY]) for m in moments])
    return dict(trial=name, frames=int(last - first), start=float(motion["time_s"][first]), every=EVERY, legs=result)


def rounded(values):
    return [float(f"{v:.8g}") for v in values]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "reference"
    with open(RECORDS / "trials.csv", newline="") as file:
        rows = {row["file"][:-4] + "_" + row["condition"].lower(): row for row in csv.DictReader(file)}
    content = [legs(name, rows[name]) for _, name in TRIALS]
    target = folder / "leg-channels.json"
    target.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{target.name}: {target.stat().st_size} bytes")
