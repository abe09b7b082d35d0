import GaitKernels
import GaitNN
import GaitTensor

/// Adam (Kingma, Ba 2015, doi:10.48550/arXiv.1412.6980), and AdamW with decoupled weight decay
/// (Loshchilov, Hutter 2019, doi:10.48550/arXiv.1711.05101).
public struct Adam: Optimizer {
  /// The present step size.
  public var learningRate: Scalar
  /// The decay rates of the two running moments.
  public var betas: (first: Scalar, second: Scalar)
  /// Added to the root of the second moment.
  public var epsilon: Scalar
  /// How fast weights shrink towards zero.
  public var weightDecay: Scalar
  /// Whether decay acts on the weight itself (AdamW) or through the gradient (Adam's L2 form).
  public var isDecayDecoupled: Bool

  /// What is known of one parameter; its steps are its own, because one without a gradient, as of a
  /// task that a batch has no label for, is left out of a step.
  private struct Moments {
    var first, second: Buffer
    var stepNumber = 0

    /// Copies blocks that another copy of the optimiser holds too.
    mutating func makeUnique() {
      if !isKnownUniquelyReferenced(&first) { first = first.copy(count: first.count) }
      if !isKnownUniquelyReferenced(&second) { second = second.copy(count: second.count) }
    }
  }

  private var moments: [String: Moments] = [:]

  /// PyTorch's settings, without weight decay.
  public init(
    learningRate: Scalar = 1e-3, betas: (first: Scalar, second: Scalar) = (0.9, 0.999),
    epsilon: Scalar = 1e-8, weightDecay: Scalar = 0, isDecayDecoupled: Bool = true
  ) {
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isDecayDecoupled = isDecayDecoupled
  }

  /// Moves each parameter once.
  public mutating func step(
    _ parameters: [NamedParameter], with gradients: ParameterGradients, scale: Scalar = 1
  ) {
    var settings = Kernels.Adam()
    settings.learningRate = learningRate
    settings.beta1 = betas.first
    settings.beta2 = betas.second
    settings.epsilon = epsilon
    settings.decoupledDecay = isDecayDecoupled ? weightDecay : 0
    settings.coupledDecay = isDecayDecoupled ? 0 : weightDecay
    settings.gradientScale = scale
    for entry in parameters {
      guard let gradient = gradients[entry.path] else { continue }
      let count = gradient.count
      var own =
        moments.removeValue(forKey: entry.path)
        ?? Moments(
          first: Buffer(repeating: 0, count: count), second: Buffer(repeating: 0, count: count))
      own.makeUnique()
      own.stepNumber += 1
      settings.stepNumber = own.stepNumber
      precondition(
        gradient.shape == entry.parameter.value.shape,
        "Adam: gradient \(gradient.shape) for \(entry.path) of \(entry.parameter.value.shape)")
      entry.parameter.update { value in
        Kernels.adam(
          settings, gradient: gradient.buffer, parameter: value, firstMoment: own.first,
          secondMoment: own.second)
      }
      moments[entry.path] = own
    }
  }

  /// The moments as `first.PATH` and `second.PATH`, and the number of steps as `step.PATH`.
  public var state: StateDictionary {
    get {
      var tensors: [String: Tensor] = [:]
      for (path, own) in moments {
        tensors["step." + path] = Tensor(Scalar(own.stepNumber))
        // Copies: the blocks themselves go on changing.
        tensors["first." + path] = Tensor(own.first.copy(count: own.first.count), [own.first.count])
        tensors["second." + path] = Tensor(
          own.second.copy(count: own.second.count), [own.second.count])
      }
      return StateDictionary(tensors)
    }
    set {
      moments = [:]
      for (name, first) in newValue.tensors where name.hasPrefix("first.") {
        let path = String(name.dropFirst("first.".count))
        guard let second = newValue.tensors["second." + path],
          let step = newValue.tensors["step." + path], step.count == 1,
          let stepNumber = Int(exactly: step.item), stepNumber >= 0
        else { continue }
        moments[path] = Moments(
          first: first.buffer.copy(count: first.count),
          second: second.buffer.copy(count: second.count), stepNumber: stepNumber)
      }
    }
  }
}
