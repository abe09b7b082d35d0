"""Writes Fixtures/records/gaitpdb (synthetic) and Fixtures/reference/gaitpdb.json (NumPy's statistics).

usage: python Fixtures/generators/insoles.py [GAITPDB]

With the folder of real recordings the statistics of every file are written too; the recordings
themselves stay where they are.
"""
import json
import pathlib
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "records" / "gaitpdb"
X = np.array([0, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5, 0])
Y = np.array([-0.5, -0.25, -0.25, 0, 0, 0.25, 0.25, 0.5])


def foot(times, period, delay, mass):
    """Eight forces under one foot: a load that travels from heel to toes while it is on the ground."""
    phase = ((times - delay) / period) % 1
    stance = phase < 0.62
    within = np.clip(phase / 0.62, 0, 1)
    load = np.where(stance, 9.81 * mass * np.sin(np.pi * within) ** 0.5, 0)
    centre = within - 0.5
    weights = np.exp(-((Y[None] - centre[:, None]) ** 2) / 0.05)
    weights /= weights.sum(1, keepdims=True)
    return np.round(load[:, None] * weights, 1)


def write_records():
    (FOLDER / "walk10s").mkdir(parents=True, exist_ok=True)
    people = [("SYN01", 1, 83, 1.12, 20.0086), ("SYN02", 2, 60.5, 1.0, 20.0), ("SYN03", 1, 71, 1.3, 20.004)]
    for name, _, mass, period, start in people:
        times = start + np.arange(300) / 100
        left, right = foot(times, period, 0, mass), foot(times, period, period / 2, mass)
        lines = []
        for row, time in enumerate(times):
            cells = [f"{time:.4f}"] + [f"{v:g}" for v in np.r_[left[row], right[row]]]
            cells += [f"{left[row].sum():.6g}", f"{right[row].sum():.6g}"]
            lines.append("\t".join(cells))
        (FOLDER / "walk10s" / f"{name}_01.txt").write_text("\n".join(lines) + "\n")
    (FOLDER / "demographics.txt").write_text(
        "ID\tStudy\tGroup\tSubjnum\tGender\tAge\tHeight\tWeight\tHoehnYahr\tUPDRS\tUPDRSM\tTUAG\tSpeed_01\tSpeed_10\n"
        "SYN01\tGa\t1\t1\t1\t66\t1.80\t83\t2.5\t30\t21\t9.57\t1.075\t0.93\n"
        "SYN02\tJu\t2\t2\t2\t74\t174\t60.5\tNaN\tNaN\tNaN\tNaN\t1.24\tNaN\n"
        "SYN04\tSi\t2\t4\t1\t86\t1.66\tNaN\t0\t0\t0\tNaN\tNaN\tNaN\n")


def statistics(file):
    """Rows, first time, mean and standard deviation of both totals, mean anterior place of the left load."""
    table = np.loadtxt(file)
    left = table[:, 1:9]
    loaded = left.sum(1) > 0.05 * left.sum(1).max()
    anterior = (left[loaded] @ Y / left[loaded].sum(1)).mean()
    numbers = [table[0, 0], *table[:, 17:].mean(0), *table[:, 17:].std(0), anterior]
    return [len(table)] + [float(f"{v:.9g}") for v in numbers]


def main():
    write_records()
    target = ROOT / "reference" / "gaitpdb.json"
    result = json.loads(target.read_text()) if target.exists() else {"recordings": {}}
    result["synthetic"] = {f.name: statistics(f) for f in sorted((FOLDER / "walk10s").glob("*.txt"))}
    if len(sys.argv) > 1:
        files = sorted((pathlib.Path(sys.argv[1]) / "walk10s").glob("*.txt"))
        result["recordings"] = {f.name: statistics(f) for f in files}
    rows = ["  " + json.dumps(key) + ": {\n" + ",\n".join(
        f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(part.items())) + "\n  }"
        for key, part in sorted(result.items())]
    target.write_text("{\n" + ",\n".join(rows) + "\n}\n")


main()
