import GaitNN
import GaitTensor

extension STAMMFN {
  /// The modalities of a batch of patients.
  ///
  /// A modality that is nil is absent for all of them; a visit mask says where it is absent for a
  /// patient or a visit. Present visits are packed to the left.
  public struct Input: NamedInput, Sendable {
    /// Demographic features [batch, features].
    public var demographics: Tensor?
    /// Clinical features [batch, visits, features].
    public var clinical: Tensor?
    /// Biomechanical features [batch, visits, features].
    public var biomechanics: Tensor?
    /// Insole signals [batch, visits, time, channels].
    public var insole: Tensor?
    /// The visits at which a modality is present [batch, visits]; all where there is no mask.
    public var visitMasks: [Modality: Mask]

    /// The modalities that there are, and their visits.
    public init(
      demographics: Tensor? = nil, clinical: Tensor? = nil, biomechanics: Tensor? = nil,
      insole: Tensor? = nil, visitMasks: [Modality: Mask] = [:]
    ) {
      self.demographics = demographics
      self.clinical = clinical
      self.biomechanics = biomechanics
      self.insole = insole
      self.visitMasks = visitMasks
    }

    /// The tensors of the modalities' names and the masks `visit_masks.clinical` and so on.
    public init(named: NamedTensors) throws {
      self.init(
        demographics: named.tensors["demographics"], clinical: named.tensors["clinical"],
        biomechanics: named.tensors["biomechanics"], insole: named.tensors["insole"])
      for modality in Modality.series {
        visitMasks[modality] = named.masks["visit_masks.\(modality.rawValue)"]
      }
    }

    /// The tensor of a modality.
    public subscript(modality: Modality) -> Tensor? {
      switch modality {
      case .demographics: demographics
      case .clinical: clinical
      case .biomechanics: biomechanics
      case .insole: insole
      }
    }
  }

  /// The predictions, and where the network looked.
  public struct Output: NamedOutput, Sendable {
    /// The predictions in the order of the tasks: [batch], or [batch, categories].
    public let predictions: [(name: String, tensor: Tensor)]
    /// The weights of the insole channels [batch, visits, channels]; nil without insoles.
    public let sensorAttention: Tensor?
    /// The weights of the gait phase [batch, visits, time / 2]; nil without insoles.
    public let phaseAttention: Tensor?
    /// The weights of the visits [batch, visits] of each modality that has visits.
    public let visitAttention: [Modality: Tensor]
    /// The weights of the modalities [batch, modalities], in the order of the configuration's.
    public let modalityAttention: Tensor

    /// The prediction of a task; nil where there is no such task.
    public subscript(task: String) -> Tensor? {
      predictions.first { $0.name == task }?.tensor
    }

    /// The outputs by name.
    public var named: [(name: String, tensor: Tensor)] {
      var all = predictions
      if let sensorAttention { all.append(("attention.sensor", sensorAttention)) }
      if let phaseAttention { all.append(("attention.phase", phaseAttention)) }
      for modality in Modality.series {
        guard let weights = visitAttention[modality] else { continue }
        all.append(("attention.visit.\(modality.rawValue)", weights))
      }
      all.append(("attention.modality", modalityAttention))
      return all
    }
  }
}
