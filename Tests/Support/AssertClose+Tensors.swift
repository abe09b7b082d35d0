import GaitTensor
import XCTest

/// Asserts that a tensor has an expected shape and elements; see the version for collections.
public func assertClose(
  _ actual: Tensor, _ expected: Tensor, absolute: Double = 0, relative: Double = 0,
  _ message: @autoclosure () -> String = "", file: StaticString = #filePath, line: UInt = #line
) {
  guard actual.shape == expected.shape else {
    XCTFail(
      "\(message()) shape \(actual.shape), expected \(expected.shape)", file: file, line: line)
    return
  }
  assertClose(
    actual.elements, expected.elements, absolute: absolute, relative: relative, message(),
    file: file, line: line)
}

/// Asserts that two tensors have one shape and the same bits.
public func assertSameBits(
  _ actual: Tensor, _ expected: Tensor, _ message: @autoclosure () -> String = "",
  file: StaticString = #filePath, line: UInt = #line
) {
  XCTAssertEqual(actual.shape, expected.shape, message(), file: file, line: line)
  assertSameBits(actual.elements, expected.elements, message(), file: file, line: line)
}
