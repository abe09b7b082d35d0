"""A clinical table prepared by scikit-learn: filled, scaled, encoded; fitted on training rows alone.

Run: python clinical_tables.py   (writes ../reference/clinical-tables.json)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.impute import KNNImputer, MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = [0, 1, 2, 3]
CATEGORY = [4, 5]


def table():
    """Age, body mass, Barthel, pain; treatment (3 levels), sex (2). Rows 40 and on are test rows."""
    random = np.random.default_rng(21)
    count = 60
    age = np.round(random.normal(60, 12, count))
    mass = np.round(random.normal(75, 13, count), 1)
    barthel = np.clip(np.round(random.normal(60, 22, count) / 5) * 5, 0, 100)
    pain = np.clip(np.round(random.normal(4, 2, count), 1), 0, 10)
    # The third treatment occurs among test rows only.
    treatment = random.integers(0, 2, count).astype(float)
    treatment[[45, 52]] = 2
    sex = random.integers(0, 2, count).astype(float)
    cells = np.stack([age, mass, barthel, pain, treatment, sex], axis=1)
    holes = random.random(cells.shape) < 0.15
    holes[:, 0] = False
    holes[41, 0] = True
    holes[[45, 52], 4] = False
    cells[holes] = np.nan
    return cells


def main():
    cells = table()
    train, test = cells[:40], cells[40:]
    cases = {}
    imputers = {
        "mean": SimpleImputer(),
        "knn3": KNNImputer(n_neighbors=3),
        "knn5-distance": KNNImputer(n_neighbors=5, weights="distance"),
    }
    # A missing category is no level: every column of it is zero.
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    levels = [sorted(set(train[:, c][~np.isnan(train[:, c])])) for c in CATEGORY]
    encoder.set_params(categories=levels)
    known = encoder.fit(np.array([[a, b] for a in levels[0] for b in levels[1]]))
    marks = MissingIndicator(features="missing-only", error_on_new=False).fit(train)
    for name, imputer in imputers.items():
        numbers = make_pipeline(imputer, StandardScaler()).fit(train[:, NUMERIC])
        cases[name] = [
            np.hstack([
                numbers.transform(part[:, NUMERIC]),
                known.transform(np.nan_to_num(part[:, CATEGORY], nan=-1)),
                marks.transform(part).astype(float),
            ]).tolist()
            for part in (train, test)
        ]
    content = {
        "madeWith": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "trainingCount": 40,
        "cells": [[None if np.isnan(v) else float(v) for v in row] for row in cells],
        "prepared": {name: parts[0] + parts[1] for name, parts in cases.items()},
    }
    path = Path(__file__).resolve().parent.parent / "reference" / "clinical-tables.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
