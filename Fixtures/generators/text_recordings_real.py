"""Counts, means and extremes of every channel of real recordings in text formats, as pandas reads them.

Run: python text_recordings_real.py FOLDER_OF_RECORDINGS [folder of fixtures]
Writes reference/text-recordings-real.json: file -> channel -> [samples, mean, lowest, highest] in the
file's own units.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd


def statistics(values):
    values = pd.to_numeric(pd.Series(values), errors="coerce").to_numpy(float)
    values = values[np.isfinite(values)]
    if len(values) == 0:
        return [0, 0, 0, 0]
    return [len(values), float(values.mean()), float(values.min()), float(values.max())]


def columns(frame):
    return {str(name): statistics(frame[name]) for name in frame}


def trigno(path):
    lines = path.read_text().splitlines()
    header = next(i for i, line in enumerate(lines) if line.startswith("X [s]"))
    frame = pd.read_csv(path, skiprows=header, low_memory=False)
    return {name.rsplit(" [", 1)[0]: statistics(frame[name])
            for name in frame if not name.startswith("X [s]")}


def trc(path):
    lines = path.read_text(encoding="latin-1").splitlines()
    labels = [cell for cell in lines[3].split("\t")[2:] if cell.strip()]
    first = next(i for i in range(4, len(lines)) if lines[i][:1].strip().isdigit())
    rows = [line.split("\t") for line in lines[first:] if line.strip()]
    data = np.full((len(rows), 3 * len(labels)), np.nan)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row[2:2 + data.shape[1]]):
            if cell.strip():
                data[i, j] = float(cell)
    names = [f"{label.strip()}_{axis}" for label in labels for axis in "xyz"]
    return {name: statistics(data[:, i]) for i, name in enumerate(names)}


def xsens(path):
    lines = path.read_text().splitlines()
    header = next(i for i, line in enumerate(lines) if line.startswith("PacketCounter"))
    separator = next(s for s in "\t;, " if s in lines[header])
    frame = pd.read_csv(path, skiprows=header, sep=separator)
    return {name: values for name, values in columns(frame).items()
            if name.split("_")[0] in ("Acc", "Gyr", "Mag")}


def vicon(path):
    frame = pd.read_csv(path, skiprows=5, header=None)
    labels = pd.read_csv(path, skiprows=3, nrows=1, header=None).iloc[0]
    owners = pd.read_csv(path, skiprows=2, nrows=1, header=None).iloc[0].ffill()
    result = {}
    for i in range(2, frame.shape[1]):
        label = labels[i]
        label = str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)
        result[f"{owners[i]}: {label}"] = statistics(frame[i])
    return result


def apdm(path):
    if path.name.startswith("apdm_format7"):
        frame = pd.read_csv(path, skiprows=3, header=None)
        owners = path.read_text().splitlines()[0].split(",")
        result = {}
        for block in range(6):
            label = owners[4 + 14 * block]
            for j, stem in enumerate(["Acc", "Gyr", "Mag"]):
                for a, axis in enumerate("XYZ"):
                    result[f"{label}/{stem}_{axis}"] = statistics(frame[1 + 14 * block + 3 * j + a])
        return result
    frame = pd.read_csv(path, skiprows=[0, 1, 3])
    stems = {"Acceleration": "Acc", "Angular Velocity": "Gyr", "Magnetic Field": "Mag"}
    return {f"{name.split('/')[0]}/{stems[name.split('/')[1]]}_{name.split('/')[2]}":
            statistics(frame[name])
            for name in frame if name.count("/") == 2 and name.split("/")[1] in stems}


def analog(path):
    lines = path.read_text().splitlines()
    names = lines[8].split("\t")[1:]
    frame = pd.read_csv(path, skiprows=11, sep="\t", header=None)
    return {name.strip(): statistics(frame[i + 1]) for i, name in enumerate(names) if name.strip()}


def table(**options):
    return lambda path: columns(pd.read_csv(path, low_memory=False, **options))


def numbered(**options):
    def read(path):
        frame = pd.read_csv(path, header=None, **options)
        frame.columns = [f"column {i + 1}" for i in range(frame.shape[1])]
        return columns(frame)

    return read


READERS = [
    ("formats/delsys/ex.trigno", trigno),
    ("formats/mocap-text/Anto.trc", trc),
    ("formats/mocap-text/MOTEK_T.trc", trc),
    ("formats/opensim-variants/*.trc", trc),
    ("opensim-gait/*/*.trc", trc),
    ("formats/imu-exports/Xsens/*.txt", xsens),
    ("xsens-gait/*.txt", xsens),
    ("formats/vicon-csv/*.csv", vicon),
    ("formats/imu-exports/APDM/*.csv", apdm),
    ("formats/mocap-text/Res16bits.anc", analog),
    ("uci-emg-knee/*.csv", table()),
    ("balance-bds/BDS0*.txt", table(sep="\t")),
    ("formats/lowback-imu-csv/*.csv", table()),
    ("perturbed-walk-ankle/*.csv", table()),
    ("inverse-dynamics-2d/rawdata.txt", table(sep="\t")),
    ("inverse-dynamics-2d/refresults.csv", table()),
    ("elderly-emg-force/*/*.csv", table()),
    ("formats/mocap-text/AMTI_Trial1-FxFyFzMxMyMz.asc", numbered()),
    ("clinical/children_gait_hip_knee_angles.csv", table()),
    ("clinical/ui-prmd/Labels*.csv", numbered()),
]


def rounded(values):
    return [values[0]] + [float(f"{v:.9g}") for v in values[1:]]


def main():
    data = Path(sys.argv[1])
    root = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parent.parent
    result = {}
    for pattern, read in READERS:
        for path in sorted(data.glob(pattern)):
            result[str(path.relative_to(data))] = {
                name: rounded(values) for name, values in read(path).items()}
    (root / "reference" / "text-recordings-real.json").write_text(
        json.dumps(result, sort_keys=True) + "\n")
    print(len(result), "files")


if __name__ == "__main__":
    main()
