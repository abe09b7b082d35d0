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

  private var stepNumber = 0
  private var moments: [String: (first: Buffer, second: Buffer)] = [:]

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
    stepNumber += 1
    var settings = Kernels.Adam()
    settings.learningRate = learningRate
    settings.beta1 = betas.first
    settings.beta2 = betas.second
    settings.epsilon = epsilon
    settings.decoupledDecay = isDecayDecoupled ? weightDecay : 0
    settings.coupledDecay = isDecayDecoupled ? 0 : weightDecay
    settings.gradientScale = scale
    settings.stepNumber = stepNumber
    for entry in parameters {
      guard let gradient = gradients[entry.path] else { continue }
      let count = gradient.count
      let own =
        moments[entry.path]
        ?? (Buffer(repeating: 0, count: count), Buffer(repeating: 0, count: count))
      moments[entry.path] = own
      // A tensor is immutable: the new value is a new block, the old one goes back to the pool.
      let value = entry.parameter.value.buffer.copy(count: count)
      Kernels.adam(
        settings, gradient: gradient.buffer, parameter: value, firstMoment: own.first,
        secondMoment: own.second)
      entry.parameter.assign(Tensor(value, gradient.shape))
    }
  }

  /// The moments as `first.PATH` and `second.PATH`, and the number of steps as `step`.
  public var state: StateDictionary {
    get {
      var tensors = ["step": Tensor(Scalar(stepNumber))]
      for (path, own) in moments {
        // Copies: the blocks themselves go on changing.
        tensors["first." + path] = Tensor(own.first.copy(count: own.first.count), [own.first.count])
        tensors["second." + path] = Tensor(
          own.second.copy(count: own.second.count), [own.second.count])
      }
      return StateDictionary(tensors)
    }
    set {
      stepNumber = newValue.tensors["step"].map { Int($0.item) } ?? 0
      moments = [:]
      for (name, first) in newValue.tensors where name.hasPrefix("first.") {
        let path = String(name.dropFirst("first.".count))
        guard let second = newValue.tensors["second." + path] else { continue }
        moments[path] = (
          first.buffer.copy(count: first.count), second.buffer.copy(count: second.count)
        )
      }
    }
  }
}
