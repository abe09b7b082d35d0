"""scikit-learn's times for the tasks of Tests/GaitClassicTests/LearnerBenchmarks.swift.

Run: OMP_NUM_THREADS=2 python benchmark_learners.py [task ...]; prints one line of JSON per task.
"""
import json
import sys
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.impute import KNNImputer

THREADS = 2


def uniform(count, state=42):
    """The linear congruential stream of the Swift side."""
    mask = (1 << 64) - 1
    out = np.empty(count)
    for i in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) & mask
        out[i] = (state >> 11) * 2.0**-53
    return out


def table(rows, columns):
    u = uniform(rows * (3 * columns + 1)).reshape(rows, 3 * columns + 1)
    x = u[:, :-1].reshape(rows, columns, 3).sum(axis=2) - 1.5
    y = x[:, 0] + 2 * x[:, 1] * x[:, 2] - np.abs(x[:, 3]) + 0.3 * (u[:, -1] - 0.5)
    return x, y


def report(task, repeats, body):
    best = np.inf
    for _ in range(repeats):
        start = time.perf_counter()
        body()
        best = min(best, time.perf_counter() - start)
    print(json.dumps({"task": task, "seconds": best}), flush=True)


def forest():
    x, y = table(10_000, 50)
    model = RandomForestClassifier(500, n_jobs=THREADS, random_state=0)
    report("forest", 1, lambda: model.fit(x, y > -0.3))


def regression_forest():
    x, y = table(10_000, 50)
    model = RandomForestRegressor(50, n_jobs=THREADS, random_state=0)
    report("regression forest of 50 trees", 1, lambda: model.fit(x, y))


def boosting():
    x, y = table(10_000, 50)
    model = HistGradientBoostingRegressor(max_iter=200, early_stopping=False)
    report("boosting", 3, lambda: model.fit(x, y))


def kmeans():
    x, _ = table(10_000, 50)
    model = KMeans(8, n_init=10, random_state=0)
    report("k-means", 3, lambda: model.fit(x))
    print(json.dumps({"task": "k-means", "inertia": float(model.inertia_)}))


def imputation():
    x, _ = table(10_000, 50)
    holes = uniform(x.size, 7).reshape(x.shape) < 0.1
    x[holes] = np.nan
    filled = []
    report("k-nearest-neighbour imputation", 1, lambda: filled.append(KNNImputer().fit_transform(x)))
    print(json.dumps({"task": "k-nearest-neighbour imputation", "sum": float(filled[0].sum())}))


TASKS = {f.__name__: f for f in (forest, regression_forest, boosting, kmeans, imputation)}
for name in sys.argv[1:] or TASKS:
    TASKS[name]()
