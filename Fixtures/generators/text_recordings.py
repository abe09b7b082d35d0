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


def motionbids(folder, expected):
    random = np.random.default_rng(24)
    rows = 12
    times = np.round(np.arange(rows) / 50 + random.uniform(-0.001, 0.001, rows), 6)
    times[0] = 0
    data = np.round(random.normal(0, 1, (rows, 5)), 6)
    data[4, 1] = data[5, 1] = np.nan
    stem = "sub-01_ses-02_task-walk_tracksys-imu_run-1"
    channels = [("latency", "n/a", "LATENCY", "n/a", "s"), ("foot_acc_x", "x", "ACCEL", "LeftFoot", "g"),
                ("foot_acc_y", "y", "ACCEL", "LeftFoot", "g"), ("foot_gyr_x", "x", "GYRO", "LeftFoot", "deg/s"),
                ("foot_quat_w", "quat_w", "ORNT", "LeftFoot", "n/a"), ("knee", "n/a", "JNTANG", "n/a", "rad")]
    lines = ["\t".join([repr(float(t))] + ["n/a" if np.isnan(v) else repr(float(v)) for v in row])
             for t, row in zip(times, data)]
    (folder / f"{stem}_motion.tsv").write_text("\n".join(lines) + "\n")
    (folder / f"{stem}_channels.tsv").write_text(
        "\n".join("\t".join(c) for c in
                  [("name", "component", "type", "tracked_point", "units"), *channels]) + "\n")
    (folder / f"{stem}_motion.json").write_text(json.dumps(
        {"SamplingFrequency": 50, "TaskName": "walk", "TrackingSystemName": "imu",
         "MotionChannelCount": 6}, indent=1) + "\n")
    expected[f"motionbids/{stem}_motion.tsv"] = {
        name[0]: [None if np.isnan(v) else v for v in data[:, i]]
        for i, name in enumerate(channels[1:])} | {"latency": list(times)}


def mvnx(folder, expected):
    random = np.random.default_rng(25)
    segments, joints, sensors = ["Pelvis", "L5", "RightFoot"], ["jL5S1", "jRightKnee"], ["Pelvis", "RightFoot"]
    frames = 5
    widths = {"orientation": 4 * 3, "position": 3 * 3, "acceleration": 3 * 3, "angularVelocity": 3 * 3,
              "jointAngle": 3 * 2, "sensorFreeAcceleration": 3 * 2, "centerOfMass": 3}
    data = {name: np.round(random.normal(0, 1, (frames, width)), 6) for name, width in widths.items()}

    def names(tag, labels):
        return "".join(f'<{tag} label="{label}" id="{i + 1}"/>' for i, label in enumerate(labels))

    def frame(kind, i, time):
        body = "".join(f"<{name}>{' '.join(repr(float(v)) for v in values[i])}</{name}>\n"
                       for name, values in data.items())
        return f'<frame time="{time}" tc="00:00:00:00" ms="0" type="{kind}" index="{i}">\n{body}</frame>\n'

    text = ('<?xml version="1.0" encoding="UTF-8"?>\n<mvnx version="4">\n<comment>a &lt; b</comment>\n'
            '<subject label="Suit &amp; one" frameRate="60" segmentCount="3">\n'
            f"<segments>{names('segment', segments)}</segments>\n<sensors>{names('sensor', sensors)}</sensors>\n"
            f"<joints>{names('joint', joints)}</joints>\n<frames segmentCount=\"3\">\n"
            + frame("identity", 0, 0) + frame("tpose", 0, 0) + frame("tpose-isb", 0, 0)
            + "".join(frame("normal", i, round(i * 1000 / 60)) for i in range(frames))
            + "</frames>\n</subject>\n</mvnx>\n")
    (folder / "walk.mvnx").write_text(text)
    expected["mvnx/walk.mvnx"] = {name: list(values.ravel()) for name, values in data.items()}


def openpose(folder, expected):
    random = np.random.default_rng(26)
    folder = folder / "walk"
    folder.mkdir(exist_ok=True)
    reference = {}
    for frame in [10, 11, 12, 15]:
        people = []
        for person in range(2 if frame == 11 else 1):
            points = np.round(np.column_stack([random.uniform(0, 1920, 25), random.uniform(0, 1080, 25),
                                               random.uniform(0.2, 1, 25)]), 3)
            points[frame % 25] = 0
            people.append({"person_id": [-1], "pose_keypoints_2d": list(points.ravel()),
                           "face_keypoints_2d": [], "pose_keypoints_3d": []})
            if person == 0:
                reference[str(frame)] = list(points.ravel())
        (folder / f"walk_{frame:012d}_keypoints.json").write_text(
            json.dumps({"version": 1.3, "people": people}))
    expected["openpose/walk"] = reference


def exports(folder, expected):
    random = np.random.default_rng(27)
    counters = [65533, 65534, 65535, 0, 1, 4, 5]
    data = np.round(random.normal(0, 1, (7, 6)), 6)
    columns = ["Acc_X", "Acc_Y", "Acc_Z", "Gyr_X", "Gyr_Y", "Gyr_Z"]
    head = ["// Start Time: Unknown", "// Update Rate: 100.0Hz", "// Filter Profile: human (46.1)"]
    rows = [[f"{c:05d}", "", ""] + [repr(float(v)) for v in row] for c, row in zip(counters, data)]
    header = ["PacketCounter", "SampleTimeFine", "Year"] + columns
    (folder / "tracker.xsens").write_text(
        "\n".join(head + ["\t".join(header)] + ["\t".join(r) for r in rows]) + "\n")
    (folder / "tracker-blanks.xsens").write_text(
        "\n".join(head + [" ".join(header)] + [" ".join(r) for r in rows]) + "\n")
    reference = {name: list(np.insert(data[:, i], 5, [np.nan, np.nan])) for i, name in enumerate(columns)}
    reference = {k: [None if np.isnan(v) else v for v in values] for k, values in reference.items()}
    expected["exports/tracker.xsens"] = expected["exports/tracker-blanks.xsens"] = reference

    markers = np.round(random.normal(0, 500, (4, 6)), 3)
    markers[2, 3:] = np.nan
    emg = np.round(random.normal(0, 1e-4, (8, 2)), 9)
    lines = ["Devices,,,", "200,,,", ",,Trigno - Sensor 1,Trigno - Sensor 2", "Frame,Sub Frame,EMG1,EMG2",
             ",,V,V"]
    lines += [f"{11 + i // 2},{i % 2},{row[0]!r},{row[1]!r}" for i, row in enumerate(emg.tolist())]
    lines += ["", "Trajectories,,,,,,,", "100,,,,,,,", ",,Ann:RKNE,,,Ann:RANK,,",
              "Frame,Sub Frame,X,Y,Z,X,Y,Z", ",,mm,mm,mm,mm,mm,mm"]
    lines += [f"{11 + i},0," + ",".join(number(v) for v in row) for i, row in enumerate(markers)]
    (folder / "nexus.vicon").write_text("\r\n".join(lines) + "\r\n", newline="")
    owners = ["Ann:RKNE", "Ann:RANK"]
    expected["exports/nexus.vicon"] = {
        f"{owners[i // 3]}: {AXES[i % 3]}": [None if np.isnan(v) else v for v in markers[:, i]]
        for i in range(6)} | {"Trigno - Sensor 1: EMG1": list(emg[:, 0]),
                              "Trigno - Sensor 2: EMG2": list(emg[:, 1])}


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
    subject = '<mvnx><subject frameRate="60"><segments><segment label="A"/></segments>'
    frames = '<frames><frame time="0" type="normal"><position>1 2 3</position></frame>'
    bomb = "".join(f'<!ENTITY a{i} "&a{i - 1};&a{i - 1};">' for i in range(1, 40))
    cases |= {
        "entities.mvnx": (f'<?xml version="1.0"?>\n<!DOCTYPE mvnx [<!ENTITY a0 "ha">{bomb}]>\n<mvnx>&a39;</mvnx>',
                          'line 2: expected no document type, no entities, found "<!DOCTYPE"'),
        "external.mvnx": ('<!DOCTYPE mvnx SYSTEM "file:///etc/passwd">\n<mvnx/>',
                          'line 1: expected no document type, no entities, found "<!DOCTYPE"'),
        "hidden.mvnx": ('<?xml version="1.0" encoding="UTF-7"?><mvnx>+ADw-</mvnx>',
                        ": expected text in UTF-8 or Latin-1, found XML in utf-7"),
        "instruction.mvnx": ("<mvnx>\n<?a?></mvnx>",
                             'line 2: expected no processing instructions, found "<?a?></mv"'),
        "few-numbers.mvnx": (subject + frames.replace(" 3", ""),
                             "line 1, column position: expected 3 numbers, found 2"),
        "word.mvnx": (subject + frames.replace("3", "x"),
                      'line 1, column position: expected a number, found "x"'),
        "cut.mvnx": (subject + frames,
                     "line 1: expected the end of the outermost element, found the end of the file"),
        "no-rate.mvnx": ('<mvnx><subject label="S"/></mvnx>',
                         "line 1, column frameRate: expected a positive number of frames per second, "
                         "found none"),
        "no-frames.mvnx": (subject + "</subject></mvnx>",
                           "line 1: expected frames of type normal, found none"),
        "no-people.openpose": ('{"version": 1.3}',
                               "line 1: expected JSON with people and their pose_keypoints_2d, "
                               "found no people"),
        "cut.openpose": ('{"people": [{"pose_keypoints_2d": [1, 2',
                         "line 1: expected JSON with people and their pose_keypoints_2d, "
                         "found no valid JSON"),
        "two.openpose": ('{"people": [{"pose_keypoints_2d": [1, 2, 0.5, 1]}]}',
                         "line 1, column people.0.pose_keypoints_2d: expected three numbers a point, "
                         "found 4"),
        "nobody.openpose": ('{"people": []}',
                            "line 1: expected a person with pose_keypoints_2d, found none"),
        "no-columns.xsens": ("// Update Rate: 100.0Hz\n",
                             "line 1: expected a row of column names that begins with PacketCounter, "
                             "found the end of the file"),
        "rate.xsens": ("// Update Rate: fast\nPacketCounter\tAcc_X\n",
                       'line 1: expected a rate in Hz, found "// Update Rate: fast"'),
        "word.xsens": ("// Update Rate: 100.0Hz\nPacketCounter\tAcc_X\n0\t1\n1\tb\n",
                       'line 4, column Acc_X: expected a number, found "b"'),
        "rate.vicon": ("Trajectories\nfast\n", 'line 2: expected a rate in Hz, found "fast"'),
        "columns.vicon": ("Trajectories\n100\n,,A\nX,Y,Z\n",
                          "line 4: expected column names that begin with Frame, Sub Frame, "
                          'found "X,Y,Z"'),
        "second.vicon": ("A\n100\n,,B\nFrame,Sub Frame,X\n,,mm\n1,0,5\n2,0,5\n\nB\nno\n",
                         'line 10: expected a rate in Hz, found "no"'),
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
    for name, make in [("opengo", opengo), ("trigno", trigno), ("trc", trc), ("motionbids", motionbids),
                       ("mvnx", mvnx), ("openpose", openpose), ("exports", exports)]:
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
