// One import for users: every public module of the package.
@_exported import GaitClassic
@_exported import GaitData
@_exported import GaitEvaluation
@_exported import GaitKernels
@_exported import GaitModels
@_exported import GaitNN
@_exported import GaitRecords
@_exported import GaitReports
@_exported import GaitSignal
@_exported import GaitStudies
@_exported import GaitTensor
@_exported import GaitTraining
