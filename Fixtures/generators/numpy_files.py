"""Small .npy and .npz files, and the numbers that NumPy reads from them.

    python Fixtures/generators/numpy_files.py

writes Fixtures/records/numpy/*.npy, *.npz with expected.json. What this package writes
(written.npz there) is opened by NumPy and compared with what the test puts into it.
"""

import io
import json
import os
import zipfile

import numpy as np
from numpy.lib import format as npy

FOLDER = os.path.join(os.path.dirname(__file__), "..", "records", "numpy")


def bytes_of(array, version=(1, 0)):
    out = io.BytesIO()
    npy.write_array(out, array, version=version)
    return out.getvalue()


def main():
    os.makedirs(FOLDER, exist_ok=True)
    grid = np.arange(24).reshape(2, 3, 4)
    arrays = {}
    for kind in ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]:
        base = grid % 2 if kind == "b1" else grid - 7 if kind[0] in "if" else grid * 9
        base = base * 0.375 if kind[0] == "f" else base
        arrays[f"{kind}-little"] = base.astype("<" + kind)
        arrays[f"{kind}-big-fortran"] = np.asfortranarray(base.astype(">" + kind))
    arrays["scalar"] = np.array(2.5)
    arrays["empty"] = np.zeros((0, 5), "<f4")
    arrays["special"] = np.array([np.nan, np.inf, -np.inf, 65504, 6e-8, -0.0, 2 ** -14], "<f2")
    arrays["large"] = np.array([2 ** 64 - 1, 0, 2 ** 53 + 1], "<u8")
    np.savez(os.path.join(FOLDER, "stored.npz"), **arrays)
    np.savez_compressed(os.path.join(FOLDER, "deflated.npz"), **arrays)
    for version in [(1, 0), (2, 0), (3, 0)]:
        path = os.path.join(FOLDER, f"version{version[0]}.npy")
        open(path, "wb").write(bytes_of(np.arange(6, dtype="<f4").reshape(2, 3), version))
    # Text of many kinds and sizes, so that every kind of deflate block appears.
    random = np.random.default_rng(1)
    blocks = {
        "noise": random.integers(0, 256, 3000, dtype="u1"),
        "runs": np.repeat(random.integers(0, 4, 60, dtype="u1"), random.integers(1, 400, 60)),
        "wave": (1000 * np.sin(np.arange(2000) / 40)).astype("<i2"),
    }
    for level in [1, 6, 9]:
        with zipfile.ZipFile(os.path.join(FOLDER, f"level{level}.npz"), "w", zipfile.ZIP_DEFLATED,
                             compresslevel=level) as archive:
            for name, array in blocks.items():
                info = zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, bytes_of(array), compresslevel=level)
    np.savez_compressed(os.path.join(FOLDER, "small.npz"), wave=blocks["wave"][:150],
                        one=np.ones(3, "<f2"))
    arrays.update(blocks)
    expected = {
        name: {"shape": list(a.shape), "type": a.dtype.str[1:],
               "text": " ".join(repr(float(x)) if a.dtype.kind == "f" else str(int(x))
                                for x in a.ravel())}
        for name, a in arrays.items()}
    json.dump(expected, open(os.path.join(FOLDER, "expected.json"), "w"))
    written = os.path.join(FOLDER, "written.npz")
    if os.path.exists(written):
        with np.load(written) as archive:
            assert archive["forces"].dtype == np.float32 and archive["forces"].shape == (2, 3)
            assert np.array_equal(archive["forces"], np.arange(6).reshape(2, 3) * 0.5)
            assert archive["half"].dtype == np.float16
            assert np.array_equal(archive["half"], np.array([1, -2.5, 65504, 6e-8], np.float16))
            assert archive["flags"].dtype == bool and archive["flags"].tolist() == [True, False]
            assert archive["counts"].dtype == np.int16 and archive["counts"].tolist() == [-5, 7]
            assert archive["single"].shape == () and float(archive["single"]) == 2.5
        assert zipfile.ZipFile(written).testzip() is None
        print("NumPy reads written.npz")


main()
