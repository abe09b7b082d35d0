"""The scaling filters of Daubechies' wavelets and symlets to full precision, as Swift.

Both are spectral factors of the same half-band polynomial (Daubechies 1988,
doi:10.1002/cpa.3160410705; 1992, section 6.4), computed here with 60 digits. Of each pair of roots,
Daubechies' wavelets take the one inside the unit circle; symlets take those with which the phase is
closest to linear, of which PyWavelets' table (known to twelve digits only) says which they are.
Coiflets are PyWavelets' own constants, which have full precision.

Run: python signals_wavelet_filters.py [folder]   (default: the sources of GaitSignal)
"""

import itertools
import sys
from pathlib import Path

import mpmath
import numpy as np
import pywt

mpmath.mp.dps = 60


def root_groups(order):
    """Roots of the half-band polynomial: inside the circle and outside, conjugates together."""
    if order == 1:
        return []
    polynomial = [mpmath.binomial(order - 1 + k, k) for k in range(order)]
    groups = []
    for y in mpmath.polyroots(polynomial[::-1], maxsteps=500, extraprec=400):
        if mpmath.im(y) < -mpmath.mpf(10) ** -40:
            continue
        half = 1 - 2 * y
        step = mpmath.sqrt(half * half - 1)
        inside, outside = sorted([half - step, half + step], key=abs)
        if abs(mpmath.im(y)) < mpmath.mpf(10) ** -40:
            groups.append(([mpmath.re(inside)], [mpmath.re(outside)]))
        else:
            pair = lambda z: [z, mpmath.conj(z)]
            groups.append((pair(inside), pair(outside)))
    return groups


def scaling_filter(order, roots):
    taps = [mpmath.mpf(1)]
    for root in [mpmath.mpf(-1)] * order + roots:
        taps = [a - root * b for a, b in zip(taps + [0], [0] + taps)]
    taps = [mpmath.re(tap) for tap in taps]
    total = sum(taps)
    return [tap * mpmath.sqrt(2) / total for tap in taps]


def closest(order, name, choices):
    table = np.array(pywt.Wavelet(f"{name}{order}").rec_lo)
    best = None
    for choice in choices:
        taps = scaling_filter(order, [root for group in choice for root in group])
        for candidate in (taps, taps[::-1]):
            distance = max(abs(float(a) - b) for a, b in zip(candidate, table))
            if best is None or distance < best[0]:
                best = (distance, candidate)
    assert best[0] < 2e-11, (name, order, best[0])
    print(name, order, "differs from PyWavelets by", best[0])
    return best[1]


def daubechies(order):
    return closest(order, "db", [[group[0] for group in root_groups(order)]])


def symlet(order):
    return closest(order, "sym", itertools.product(*root_groups(order)))


def coiflet(order):
    return pywt.Wavelet(f"coif{order}").rec_lo


def swift(name, text, filters):
    lines = ["extension Wavelet {", f"  /// {text}", f"  static let {name}: [Int: [Double]] = ["]
    for order, taps in filters.items():
        lines.append(f"    {order}: [")
        lines += [f"      {float(tap)!r}," for tap in taps]
        lines.append("    ],")
    return "\n".join(lines + ["  ]", "}", ""])


def main():
    sources = Path(__file__).resolve().parents[2] / "Sources/GaitSignal/Wavelets"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else sources
    for file, name, text, make, orders in [
        ("Daubechies", "daubechiesFilters",
         "The scaling filters of minimal phase, by the number of vanishing moments.",
         daubechies, range(1, 11)),
        ("Symlets", "symletFilters",
         "The scaling filters of nearly linear phase, by the number of vanishing moments.",
         symlet, range(2, 11)),
        ("Coiflets", "coifletFilters",
         "The scaling filters whose own moments vanish too, by half the vanishing moments.",
         coiflet, range(1, 6)),
    ]:
        target = folder / f"Wavelet+{file}.swift"
        target.write_text(swift(name, text, {order: make(order) for order in orders}))


if __name__ == "__main__":
    main()
