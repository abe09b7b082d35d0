"""Learners of scikit-learn and XGBoost, for GaitClassic.

Run: python classic_learners.py [output folder]. Numbers are rounded to values that single
precision holds apart, because scikit-learn's trees compare in single precision.
"""
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import xgboost
from sklearn import cluster, datasets, decomposition, ensemble, impute, kernel_ridge, linear_model
from sklearn import metrics, neighbors, svm, tree
from sklearn.calibration import _sigmoid_calibration

warnings.filterwarnings("ignore")
out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "reference"
rng = np.random.default_rng(61)


def table(rows, columns):
    return np.round(rng.normal(size=(rows, columns)), 3)


def save(name, value):
    (out / f"classic-{name}.json").write_text(json.dumps(value))


def linear():
    cases = []
    for rows, columns, outputs, kind in [(40, 5, 2, "full"), (30, 6, 1, "dependent"), (6, 10, 1, "wide")]:
        x = table(rows, columns)
        if kind == "dependent":
            x[:, 5] = x[:, 0] + 2 * x[:, 1]
        y = np.round(x @ rng.normal(size=(columns, outputs)) + rng.normal(size=(rows, outputs)), 3)
        model = linear_model.LinearRegression().fit(x, y)
        cases.append({"features": x.tolist(), "targets": y.tolist(), "coefficients": model.coef_.tolist(),
                      "intercepts": model.intercept_.tolist()})
    nets = []
    for share, penalty in [(1.0, 0.1), (1.0, 0.01), (0.5, 0.2), (0.1, 0.05)]:
        x = table(50, 12)
        y = np.round(x[:, 0] - 2 * x[:, 3] + 0.5 * rng.normal(size=50), 3)
        model = linear_model.ElasticNet(alpha=penalty, l1_ratio=share, tol=1e-13, max_iter=100000).fit(x, y)
        nets.append({"features": x.tolist(), "targets": y.tolist(), "penalty": penalty, "share": share,
                     "coefficients": model.coef_.tolist(), "intercept": float(model.intercept_)})
    save("linear", {"leastSquares": cases, "elasticNet": nets})


def logistic():
    cases = []
    for classes, cost, balanced in [(2, 1.0, False), (2, 0.05, True), (3, 1.0, False), (4, 10.0, True)]:
        x = table(90, 4)
        y = np.argmax(x[:, :1] * np.arange(classes) + 0.7 * rng.normal(size=(90, classes)), axis=1)
        model = linear_model.LogisticRegression(
            C=cost, tol=1e-12, max_iter=10000, class_weight="balanced" if balanced else None).fit(x, y)
        cases.append({"features": x.tolist(), "labels": y.tolist(), "cost": cost, "balanced": balanced,
                      "coefficients": model.coef_.tolist(), "intercepts": model.intercept_.tolist(),
                      "probabilities": model.predict_proba(x[:10]).tolist()})
    save("logistic", cases)


def trees():
    cases = []
    for depth, leaf in [(3, 1), (None, 5), (None, 1)]:
        x, new = table(120, 5), table(40, 5)
        y = np.round(np.sin(2 * x[:, 0]) + x[:, 1] * (x[:, 2] > 0) + 0.2 * rng.normal(size=120), 4)
        label = np.digitize(y, [-0.5, 0.6])
        r = tree.DecisionTreeRegressor(max_depth=depth, min_samples_leaf=leaf, random_state=0).fit(x, y)
        c = tree.DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0).fit(x, label)
        cases.append({"features": x.tolist(), "targets": y.tolist(), "labels": label.tolist(), "new": new.tolist(),
                      "depth": depth, "leaf": leaf, "trained": r.predict(x).tolist(),
                      "predictions": r.predict(new).tolist(), "leaves": int(r.get_n_leaves()),
                      "importances": r.feature_importances_.tolist(),
                      "probabilities": c.predict_proba(x).tolist(), "classLeaves": int(c.get_n_leaves())})
    save("trees", cases)


def quality():
    """Held-out quality on three public tables: forests of scikit-learn, boosting of XGBoost."""
    sets = []
    for name, data, kind in [("diabetes", datasets.load_diabetes(), "numbers"),
                             ("breast cancer", datasets.load_breast_cancer(), "classes"),
                             ("wine", datasets.load_wine(), "classes")]:
        x, y = np.round(data.data.astype(float), 4), data.target
        order = np.random.default_rng(0).permutation(len(y))
        train, test = order[: 2 * len(y) // 3], order[2 * len(y) // 3:]
        item = {"name": name, "kind": kind, "features": x[train].tolist(), "targets": y[train].tolist(),
                "newFeatures": x[test].tolist(), "newTargets": y[test].tolist()}
        if kind == "numbers":
            f = ensemble.RandomForestRegressor(500, random_state=0).fit(x[train], y[train])
            g = xgboost.XGBRegressor(tree_method="hist", max_bin=256, n_estimators=100).fit(x[train], y[train])
            item["forest"] = float(metrics.root_mean_squared_error(y[test], f.predict(x[test])))
            item["boosting"] = float(metrics.root_mean_squared_error(y[test], g.predict(x[test])))
        else:
            f = ensemble.RandomForestClassifier(500, random_state=0).fit(x[train], y[train])
            g = xgboost.XGBClassifier(tree_method="hist", max_bin=256, n_estimators=100).fit(x[train], y[train])
            item["forest"] = float(metrics.accuracy_score(y[test], f.predict(x[test])))
            item["boosting"] = float(metrics.accuracy_score(y[test], g.predict(x[test])))
        sets.append(item)
    save("quality", sets)


def boosting():
    cases = []
    for kind in ["numbers", "two classes", "three classes", "missing", "many values"]:
        rows = 601 if kind == "many values" else 240
        x, new = table(rows, 4), table(50, 4)
        y = np.round(np.sin(2 * x[:, 0]) + x[:, 1] * (x[:, 2] > 0) + 0.2 * rng.normal(size=rows), 4)
        if kind == "missing":
            y = np.round(y + 1.0 * (rng.random(rows) < 0.3), 4)
            x[rng.random(x.shape) < 0.2] = np.nan
            new[rng.random(new.shape) < 0.2] = np.nan
        options = dict(max_iter=20, early_stopping=False, l2_regularization=0.5)
        none = lambda t: [[None if np.isnan(v) else v for v in row] for row in t]
        case = {"kind": kind, "features": none(x), "new": none(new)}
        if "classes" in kind:
            label = np.digitize(y, [0.0] if kind == "two classes" else [-0.5, 0.6])
            model = ensemble.HistGradientBoostingClassifier(**options).fit(x, label)
            case |= {"targets": label.tolist(), "predictions": model.predict_proba(new).tolist()}
        else:
            model = ensemble.HistGradientBoostingRegressor(**options).fit(x, y)
            case |= {"targets": y.tolist(), "predictions": model.predict(new)[:, None].tolist()}
        cases.append(case)
    save("boosting", cases)


def vectors():
    cases = []
    for kernel, cost, classes in [("linear", 0.5, 2), ("rbf", 2.0, 2), ("rbf", 1.0, 3)]:
        x, new = table(80, 3), table(20, 3)
        y = np.digitize(x[:, 0] + x[:, 1] ** 2 + 0.4 * rng.normal(size=80), [0.8] if classes == 2 else [0.2, 1.5])
        model = svm.SVC(kernel=kernel, C=cost, tol=1e-8, decision_function_shape="ovo").fit(x, y)
        cases.append({"features": x.tolist(), "labels": y.tolist(), "new": new.tolist(), "kernel": kernel,
                      "cost": cost, "decision": model.decision_function(new).reshape(20, -1).tolist(),
                      "predictions": model.predict(new).tolist()})
    numbers = []
    for kernel, cost, margin in [("linear", 1.0, 0.1), ("rbf", 5.0, 0.05)]:
        x, new = table(70, 3), table(20, 3)
        y = np.round(np.sin(x[:, 0]) + x[:, 1] + 0.1 * rng.normal(size=70), 4)
        model = svm.SVR(kernel=kernel, C=cost, epsilon=margin, tol=1e-8).fit(x, y)
        numbers.append({"features": x.tolist(), "targets": y.tolist(), "new": new.tolist(), "kernel": kernel,
                        "cost": cost, "margin": margin, "predictions": model.predict(new).tolist()})
    values = np.round(rng.normal(size=60), 3)
    positive = rng.random(60) < 1 / (1 + np.exp(-1.5 * values))
    a, b = _sigmoid_calibration(values, positive.astype(int))
    ridges = []
    for kernel, gamma, penalty in [("linear", None, 0.5), ("rbf", 0.3, 0.1)]:
        x, new = table(40, 3), table(10, 3)
        y = np.round(np.stack([np.sin(x[:, 0]), x[:, 1] * x[:, 2]], axis=1), 4)
        model = kernel_ridge.KernelRidge(alpha=penalty, kernel=kernel, gamma=gamma).fit(x, y)
        ridges.append({"features": x.tolist(), "targets": y.tolist(), "new": new.tolist(), "gamma": gamma,
                       "penalty": penalty, "predictions": model.predict(new).tolist()})
    save("kernels", {"classes": cases, "numbers": numbers, "ridges": ridges,
                     "platt": {"values": values.tolist(), "isPositive": positive.tolist(), "a": float(a), "b": float(b)}})


def unsupervised():
    x, new = table(60, 4), table(15, 4)
    label, y = np.digitize(x[:, 0], [-0.4, 0.5]), np.round(x[:, :2] ** 2, 4)
    near = []
    for k, weights in [(5, "uniform"), (3, "distance")]:
        near.append({
            "neighbors": k, "weights": weights,
            "probabilities": neighbors.KNeighborsClassifier(k, weights=weights).fit(x, label).predict_proba(new).tolist(),
            "predictions": neighbors.KNeighborsRegressor(k, weights=weights).fit(x, y).predict(new).tolist()})
    holes = x.copy()
    holes[rng.random(x.shape) < 0.2] = np.nan
    fresh = new.copy()
    fresh[rng.random(new.shape) < 0.3] = np.nan
    fresh[0] = np.nan
    none = lambda t: [[None if np.isnan(v) else v for v in row] for row in t]
    imputed = {w: impute.KNNImputer(weights=w).fit(holes).transform(fresh).tolist() for w in ("uniform", "distance")}
    blobs = np.round(np.concatenate([rng.normal(c, 0.6, (40, 2)) for c in ((0, 0), (3, 1), (0, 4))]), 3)
    start = blobs[[0, 50, 51, 100]]
    kmeans = cluster.KMeans(4, init=start, n_init=1, tol=0).fit(blobs)
    dbscan = cluster.DBSCAN(eps=0.45, min_samples=5).fit(blobs)
    pcas = []
    for t in (x, table(6, 9)):
        model = decomposition.PCA(svd_solver="full").fit(t)
        keep = min(t.shape[0] - 1, t.shape[1])
        pcas.append({"features": t.tolist(), "components": model.components_[:keep].tolist(),
                     "variances": model.explained_variance_[:keep].tolist(),
                     "shares": model.explained_variance_ratio_[:keep].tolist(),
                     "scores": model.transform(t)[:, :keep].tolist()})
    save("unsupervised", {
        "features": x.tolist(), "labels": label.tolist(), "targets": y.tolist(), "new": new.tolist(), "near": near,
        "holes": none(holes), "fresh": none(fresh), "uniform": imputed["uniform"], "distance": imputed["distance"],
        "blobs": blobs.tolist(), "start": start.tolist(), "centres": kmeans.cluster_centers_.tolist(),
        "kmeansLabels": kmeans.labels_.tolist(), "inertia": float(kmeans.inertia_),
        "dbscanLabels": dbscan.labels_.tolist(), "cores": dbscan.core_sample_indices_.tolist(), "pca": pcas})


for make in (linear, logistic, trees, quality, boosting, vectors, unsupervised):
    make()
