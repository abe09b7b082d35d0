"""One small table in many dialects, OpenSim tables in their versions, and damaged text files.

What a dialect holds is known from Python; what the OpenSim files hold is read back by NumPy. Both
go to reference/text-tables.json. The damaged files go to hostile/text with the message that each
must end in.

Run: python text_tables.py [folder of fixtures]   (default: .. beside this file)
"""

import json
import sys
from pathlib import Path

import numpy as np

NAMES = ["time_s", "force, left", "angle \"x\"", "emg_V"]


def matrix():
    random = np.random.default_rng(11)
    rows = np.empty((7, 4))
    rows[:, 0] = np.arange(7) / 100
    rows[:, 1] = np.round(random.normal(0, 400, 7), 3)
    rows[:, 2] = random.normal(0, 1e-5, 7)
    rows[:, 3] = random.normal(0, 1, 7) * 10.0 ** random.integers(-9, 9, 7)
    rows[2, 1] = rows[4, 3] = rows[5, 2] = np.nan
    return rows


def table(rows, delimiter, line_end="\n", decimal=".", missing="", header=True, quote=False):
    def cell(value):
        text = missing if np.isnan(value) else repr(float(value)).replace(".", decimal)
        return f'"{text}"' if quote else text

    def name(text):
        plain = text if delimiter == "\t" else text.replace(" ", "_")
        if '"' in plain or "," in plain or delimiter in plain or quote:
            return '"' + plain.replace('"', '""') + '"'
        return plain

    lines = [delimiter.join(name(text) for text in NAMES)] if header else []
    lines += [delimiter.join(cell(value) for value in row) for row in rows]
    return line_end.join(lines) + line_end


def tables(folder):
    rows = matrix()
    files = {
        "comma.csv": table(rows, ","),
        "comma-crlf.csv": table(rows, ",", "\r\n"),
        "comma-cr.csv": table(rows, ",", "\r"),
        "comma-bom.csv": "\ufeff" + table(rows, ","),
        "comma-quoted.csv": table(rows, ",", "\r\n", quote=True),
        "comma-no-end.csv": table(rows, ",").rstrip("\n"),
        "comma-no-header.csv": table(rows, ",", header=False),
        "comma-nan.csv": table(rows, ",", missing="NaN"),
        "comma-na.csv": table(rows, ",", missing="n/a"),
        "comma-inf.csv": table(rows, ",", missing="-inf"),
        "semicolon-decimal-comma.csv": table(rows, ";", "\r\n", decimal=","),
        "semicolon.csv": table(rows, ";"),
        "tab.tsv": table(rows, "\t"),
        "tab-decimal-comma.tsv": table(rows, "\t", decimal=",", missing="NA"),
        "bar.csv": table(rows, "|", missing="null"),
        "blanks.txt": table(rows, "   ", missing="nan"),
        "comma-spaced.csv": table(rows, " , "),
    }
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return {
        "files": sorted(files),
        "values": [None if np.isnan(value) else float(value) for value in rows.ravel()],
    }


def opensim(folder):
    random = np.random.default_rng(12)
    time = np.arange(6) / 60
    angles = np.round(np.column_stack([time, 30 * random.standard_normal((6, 4))]), 8)
    moments = np.column_stack([time, 40 * random.standard_normal((6, 3))])
    quaternions = random.standard_normal((3, 2, 4))
    quaternions /= np.linalg.norm(quaternions, axis=2, keepdims=True)

    def lines(rows, form="%.8f", delimiter="\t"):
        return "\n".join(delimiter.join(form % value for value in row) for row in rows) + "\n"

    motion = (
        "Coordinates\nversion=1\nnRows=6\nnColumns=5\ninDegrees=yes\n\n"
        "Units are S.I. units (second, meters, Newtons, ...)\nAngles are in degrees.\n\nendheader\n"
        "time\tpelvis_tilt\tpelvis_tx\thip_flexion_r\tknee_angle_r\n")
    padded = lines(angles, "%16.8f")
    simm = (
        "name walk.mot\t\t\ndatacolumns 4\t\t\ndatarows 6\t\t\nrange 0.0 0.1\t\t\nendheader\t\t\n"
        "            time\t        ground_force_vy\t  ground_force_px\tground_torque_y\t\n")
    labels = ["/jointset/hip_r/hip_flexion_r/value", "/forceset/soleus_r/activation",
              "/jointset/ground_pelvis/pelvis_tx/value"]
    new = (
        "Coordinates\ninDegrees = no\nnColumns=4\nnRows=6\nDataType=double\nversion=3\n"
        "OpenSimVersion=4.5\nendheader\n" + "\t".join(["time", *labels]) + "\n")
    turning = (
        "DataRate=100.000000\nDataType=Quaternion\nversion=3\nOpenSimVersion=4.2\nendheader\n"
        "time\tpelvis_imu\ttibia_r_imu\n")
    for index, pair in enumerate(quaternions):
        cells = [",".join(repr(float(part)) for part in quaternion) for quaternion in pair]
        turning += f"{index / 100}\t" + "\t".join(cells) + "\n"
    files = {
        "ik-v1.mot": motion + padded,
        "ik-v1-crlf.mot": (motion + padded).replace("\n", "\r\n"),
        "id-commas.sto": (
            "Inverse Dynamics,,,\nversion=1,,,\nnRows=250,,,\nnColumns=4,,,\ninDegrees=no,,,\n"
            "endheader,,,\ntime,hip_flexion_r_moment,pelvis_tx_force,knee_angle_r_moment\n"
            + lines(moments, "%.18e", ",")),
        "grf-simm.mot": simm + lines(moments, "%.6f").replace("\n", "\t\n") + "\n\n",
        "id-blanks.sto": (
            "id\nversion=1\nnRows=6\nnColumns=4\ninDegrees=no\nendheader\n"
            "time  hip_flexion_r_moment   pelvis_tx_force knee_angle_r_moment\n"
            + lines(moments, "%14.8f", "  ").replace("\n", "  \n")),
        "states-v3.sto": new + lines(moments, "%r").replace("np.float64(", "").replace(")", ""),
        "orientations-v3.sto": turning,
    }
    expected = {}
    for name, text in files.items():
        path = folder / name
        path.write_bytes(text.encode())
        body = text.replace("\r", "").split("endheader")[1].split("\n", 1)[1]
        label_line, rows = body.split("\n", 1)
        delimiter = "," if "commas" in name else None
        rows = rows if "commas" in name else rows.replace(",", " ")
        numbers = np.genfromtxt(rows.splitlines(), delimiter=delimiter)
        expected[name] = {
            "labels": label_line.replace(",", " ").split()[1:],
            "times": numbers[:, 0].tolist(),
            "values": numbers[:, 1:].ravel().tolist(),
        }
    return expected


def hostile(folder):
    """Damaged files and the message that reading each must end in."""
    wide = "version=1\nendheader\n"
    cases = {
        "utf16.csv": ("a,b\n1,2\n".encode("utf-16"),
                      "utf16.csv: expected text in UTF-8 or Latin-1, found a byte-order mark of "
                      "UTF-16 or UTF-32"),
        "utf16-unmarked.csv": ("a,b\n1,2\n".encode("utf-16-le"),
                               "utf16-unmarked.csv: expected text in UTF-8 or Latin-1, found a "
                               "zero byte at offset 1 (UTF-16 without a mark, or binary data)"),
        "ragged-short.csv": (b"a,b,c\n1,2,3\n4,5\n",
                             "ragged-short.csv, line 3: expected 3 cells, found 2"),
        "ragged-long.csv": (b"a,b,c\n1,2,3\n\n4,5,6,7\n",
                            "ragged-long.csv, line 4: expected 3 cells, found 4"),
        "word.csv": (b"time_s,hip\n0.00,1\n0.01,l2\n",
                     'word.csv, line 3, column hip: expected a number, found "l2"'),
        "word-after-break.csv": (b'time_s,"hip\nangle"\n0.00,1\n0.01,"2\n3"\n',
                                 "word-after-break.csv, line 4, column hip\\nangle: expected a "
                                 'number, found "2\\n3"'),
        "hex.csv": (b"a,b\n1,0x1p3\n",
                    'hex.csv, line 2, column b: expected a number, found "0x1p3"'),
        "thousands.csv": (b"a;b\n1,5;1.234,5\n",
                          'thousands.csv, line 2, column b: expected a number, found "1.234,5"'),
        "huge.csv": (b"a,b\n1,1e999\n",
                     'huge.csv, line 2, column b: expected a number, found "1e999"'),
        "two-numbers.csv": (b"a,b\n1,2 3\n",
                            'two-numbers.csv, line 2, column b: expected a number, found "2 3"'),
        "open-quote.csv": (b'a,b\n1,"2\n3,4\n',
                           "open-quote.csv, line 2, column b: expected a closing quote, found the "
                           "end of the file"),
        "no-end.sto": (b"table\nversion=1\nnRows=2\ntime\ta\n0\t1\n",
                       "no-end.sto, line 5: expected a line endheader, found the end of the file"),
        "no-labels.sto": (wide.encode(),
                          "no-labels.sto, line 2: expected a line of labels, found the end of the "
                          "file"),
        "no-time.sto": ((wide + "frame\ta\n0\t1\n").encode(),
                        "no-time.sto, line 3: expected labels that begin with time, found "
                        '"frame"'),
        "count.sto": (b"t\nnRows=-5\nendheader\ntime\ta\n",
                      'count.sto, line 2, column nRows: expected a whole number, found "-5"'),
        "degrees.sto": (b"t\ninDegrees=maybe\nendheader\ntime\ta\n",
                        'degrees.sto, line 2, column inDegrees: expected yes or no, found "maybe"'),
        "type.sto": (b"t\nDataType=Matrix\nendheader\ntime\ta\n0\t1\n",
                     "type.sto, line 3, column DataType: expected double, Vec2, Vec3, UnitVec3, "
                     'Quaternion, Vec4, Vec6 or SpatialVec, found "Matrix"'),
        "short-row.sto": ((wide + "time\ta\tb\n0\t1\t2\n1\t3\n").encode(),
                          "short-row.sto, line 5: expected 3 cells, found 2"),
        "long-row.sto": ((wide + "time\ta\n0\t1\t2\n").encode(),
                         "long-row.sto, line 4: expected 2 cells, found 3"),
        "components.sto": (b"DataType=Vec3\nendheader\ntime\ta\n0\t1,2\n",
                           'components.sto, line 4, column a: expected 3 components, found "1,2"'),
        "no-number.sto": ((wide + "time\ta\n0\tx\n").encode(),
                          'no-number.sto, line 4, column a: expected a number, found "x"'),
        "no-moment.sto": ((wide + "time\ta\nnan\t1\n").encode(),
                          "no-moment.sto, line 4, column time: expected a time, found a missing "
                          "value"),
    }
    for name, (data, _) in cases.items():
        (folder / name).write_bytes(data)
    messages = {name: message for name, (_, message) in cases.items()}
    (folder / "expected.json").write_text(json.dumps(messages, indent=1) + "\n")


def main():
    here = Path(__file__).resolve().parent
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent
    folders = [root / "records" / "tables", root / "records" / "opensim",
               root / "hostile" / "text", root / "reference"]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    content = {"tables": tables(folders[0]), "opensim": opensim(folders[1])}
    hostile(folders[2])
    (folders[3] / "text-tables.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
