// swift-tools-version: 6.2
import PackageDescription

// The targets by layer; an arrow may only point to a lower one. A test holds the graph against its
// committed text.
let libraries: [(name: String, dependencies: [Target.Dependency])] = [
  // Layer 1: raw arithmetic, files, statistics. No tensors.
  (
    "GaitKernels",
    [
      "CKernels",
      .target(name: "COpenBLAS", condition: .when(platforms: [.linux])),
    ]
  ),
  ("GaitRecords", []),
  ("GaitEvaluation", []),
  // Layer 2
  ("GaitTensor", ["GaitKernels"]),
  ("GaitSignal", ["GaitKernels"]),
  ("GaitClassic", ["GaitKernels", "GaitEvaluation"]),
  ("GaitReports", ["GaitEvaluation"]),
  // Layer 3
  ("GaitNN", ["GaitTensor"]),
  ("GaitData", ["GaitTensor", "GaitSignal", "GaitRecords"]),
  // Layer 4
  ("GaitModels", ["GaitNN"]),
  ("GaitTraining", ["GaitNN", "GaitData", "GaitEvaluation"]),
  // Layer 5
  ("GaitStudies", ["GaitModels", "GaitTraining", "GaitClassic", "GaitReports"]),
  (
    "GaitKit",
    [
      "GaitKernels", "GaitTensor", "GaitNN", "GaitSignal", "GaitRecords", "GaitEvaluation",
      "GaitClassic", "GaitData", "GaitModels", "GaitTraining", "GaitReports", "GaitStudies",
    ]
  ),
]

/// Every library has a test target of the same name; the support library is theirs alone.
let tested = libraries.map(\.name).filter { $0 != "GaitKit" } + ["GaitCommand", "GaitKit"]

let package = Package(
  name: "GaitKit",
  platforms: [.macOS(.v14), .iOS(.v17)],
  products: [
    .library(name: "GaitKit", targets: ["GaitKit"]),
    .executable(name: "gait", targets: ["GaitCommand"]),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS",
      pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .target(name: "CKernels"),
    .executableTarget(name: "GaitCommand", dependencies: ["GaitKit"]),
    .target(
      name: "GaitTestSupport", dependencies: ["GaitTraining"], path: "Tests/Support"),
  ]
    + libraries.map { .target(name: $0.name, dependencies: $0.dependencies) }
    + tested.map { name in
      .testTarget(
        name: name + "Tests",
        dependencies: ["GaitTestSupport", .target(name: name)])
    }
    // Runs the studies over seeds when GAIT_BENCHMARK is set.
    + [
      .testTarget(
        name: "GaitBenchmarkTests", dependencies: ["GaitTestSupport", "GaitData", "GaitStudies"])
    ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)
