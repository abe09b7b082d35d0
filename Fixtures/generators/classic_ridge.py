"""Ridge regression of scikit-learn, for GaitClassic.

Run: python classic_ridge.py [output folder]
"""
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "reference"
rng = np.random.default_rng(11)
cases = []
for rows, columns, outputs, alpha, intercept, standardizes in [
    (30, 4, 1, 1.0, True, False), (30, 4, 3, 0.0, True, False), (25, 6, 2, 10.0, False, False),
    (12, 20, 2, 0.5, True, False), (40, 5, 2, 3.0, True, True), (10, 15, 1, 2.0, True, True),
]:
    x = rng.normal(size=(rows, columns)) * rng.uniform(0.1, 20, columns) + rng.normal(size=columns)
    y = x[:, : min(4, columns)] @ rng.normal(size=(min(4, columns), outputs)) + rng.normal(size=(rows, outputs))
    new = rng.normal(size=(5, columns))
    scaler = StandardScaler().fit(x) if standardizes else None
    move = scaler.transform if standardizes else (lambda t: t)
    model = Ridge(alpha=alpha, fit_intercept=intercept).fit(move(x), y)
    scale = scaler.scale_ if standardizes else np.ones(columns)
    cases.append({
        "features": x.tolist(), "targets": y.tolist(), "new": new.tolist(), "penalty": alpha,
        "hasIntercept": intercept, "standardizes": standardizes,
        "coefficients": (np.atleast_2d(model.coef_) / scale).tolist(),
        "predictions": model.predict(move(new)).reshape(5, outputs).tolist(),
    })
(out / "classic-ridge.json").write_text(json.dumps(cases))
