"""Reference wavelet coefficients of GaitSignal from PyWavelets.

Run: python signals_wavelets.py [output folder]   (default: ../reference beside this file)
"""

import numpy as np
import pywt

from signals_common import rounded, walk_like, write

MODES = ["zero", "constant", "symmetric", "reflect", "periodic", "periodization"]
SHORT = {"daubechies": ("db", range(1, 11)), "symlet": ("sym", range(2, 11)),
         "coiflet": ("coif", range(1, 6))}


def single(samples):
    cases = []
    for family, (prefix, orders) in SHORT.items():
        for order in orders:
            for mode in MODES:
                # Odd and even, long and shorter than the filters.
                counts = {"symmetric": 41, "periodization": 33, "zero": 24, "periodic": 7}
                count = counts.get(mode, 30)
                approximation, detail = pywt.dwt(samples[:count], f"{prefix}{order}", mode)
                cases.append({
                    "family": family, "order": order, "mode": mode, "count": count,
                    "approximation": rounded(approximation, 12), "detail": rounded(detail, 12),
                })
    return cases


def levels(samples):
    cases = []
    for name, family, order in [("db4", "daubechies", 4), ("sym8", "symlet", 8),
                                ("coif2", "coiflet", 2), ("db1", "daubechies", 1)]:
        for mode in ["symmetric", "periodization", "zero"]:
            for count in [101, 128]:
                parts = pywt.wavedec(samples[:count], name, mode)
                changed = [part.copy() for part in parts]
                changed[-1] *= 0
                cases.append({
                    "family": family, "order": order, "mode": mode, "count": count,
                    "levels": len(parts) - 1,
                    "approximation": rounded(parts[0], 12),
                    "details": [rounded(part, 12) for part in parts[:0:-1]],
                    "withoutFinest": rounded(pywt.waverec(changed, name, mode)[:count], 12),
                })
    return cases


def main():
    samples = walk_like(128, seed=31)
    maximum = [{"family": family, "order": order, "count": count,
                "level": pywt.dwt_max_level(count, f"{prefix}{order}")}
               for family, (prefix, orders) in SHORT.items() for order in orders
               for count in [1, 2, 7, 19, 38, 100, 1000]]
    write("signals-wavelets", [np, pywt], {
        "samples": samples.tolist(), "single": single(samples), "levels": levels(samples),
        "maximumLevels": maximum,
    })


if __name__ == "__main__":
    main()
