"""Small C3D files in six encodings, and what ezc3d reads from them and from real files.

    python Fixtures/generators/c3d_files.py [REAL_DATA]

writes Fixtures/records/c3d/*.c3d with expected.json, and, given the folder of real recordings,
Fixtures/reference/c3d-real.json: statistics of each channel, not the data. Uses ezc3d and NumPy.
The bytes are put together here from the format's public description, so that orders of bytes
which ezc3d does not write are covered; ezc3d checks those that it reads.
"""

import json
import os
import struct
import sys

import ezc3d
import numpy as np

FOLDER = os.path.join(os.path.dirname(__file__), "..")
POINTS, FRAMES, CHANNELS, SUB = 4, 6, 7, 3


def dec(value):
    """VAX F: the IEEE number times four with its words exchanged."""
    b = struct.pack("<f", value * 4)
    return b[2:4] + b[0:2]


class Words:
    def __init__(self, processor):
        self.processor = processor
        self.order = ">" if processor == "sgi" else "<"

    def word(self, n):
        return struct.pack(self.order + "H", n & 0xFFFF)

    def real(self, x):
        return dec(x) if self.processor == "dec" else struct.pack(self.order + "f", x)


def trial():
    """Whole numbers, so that every encoding holds them exactly."""
    frame, point, axis = np.meshgrid(
        np.arange(FRAMES), np.arange(POINTS), np.arange(3), indexing="ij")
    points = (frame * 7 + point * 100 + axis * 13 - 90).astype(float)
    valid = np.ones((FRAMES, POINTS), bool)
    valid[2:4, 1] = False
    residual = (np.arange(FRAMES)[:, None] + np.arange(POINTS)[None]) % 5
    t, c = np.meshgrid(np.arange(FRAMES * SUB), np.arange(CHANNELS), indexing="ij")
    analog = t * 11 - c * 50 + 2048
    analog[:, 2] = 2048 - 160 * (t[:, 2] + 1)
    return points, valid, residual, analog


def parameter(words, name, group, kind, dims, cells, locked=False):
    name = name.encode()
    body = struct.pack("b", kind) + bytes([len(dims)]) + bytes(dims) + cells + b"\x04text"
    head = struct.pack("bb", -len(name) if locked else len(name), group) + name
    return head + words.word(len(body) + 2) + body


def group(words, name, number):
    return struct.pack("bb", len(name), -number) + name.encode() + words.word(3 + 2) + b"\x02ab"


def text(words, width):
    return b"".join(w.encode().ljust(width) for w in words)


def encode(processor, is_real, shuffled=False, unsigned=False):
    words = Words(processor)
    points, valid, residual, analog = trial()
    scale = 0.5
    stored_scale = -scale if is_real else scale
    ints = lambda *n: b"".join(words.word(x) for x in n)
    reals = lambda *n: b"".join(words.real(x) for x in n)
    corners = [[400, 0, 0], [0, 0, 0], [0, 500, 0], [400, 500, 0]]
    records = [
        group(words, "POINT", 1),
        parameter(words, "USED", 1, 2, [], ints(POINTS), True),
        parameter(words, "SCALE", 1, 4, [], reals(stored_scale)),
        parameter(words, "RATE", 1, 4, [], reals(50)),
        parameter(words, "FRAMES", 1, 2, [], ints(FRAMES)),
        parameter(words, "DATA_START", 1, 2, [], ints(0)),
        parameter(words, "UNITS", 1, -1, [2], b"mm"),
        parameter(words, "LABELS", 1, -1, [6, POINTS], text(["LASI", "RASI", "LKneeA", "LMom"], 6)),
        parameter(words, "ANGLES", 1, -1, [6, 1], text(["LKneeA"], 6)),
        parameter(words, "ANGLE_UNITS", 1, -1, [3], b"deg"),
        parameter(words, "MOMENTS", 1, -1, [4, 1], b"LMom"),
        parameter(words, "MOMENT_UNITS", 1, -1, [3], b"Nmm"),
        group(words, "ANALOG", 2),
        parameter(words, "USED", 2, 2, [], ints(CHANNELS)),
        parameter(words, "LABELS", 2, -1, [3, CHANNELS],
                  text(["Fx", "Fy", "Fz", "Mx", "My", "Mz", "EMG"], 3)),
        parameter(words, "SCALE", 2, 4, [CHANNELS], reals(.5, .5, .5, 250, 250, 250, .25)),
        parameter(words, "OFFSET", 2, 2, [CHANNELS], ints(*[x + (39000 if unsigned else 0) for x in [2048] * 6 + [7]])),
        parameter(words, "GEN_SCALE", 2, 4, [], reals(.5)),
        parameter(words, "UNITS", 2, -1, [3, CHANNELS], text(["N"] * 3 + ["Nmm"] * 3 + ["mV"], 3)),
        parameter(words, "RATE", 2, 4, [], reals(150)),
        parameter(words, "FORMAT", 2, -1, [8], b"UNSIGNED" if unsigned else b"SIGNED  "),
        group(words, "FORCE_PLATFORM", 5),
        parameter(words, "USED", 5, 2, [], ints(1)),
        parameter(words, "TYPE", 5, 2, [1], ints(2)),
        parameter(words, "CHANNEL", 5, 2, [6, 1], ints(1, 2, 3, 4, 5, 6)),
        parameter(words, "CORNERS", 5, 4, [3, 4, 1], reals(*sum(corners, []))),
        parameter(words, "ORIGIN", 5, 4, [3, 1], reals(0.5, -1, -40)),
        parameter(words, "ZERO", 5, 2, [2], ints(0, 0)),
        group(words, "EVENT", 7),
        parameter(words, "USED", 7, 2, [], ints(2)),
        parameter(words, "LABELS", 7, -1, [11, 2], text(["Foot Strike", "Foot Off"], 11)),
        parameter(words, "CONTEXTS", 7, -1, [5, 2], text(["Left", "Right"], 5)),
        parameter(words, "TIMES", 7, 4, [2, 2], reals(0, .25, 1, 0.5)),
    ]
    if shuffled:
        records = records[::-1]
    size = 4 + sum(map(len, records)) + 2
    blocks = -(-size // 512)
    section = bytes([0, 0, blocks, {"intel": 84, "dec": 85, "sgi": 86}[processor]])
    section += b"".join(records)
    section = section.ljust(512 * blocks, b"\0")
    first = 11
    header = bytes([2, 0x50]) + ints(POINTS, CHANNELS * SUB, first, first + FRAMES - 1, 10)
    header += words.real(stored_scale) + ints(2 + blocks, SUB) + words.real(50)
    data = b""
    stored = analog.copy()
    if unsigned:
        stored += 39000
    for f in range(FRAMES):
        for p in range(POINTS):
            cells = points[f, p] if valid[f, p] else [0, 0, 0]
            word = int(residual[f, p]) + 0x0500 if valid[f, p] else -1
            if is_real:
                data += reals(*cells, word)
            else:
                data += ints(*[int(round(x / scale)) for x in cells], word)
        for s in range(SUB):
            for x in stored[f * SUB + s]:
                data += words.real(float(x)) if is_real else ints(int(x))
    data += bytes(-len(data) % 512)
    return header.ljust(512, b"\0") + section + data


def expected():
    points, valid, residual, analog = trial()
    points[~valid] = np.nan
    si = points * np.array([1e-3, 1e-3, np.pi / 180, 1e-3])[None, :, None]
    offset = np.array([2048] * 6 + [7])
    quantity = (analog - offset) * np.array([.5, .5, .5, 250, 250, 250, .25]) * .5
    quantity = quantity * np.array([1, 1, 1, 1e-3, 1e-3, 1e-3, 1e-3])
    return si, np.where(valid, residual * .5e-3, np.nan), quantity


def numbers(array):
    return [None if np.isnan(x) else float(x) for x in np.asarray(array, float).ravel()]


def plates(c):
    found = []
    for plate in c["data"]["platform"]:
        force = np.nan_to_num(plate["force"])
        loud = int(np.argmax(np.abs(force[2])))
        k = 1e-3 if plate["unit_position"] == "mm" else 1.0
        m = 1e-3 if plate["unit_moment"] in ("Nmm", "ntmm") else 1.0
        found.append({
            "frame": loud, "units": [plate["unit_position"], plate["unit_force"],
                                     plate["unit_moment"]],
            "meanForce": numbers(plate["force"].mean(axis=1)), "force": numbers(force[:, loud]),
            "centre": numbers(plate["center_of_pressure"][:, loud] * k),
            "turning": numbers(plate["Tz"][:, loud] * m)})
    return found


def real(root):
    found = {}
    for base, _, files in sorted(os.walk(root)):
        for name in sorted(files):
            path = os.path.join(base, name)
            if not name.lower().endswith(".c3d"):
                continue
            key = os.path.relpath(path, root)
            try:
                c = ezc3d.c3d(path, extract_forceplat_data=True)
            except BaseException as error:
                found[key] = {"error": str(error).split(":")[0][:60]}
                continue
            points, analog = c["data"]["points"], c["data"]["analogs"][0]
            pick = np.unique(np.linspace(0, points.shape[1] - 1, 20).astype(int)) \
                if points.shape[1] else []
            with np.errstate(all="ignore"):
                found[key] = {
                    "points": points.shape[1], "frames": points.shape[2],
                    "channels": analog.shape[0] if analog.size else 0,
                    "rate": c["header"]["points"]["frame_rate"],
                    "analogRate": c["header"]["analogs"]["frame_rate"],
                    "firstFrame": c["header"]["points"]["first_frame"] + 1,
                    "picked": [int(p) for p in pick],
                    "present": [int(np.isfinite(points[0, p]).sum()) for p in pick],
                    "means": [numbers(np.nanmean(points[:3, p], axis=1)) for p in pick],
                    "analogMeans": numbers(analog.mean(axis=1)) if analog.size else [],
                    "analogDeviations": numbers(analog.std(axis=1)) if analog.size else [],
                    "plates": plates(c)}
    return found


def main():
    folder = os.path.join(FOLDER, "records", "c3d")
    os.makedirs(folder, exist_ok=True)
    points, residual, analog = expected()
    for processor in ["intel", "dec", "sgi"]:
        for is_real in [False, True]:
            path = os.path.join(folder, f"{processor}-{'real' if is_real else 'integer'}.c3d")
            open(path, "wb").write(encode(processor, is_real))
            if processor != "sgi":
                c = ezc3d.c3d(path, extract_forceplat_data=True)
                mm = c["data"]["points"][:3].transpose(2, 1, 0)
                si = mm * np.array([1e-3, 1e-3, np.pi / 180, 1e-3])[None, :, None]
                assert np.allclose(si, points, rtol=1e-5, equal_nan=True), path
                v = c["data"]["analogs"][0].T * np.array([1, 1, 1, 1e-3, 1e-3, 1e-3, 1e-3])
                assert np.allclose(v, analog, rtol=1e-5), path
                plate = c["data"]["platform"][0]
    open(os.path.join(folder, "shuffled.c3d"), "wb").write(encode("intel", False, shuffled=True))
    open(os.path.join(folder, "unsigned.c3d"), "wb").write(encode("intel", False, unsigned=True))
    values = {
        "points": numbers(points), "residuals": numbers(residual), "analog": numbers(analog),
        "plate": {"force": numbers(plate["force"].T),
                  "centre": numbers(plate["center_of_pressure"].T * 1e-3),
                  "turning": numbers(plate["Tz"].T * 1e-3)},
        "ezc3d": ezc3d.__version__,
    }
    json.dump(values, open(os.path.join(folder, "expected.json"), "w"))
    written = os.path.join(folder, "written.c3d")
    if os.path.exists(written):  # what this package writes, opened by ezc3d
        c = ezc3d.c3d(written, extract_forceplat_data=True)
        mm = c["data"]["points"][:3].transpose(2, 1, 0)
        si = mm * np.array([1e-3, 1e-3, np.pi / 180, 1e-3])[None, :, None]
        assert np.allclose(si, points, rtol=1e-6, equal_nan=True)
        v = c["data"]["analogs"][0].T * np.array([1, 1, 1, 1e-3, 1e-3, 1e-3, 1e-3])
        assert np.allclose(v, analog, rtol=1e-6)
        assert c["parameters"]["SUBJECTS"]["NAMES"]["value"] == ["synthetic"]
        assert np.allclose(c["data"]["platform"][0]["force"], plate["force"])
    if len(sys.argv) > 1:
        path = os.path.join(FOLDER, "reference", "c3d-real.json")
        json.dump(real(sys.argv[1]), open(path, "w"), indent=None)


main()
