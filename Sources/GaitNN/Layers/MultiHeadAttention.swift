import GaitKernels
import GaitTensor

/// Scaled dot-product attention with several heads.
///
/// Source: Vaswani et al. 2017, doi:10.48550/arXiv.1706.03762. Parameter names and shapes are those of PyTorch's `MultiheadAttention` with equal widths.
public final class MultiHeadAttention: Module {
  /// What attention gives back.
  public struct Output {
    /// The attended values [batch, queries, width].
    public let value: Tensor
    /// The weights [batch, heads, queries, keys].
    public let weights: Tensor

    /// The weights averaged over the heads [batch, queries, keys].
    public var meanWeights: Tensor { weights.mean(axis: 1) }
  }

  /// The projections of query, key and value, stacked [3 width, width].
  public let inputProjectionWeight: Parameter
  /// Their biases [3 width].
  public let inputProjectionBias: Parameter
  /// The projection behind the heads.
  public let outputProjection: Linear
  /// The number of heads.
  public let heads: Int
  private let width: Int
  private let dropout: Dropout

  /// A layer whose weights are drawn.
  ///
  /// - Precondition: A width divisible by the heads.
  public init(width: Int, heads: Int, dropout: Scalar = 0, using random: inout RandomSource) {
    precondition(
      heads > 0 && width % heads == 0, "MultiHeadAttention: width \(width), \(heads) heads")
    self.width = width
    self.heads = heads
    self.dropout = Dropout(dropout)
    inputProjectionWeight = Parameter(
      Initializer.glorotUniform(
        [3 * width, width], fanIn: width, fanOut: 3 * width, using: &random)
    )
    inputProjectionBias = Parameter(.zeros([3 * width]))
    outputProjection = Linear(inputs: width, outputs: width, using: &random)
    outputProjection.bias?.assign(.zeros([width]))
  }

  /// Attends from each query to the keys.
  ///
  /// - Parameters:
  ///   - query: [batch, queries, width].
  ///   - key: [batch, keys, width].
  ///   - value: [batch, keys, width].
  ///   - keyMask: [batch, keys], true where a key is present; absent keys are never read.
  ///   - isCausal: Whether a query sees only keys at or before its own place.
  ///   - context: The mode, and the keys of the dropout on the weights.
  /// - Returns: The attended values and the weights.
  public func callAsFunction(
    query: Tensor, key: Tensor, value: Tensor, keyMask: Mask? = nil, isCausal: Bool = false,
    _ context: inout Context
  ) -> Output {
    let q = project(query, 0..<1)
    let k = project(absentZeroed(key, keyMask), 1..<2)
    let v = project(absentZeroed(value, keyMask), 2..<3)
    let mask = Self.mask(
      keyMask, isCausal: isCausal, batch: query.shape[0], queries: query.shape[1],
      keys: key.shape[1])
    let weights = attentionWeights(query: q, key: k, heads: heads, mask: mask)
    let mixed = attended(weights: dropout(weights, &context), value: v)
    return Output(value: outputProjection(mixed), weights: weights)
  }

  /// Attends from each step of x [batch, time, width] to all of them, without giving the weights.
  ///
  /// One projection serves queries, keys and values, and no part of it is copied.
  public func callAsFunction(self x: Tensor, _ context: inout Context) -> Tensor {
    let projection = linear(
      x, weight: inputProjectionWeight.value, bias: inputProjectionBias.value)
    let (rate, key) = dropout.draw(&context)
    return outputProjection(selfAttention(projection, heads: heads, rate: rate, key: key))
  }

  /// Attends from each step of one sequence to the steps of another, without dropout on the weights.
  ///
  /// The numbers are those of the general form with `source` as key and value; the weights are averaged
  /// over the heads, and no gradient passes through them.
  ///
  /// - Parameters:
  ///   - query: [batch, queries, width].
  ///   - source: [batch, keys, width].
  ///   - isCausal: Whether a query sees only keys at or before its own place.
  /// - Returns: The attended values [batch, queries, width], and the weights [batch, queries, keys].
  public func callAsFunction(
    query: Tensor, source: Tensor, isCausal: Bool
  ) -> (value: Tensor, meanWeights: Tensor) {
    let mask = Self.mask(
      nil, isCausal: isCausal, batch: query.shape[0], queries: query.shape[1],
      keys: source.shape[1])
    let answer = crossAttention(
      query: project(query, 0..<1), keyValue: project(source, 1..<3), heads: heads, mask: mask)
    return (outputProjection(answer.value), answer.meanWeights)
  }

  /// The projections to some of queries, keys and values.
  private func project(_ x: Tensor, _ parts: Range<Int>) -> Tensor {
    let rows = parts.lowerBound * width..<parts.upperBound * width
    return linear(
      x, weight: inputProjectionWeight.value.rows(rows), bias: inputProjectionBias.value.rows(rows))
  }

  // A weight of zero times a NaN would still be NaN, so absent rows are cleared first.
  private func absentZeroed(_ x: Tensor, _ mask: Mask?) -> Tensor {
    guard let mask else { return x }
    precondition(
      mask.shape == [x.shape[0], x.shape[1]],
      "MultiHeadAttention: key mask \(mask.shape) for keys \(x.shape)")
    return x.masked(leading: mask)
  }

  private static func mask(
    _ keyMask: Mask?, isCausal: Bool, batch: Int, queries: Int, keys: Int
  ) -> Mask? {
    guard isCausal else {
      return keyMask.map { Mask($0.isPresent, shape: [batch, 1, keys]) }
    }
    let past = (0..<queries).flatMap { query in (0..<keys).map { $0 <= query } }
    guard let keyMask else { return Mask(past, shape: [queries, keys]) }
    let present = keyMask.isPresent
    let both = (0..<batch).flatMap { row in
      past.enumerated().map { $1 && present[row * keys + $0 % keys] }
    }
    return Mask(both, shape: [batch, queries, keys])
  }

  /// Names `in_proj_weight`, `in_proj_bias` and `out_proj`.
  public func register(in registry: inout Registry) {
    registry.add("in_proj_weight", inputProjectionWeight)
    registry.add("in_proj_bias", inputProjectionBias)
    registry.add("out_proj", outputProjection)
  }
}
