"""Regression metrics and splits of scikit-learn and SciPy, for GaitEvaluation.

Run: python evaluation_metrics.py [output folder]
"""
import json
import sys
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn import metrics
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, StratifiedGroupKFold

out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "reference"
rng = np.random.default_rng(6)


def regression():
    cases = []
    for count, offset, noise in [(7, 0.0, 0.1), (60, 0.3, 0.5), (404, -2.0, 0.01), (40, 5.0, 3.0)]:
        y = rng.normal(2.0, 1.5, count)
        p = y + offset + rng.normal(0, noise, count)
        rmse = float(metrics.root_mean_squared_error(y, p))
        case = {
            "target": y.tolist(), "prediction": p.tolist(), "rmse": rmse,
            "mae": float(metrics.mean_absolute_error(y, p)),
            "r2": float(metrics.r2_score(y, p)),
            "vaf": float(metrics.explained_variance_score(y, p)),
            "pearson": float(stats.pearsonr(y, p)[0]),
            "nrmseRange": rmse / float(np.ptp(y)), "nrmseSD": rmse / float(np.std(y)),
            "nrmseMean": rmse / float(abs(np.mean(y))), "nrmseIQR": rmse / float(stats.iqr(y)),
        }
        if count == 404:
            case["nrmseCycles"] = rmse / float(np.mean(np.ptp(y.reshape(4, 101), axis=1)))
        cases.append(case)
    return cases


def splits():
    sizes = rng.permutation(np.arange(3, 23))  # all different, so that no tie is broken by chance
    groups = rng.permutation(np.repeat(np.arange(20), sizes))
    labels = np.where(rng.random(groups.size) < 0.1 + 0.04 * groups, 1, 0)
    x = np.zeros((groups.size, 1))

    def tests(split):
        return [sorted(int(i) for i in test) for _, test in split.split(x, labels, groups)]

    return {
        "groups": groups.tolist(), "labels": labels.tolist(),
        "groupKFold": tests(GroupKFold(4)), "leaveOneGroupOut": tests(LeaveOneGroupOut()),
        "stratifiedGroupKFold": tests(StratifiedGroupKFold(4)),
    }


(out / "evaluation-regression.json").write_text(json.dumps(regression()))
(out / "evaluation-splits.json").write_text(json.dumps(splits()))
