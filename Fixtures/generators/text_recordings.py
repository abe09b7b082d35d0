"""Small recordings in the text formats of insoles, EMG systems, motion capture and video, and damaged ones.

Every number comes from a seeded generator; what a file must be read as goes to
reference/text-recordings.json, channel by channel in the file's own units with null where missing.
The damaged files go to hostile/recordings with the message that reading each must end in.

Run: python text_recordings.py [folder of fixtures]   (default: .. beside this file)
"""

import json
import sys
from pathlib import Path

import numpy as np

AXES = ["X", "Y", "Z"]


def number(value, decimal="."):
    return "" if np.isnan(value) else repr(float(value)).replace(".", decimal)


def insole_columns(side, unit, centre, sensors=16):
    return (
        [f"{side} pressure {i + 1}[{unit}]" for i in range(sensors)]
        + [f"{side} acceleration {axis}[g]" for axis in AXES]
        + [f"{side} angular {axis}[dps]" for axis in AXES]
        + [f"{side} total force[N]"]
        + [f"{side} center of pressure {axis}[{centre}]" for axis in AXES[:2]]
    )


def opengo(folder, expected):
    random = np.random.default_rng(21)
    rows = 24
    data = {}
    for side in ["left", "right"]:
        load = np.clip(np.sin(np.arange(rows) / 4 + (side == "right") * np.pi), 0, None)
        data[side] = np.column_stack(
            [np.round(load[:, None] * random.uniform(0, 20, (rows, 16)), 2),
             np.round(random.normal(0, 0.4, (rows, 3)) + [0, 0, 1], 4),
             np.round(random.normal(0, 90, (rows, 3)), 2),
             np.round(load * 700, 1),
             np.round(random.uniform(-0.4, 0.4, (rows, 2)), 3)])
    data["right"][7:10] = np.nan
    times = np.arange(rows) / 100

    def write(name, remarks, columns, table, encoding="utf-8", end="\n", decimal="."):
        lines = remarks + ["# time\t" + "\t".join(columns)]
        lines += ["\t".join([number(t, decimal)] + [number(v, decimal) for v in row])
                  for t, row in zip(times, table)]
        (folder / name).write_bytes((end.join(lines) + end).encode(encoding))
        expected[f"opengo/{name}"] = {
            column: [None if np.isnan(v) else v for v in table[:, i]]
            for i, column in enumerate(columns)}

    remarks = ["# Start time: 2024-03-01 10:20:30", "# Duration: 00:00:00.240",
               "# Sensor insoles: Left 40301, Right 40302", "# Size: 42/43",
               "# Recording type: record mode"]
    both = np.column_stack([data["left"], data["right"], np.zeros((rows, 2))])
    columns = (insole_columns("left", "N/cm²", "-0.5...+0.5")
               + insole_columns("right", "N/cm²", "-0.5...+0.5") + ["left steps[]", "right steps[]"])
    write("fraction.txt", remarks, columns, both)
    percent = both[:, :50].copy()
    percent[:, [23, 24, 48, 49]] = np.round(percent[:, [23, 24, 48, 49]] * 100, 1)
    columns = insole_columns("left", "N/cm²", "%") + insole_columns("right", "N/cm²", "%")
    write("percent-latin1.txt", remarks[:3], columns, percent, "latin-1", "\r\n")
    chosen = [0, 5, 15, 18, 22, 23, 24]
    columns = [insole_columns("left", "N/cm2", "-0.5...+0.5")[i] for i in chosen]
    write("left-subset.txt", remarks[:1], columns, data["left"][:, chosen], decimal=",")


def trigno(folder, expected):
    random = np.random.default_rng(22)
    emg_rate, imu_rate = 52 / 0.027, 4 / 0.027
    emg = np.round(random.normal(0, 2e-5, (60, 2)), 9)
    acc = np.round(random.normal(0, 1, (5, 3)), 6)
    names = ["Avanti sensor 1: EMG 1", "Avanti sensor 1: ACC X 1", "Avanti sensor 1: ACC Y 1",
             "Avanti sensor 1: ACC Z 1", "Avanti sensor 2: EMG 2"]
    units = ["V", "g", "g", "g", "V"]
    tracks = [emg[:, 0], acc[:, 0], acc[:, 1], acc[:, 2], emg[:, 1]]
    rates = [emg_rate, imu_rate, imu_rate, imu_rate, emg_rate]

    def rows(decimal, pad, style="%.6f"):
        for i in range(60):
            cells = []
            for track, rate in zip(tracks, rates):
                if i < len(track):
                    cells += [f"{i / rate:.9f}".replace(".", decimal),
                              f"{track[i]:.9f}".replace(".", decimal)]
                else:
                    cells += pad
            yield cells

    reference = {name: list(track) for name, track in zip(names, tracks)}

    def write(name, text):
        (folder / name).write_text(text, encoding="utf-8", newline="")
        expected[f"trigno/{name}"] = reference

    preamble = [
        f"Label: {name} Sampling frequency: {rate:.6f} Number of points: {len(track)} "
        f"X start: 0.000000e+000 Unit: {unit} Domain Unit: s"
        for name, rate, track, unit in zip(names, rates, tracks, units)]
    preamble += ["Start Trigger Method: manual", "System Gain: 3.000000e+002"] * 3
    header = ",".join(f"X[s],{name}" for name in names)
    write("preamble.csv", "\r\n".join(
        preamble + [header] + [",".join(r) for r in rows(".", ["0", "0"])]) + "\r\n")
    header = ",".join(f"X [s],{name} [{unit}]" for name, unit in zip(names, units))
    write("plain.csv", "\n".join([header] + [",".join(r) for r in rows(".", ["", ""])]) + "\n")
    write("semicolon.csv", "\n".join(
        [header.replace(",", ";")] + [";".join(r) for r in rows(",", ["", ""])]) + "\n")
    write("all-commas.csv", "\r\n".join(
        [header] + [",".join(r) for r in rows(",", ["", ""])]) + "\r\n")


def trc(folder, expected):
    random = np.random.default_rng(23)
    names = ["R.ASIS", "L.ASIS", "R Heel"]
    frames = 9
    data = np.round(random.normal(0, 900, (frames, 9)), 3)
    data[3:5, 3:6] = np.nan
    data[8, 6:9] = np.nan
    reference = {f"{name}_{axis.lower()}": [None if np.isnan(v) else v for v in data[:, 3 * m + a]]
                 for m, name in enumerate(names) for a, axis in enumerate(AXES)}

    def write(name, first=1, end="\n", unit="mm", blank=True, trailing="", count=frames,
              delimiter="\t", scale=1.0, digits=3, markers=names):
        labels = "Frame#\tTime\t" + "\t".join(f"{m}\t\t" for m in markers) + trailing
        if delimiter == " ":
            labels = "Frame# Time " + " ".join(markers)
        axes = "\t\t" + "\t".join(f"{a}{i + 1}" for i in range(3) for a in AXES) + trailing
        lines = [f"PathFileType\t4\t(X/Y/Z)\t{name}",
                 "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate"
                 "\tOrigDataStartFrame\tOrigNumFrames",
                 f"60.00\t60.00\t{count}\t3\t{unit}\t60.00\t{first}\t{count}", labels, axes]
        lines += [trailing] if blank else []
        for i, row in enumerate(data):
            cells = [str(first + i), f"{(first + i - 1) / 60:.{digits}f}"]
            cells += ["nan" if np.isnan(v) and delimiter == " " else number(v * scale)
                      for v in row]
            lines.append(delimiter.join(cells) + trailing)
        (folder / name).write_text(end.join(lines) + end, newline="")
        plain = {key.replace("R Heel", markers[2]): values for key, values in reference.items()}
        expected[f"trc/{name}"] = plain

    write("plain.trc")
    write("crlf-trailing-tabs.trc", first=100, end="\r\n", trailing="\t")
    write("fewer-frames.trc", count=20, blank=False)
    write("metres.trc", unit="m", digits=6)
    write("blanks.trc", delimiter=" ", digits=6, markers=["R.ASIS", "L.ASIS", "R.Heel"])


def hostile(folder):
    header = "# time\tleft pressure 1[N/cm²]\tleft total force[N]\n"
    trc_head = ("PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tNumFrames\tNumMarkers\tUnits\tCameraRate\n"
                "100\t2\t1\tmm\t100\nFrame#\tTime\tA\t\t\n\t\tX1\tY1\tZ1\n\n")
    cases = {
        "word.opengo": (header + "0\t1\t2\n0.01\tx\t2\n",
                        'line 3, column left pressure 1[N/cm²]: expected a number, found "x"'),
        "no-header.opengo": ("# Size: 42\n",
                             "line 1: expected a row of column names that begins with # time, "
                             "found the end of the file"),
        "no-remark.opengo": ("Size: 42\n" + header,
                             "line 1: expected a remark that begins with # or the row of column "
                             'names, found "Size: 42"'),
        "twice.opengo": ("# time\tleft total force[N]\tleft total force[N]\n0\t1\t2\n1\t1\t2\n",
                         "line 1, column left total force[N]: expected each channel once, "
                         "found two columns of it"),
        "no-side.opengo": ("# time\tpressure 1[N/cm²]\n0\t1\n0.01\t2\n",
                           ": expected a column left pressure 1[N/cm²], "
                           "found time, pressure 1[N/cm²]"),
        "wrong-unit.opengo": ("# time\tleft pressure 1[N]\n0\t1\n0.01\t2\n",
                              ": expected a column left pressure 1[N/cm²], "
                              "found time, left pressure 1[N]"),
        "long-row.opengo": (header + "0\t1\t2\t3\n0.01\t1\t2\n",
                            "line 2: expected 3 cells, found 4"),
        "back-in-time.opengo": (header + "0\t1\t2\n0.02\t1\t2\n0.01\t1\t2\n",
                                "line 4, column time: expected a time after 0.02, found 0.01"),
        "no-columns.trigno": ("Label: EMG 1\nStart: 0\n",
                              "line 2: expected a row of column names that begins with X[s], "
                              "found the end of the file"),
        "no-samples.trigno": ("X[s],EMG 1\n", "line 1: expected a channel with samples, found none"),
        "word.trigno": ("X[s],EMG 1 [V]\n0,1e-6\n0.0005,abc\n",
                        'line 3, column EMG 1 [V]: expected a number, found "abc"'),
        "commas.trigno": ("X[s],A [V],X[s],B [V]\n0,0,0,1,0,0,0,1\n0,5,0,1,0,5,1,2,3\n",
                          "line 3: expected 4 numbers with decimals, as commas part both cells "
                          'and decimals, found "0,5,0,1,0,5,1,2,3"'),
        "wrong-rate.trigno": ("Label: A Sampling frequency: 500 Unit: V\nX[s],A\n0,1\n0.001,2\n",
                              ": the label of A says 500 Hz, but column X[s] runs at 1000 Hz"),
        "other.trc": ("Analog R/C ASCII\n",
                      "line 1: expected a line that begins with PathFileType, "
                      'found "Analog R/C ASCII"'),
        "cut.trc": ("PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tUnits\n",
                    "line 3: expected the header's values, found the end of the file"),
        "unit.trc": (trc_head.replace("mm", "kg") + "1\t0\t1\t2\t3\n",
                     'line 3, column Units: expected a unit of length, found "kg"'),
        "word.trc": (trc_head + "1\t0\t1\t2\t3\n2\t0.01\t1\tb\t3\n",
                     'line 8, column A_y: expected a number, found "b"'),
        "long-row.trc": (trc_head + "1\t0\t1\t2\t3\t4\n", "line 7: expected 5 cells, found 6"),
        "rate.trc": (trc_head + "1\t0\t1\t2\t3\n2\t0.02\t1\t2\t3\n",
                     ": DataRate says 100 Hz, but column Time runs at 50 Hz"),
    }
    messages = {}
    for name, (text, message) in cases.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
        messages[name] = name + ("" if message.startswith(":") else ", ") + message
    (folder / "expected.json").write_text(
        json.dumps(messages, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    expected = {}
    for name, make in [("opengo", opengo), ("trigno", trigno), ("trc", trc)]:
        folder = root / "records" / name
        folder.mkdir(parents=True, exist_ok=True)
        make(folder, expected)
    folder = root / "hostile" / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    hostile(folder)
    (root / "reference" / "text-recordings.json").write_text(
        json.dumps(expected, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
