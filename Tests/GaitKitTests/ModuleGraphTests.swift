import Foundation
import GaitTestSupport
import XCTest

/// The arrows between the targets: committed as text, declared in the manifest, kept by the imports.
final class ModuleGraphTests: XCTestCase {
  private struct Manifest: Decodable {
    struct Target: Decodable {
      let name, type: String
      let dependencies: [[String: [Part?]]]
    }
    /// A name, or the condition beside it.
    enum Part: Decodable {
      case name(String)
      case condition

      init(from decoder: any Decoder) throws {
        let text = try? decoder.singleValueContainer().decode(String.self)
        self = text.map { .name($0) } ?? .condition
      }
    }
    let targets: [Target]
  }

  /// The layers, the lowest first; an arrow points down.
  private let layers: [Set<String>] = [
    ["CKernels", "COpenBLAS"],
    ["GaitKernels", "GaitRecords", "GaitEvaluation"],
    ["GaitTensor", "GaitSignal", "GaitClassic", "GaitReports"],
    ["GaitNN", "GaitData"],
    ["GaitModels", "GaitTraining"],
    ["GaitStudies"],
    ["GaitKit"],
    ["GaitCommand"],
  ]

  func testTheManifestDeclaresTheCommittedGraph() throws {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-tests-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let tool = try SwiftTool(
      ["package", "--scratch-path", scratch.path, "dump-package"], in: SourceTree.package)
    guard let tool, tool.exitCode == 0 else {
      throw XCTSkip("swift package dump-package cannot be run here: \(tool?.errors ?? "no swift")")
    }
    let manifest = try JSONDecoder().decode(Manifest.self, from: tool.output)
    var declared: [String: [String]] = [:]
    for target in manifest.targets where target.type != "test" {
      declared[target.name] = target.dependencies.flatMap(\.values).compactMap { parts in
        if case .name(let name)? = parts.first ?? nil { name } else { nil }
      }
    }
    XCTAssertEqual(declared, try SourceTree.graph())
  }

  func testEveryArrowPointsToALowerLayer() throws {
    var graph = try SourceTree.graph()
    graph["GaitTestSupport"] = nil
    XCTAssertEqual(Set(graph.keys), layers.reduce([]) { $0.union($1) })
    for (target, dependencies) in graph {
      let level = try XCTUnwrap(layers.firstIndex { $0.contains(target) })
      for name in dependencies {
        let other = try XCTUnwrap(layers.firstIndex { $0.contains(name) })
        XCTAssertLessThan(other, level, "\(target) depends on \(name)")
      }
    }
    for target in ["GaitRecords", "GaitSignal", "GaitEvaluation", "GaitClassic"] {
      XCTAssertFalse(SourceTree.reachable(from: target, graph).contains("GaitTensor"), target)
    }
    XCTAssertFalse(SourceTree.reachable(from: "GaitModels", graph).contains("GaitData"))
  }

  func testImportsStayWithinTheGraph() throws {
    let graph = try SourceTree.graph()
    let system: Set<String> = ["Foundation", "Dispatch", "Darwin", "Glibc", "Musl"]
    let files = try SourceTree.files()
    XCTAssertGreaterThan(files.count, 100)
    for file in files {
      var allowed = SourceTree.reachable(from: file.target, graph).union(system)
      if file.target == "GaitKernels" { allowed.insert("Accelerate") }
      // Where Foundation is split, its XML parser is a module of its own.
      if file.target == "GaitRecords" { allowed.insert("FoundationXML") }
      XCTAssertNotNil(graph[file.target], file.path)
      for name in file.imports {
        XCTAssert(allowed.contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  func testTheUmbrellaExportsEveryLibrary() throws {
    let umbrella = try XCTUnwrap(try SourceTree.files().first { $0.target == "GaitKit" })
    let exported = umbrella.text.split(separator: "\n").compactMap { line in
      line.hasPrefix("@_exported import ") ? String(line.dropFirst(18)) : nil
    }
    XCTAssertEqual(exported.sorted(), try SourceTree.graph()["GaitKit"]?.sorted())
  }
}
