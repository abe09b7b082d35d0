"""Small EDF+ and BDF+ files, and what pyEDFlib reads from them and from real files.

    python Fixtures/generators/edf_files.py [REAL_DATA]

writes Fixtures/records/edf/*.edf, *.bdf with expected.json, and, given the folder of real
recordings, Fixtures/reference/edf-real.json (statistics of each channel). Uses pyEDFlib and NumPy.
The discontinuous file is the continuous one with the times of its records changed, since pyEDFlib
writes none.
"""

import datetime
import json
import os
import sys

import numpy as np
import pyedflib

FOLDER = os.path.join(os.path.dirname(__file__), "..")


def write(path, kind):
    writer = pyedflib.EdfWriter(path, 3, file_type=kind)
    writer.setStartdatetime(datetime.datetime(2021, 3, 4, 5, 6, 7))
    rates = [100, 20, 50]
    labels, units = ["EMG TA", "Force", "EMG TA"], ["uV", "N", "mV"]
    bits = 2 ** 23 if kind == pyedflib.FILETYPE_BDFPLUS else 2 ** 15
    for i in range(3):
        writer.setSignalHeader(i, {
            "label": labels[i], "dimension": units[i], "sample_frequency": rates[i],
            "physical_min": [-500.0, 0.0, 2.0][i], "physical_max": [500.0, 1000.0, -2.0][i],
            "digital_min": -bits, "digital_max": bits - 1, "transducer": "electrode",
            "prefilter": "HP:20Hz"})
    times = [np.arange(4 * r) / r for r in rates]
    writer.writeSamples([
        400 * np.sin(2 * np.pi * 3 * times[0]), 500 + 450 * np.cos(2 * np.pi * times[1]),
        1.5 * np.sin(2 * np.pi * 5 * times[2])])
    writer.writeAnnotation(0.5, -1, "heel strike")
    writer.writeAnnotation(2.25, 0.75, "Schritt \u00e4")
    writer.close()


def read(path):
    reader = pyedflib.EdfReader(path)
    onsets, durations, texts = reader.readAnnotations()
    found = {
        "labels": reader.getSignalLabels(), "rates": [float(x) for x in reader.getSampleFrequencies()],
        "units": [reader.getPhysicalDimension(i) for i in range(reader.signals_in_file)],
        "onsets": [float(x) for x in onsets],
        "durations": [None if float(x) < 0 else float(x) for x in durations],
        "texts": [str(t) for t in texts]}
    signals = [reader.readSignal(i) for i in range(reader.signals_in_file)]
    reader.close()
    return found, signals


def split(source, target):
    """Moves the third and fourth record 1.5 s later."""
    data = open(source, "rb").read()
    data = data.replace(b"EDF+C", b"EDF+D", 1)
    for old, new in [(b"+2\x14\x14", b"+3.5\x14\x14"), (b"+3\x14\x14", b"+4.5\x14\x14")]:
        place = data.index(old)
        tail = data[place + len(old):]
        zeros = len(new) - len(old)
        end = tail.index(b"\0" * (zeros + 1))
        data = data[:place] + new + tail[:end] + tail[end + zeros:]
    open(target, "wb").write(data)


def main():
    folder = os.path.join(FOLDER, "records", "edf")
    os.makedirs(folder, exist_ok=True)
    expected = {}
    for name, kind in [("plus.edf", pyedflib.FILETYPE_EDFPLUS), ("plus.bdf", pyedflib.FILETYPE_BDFPLUS)]:
        path = os.path.join(folder, name)
        write(path, kind)
        found, signals = read(path)
        found["samples"] = [[float(x) for x in s] for s in signals]
        expected[name] = found
    split(os.path.join(folder, "plus.edf"), os.path.join(folder, "gap.edf"))
    written = os.path.join(folder, "written.edf")
    if os.path.exists(written):  # what this package writes, opened by pyEDFlib
        found, signals = read(written)
        found["samples"] = [[float(x) for x in s] for s in signals]
        expected["written.edf"] = found
    json.dump(expected, open(os.path.join(folder, "expected.json"), "w"))
    if len(sys.argv) > 1:
        real = {}
        for base, _, files in os.walk(sys.argv[1]):
            for name in sorted(files):
                if name.lower().endswith((".edf", ".bdf")):
                    path = os.path.join(base, name)
                    found, signals = read(path)
                    found["means"] = [float(s.mean()) for s in signals]
                    found["deviations"] = [float(s.std()) for s in signals]
                    found["counts"] = [len(s) for s in signals]
                    real[os.path.relpath(path, sys.argv[1])] = found
        json.dump(real, open(os.path.join(FOLDER, "reference", "edf-real.json"), "w"))


main()
