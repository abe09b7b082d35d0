import GaitRecords
import GaitTensor

/// The visits of each person in order of time, packed to the left, with masks.
///
/// People come to different numbers of visits and miss some; a network takes a rectangle. Each person's
/// visits stand at the left without holes, behind them is padding. A value that is missing within a
/// visit, and all padding, is 0 in `tensor` and 0 in the mask; nothing else is.
public struct PackedVisits: Sendable, Equatable {
  /// The people, in the order in which the rows first name them.
  public let participants: [ParticipantID]
  /// The names of the columns.
  public let columnNames: [String]
  /// How many visits each person has.
  public let lengths: [Int]
  /// For each person, the rows of the table in the order of the visits.
  public let rows: [[Int]]
  /// When each visit was, as the table says.
  public let order: [[Double]]
  /// The visits of the longest series, or what was asked for.
  public let visitCount: Int
  /// How many rows hold no value at all and so are no visit.
  public let emptyRowCount: Int
  private let values: [[Double]]

  /// Packs rows.
  ///
  /// - Parameters:
  ///   - file: Where the rows come from, for messages.
  ///   - participants: Whose row each one is.
  ///   - order: When each row was taken; rows of one person without a time keep their order.
  ///   - columnNames: The names of the columns.
  ///   - values: The rows; NaN where missing.
  ///   - visitCount: The number of visits of the rectangle; that of the longest series if nil. Of a
  ///     longer series the first visits are kept.
  /// - Throws: `ClinicalTableError.repeatedVisit` if a person has two rows of one time.
  /// - Precondition: As many rows as participants and times, as long as the names.
  public init(
    file: String = "table", participants: [ParticipantID], order: [Double], columnNames: [String],
    values: [[Double]], visitCount: Int? = nil
  ) throws(ClinicalTableError) {
    precondition(
      values.count == participants.count && order.count == participants.count
        && values.allSatisfy { $0.count == columnNames.count },
      "PackedVisits: \(values.count) rows for \(participants.count) participants")
    var people: [ParticipantID] = []
    var own: [ParticipantID: [Int]] = [:]
    var empty = 0
    for (row, person) in participants.enumerated() {
      if own[person] == nil {
        people.append(person)
        own[person] = []
      }
      if values[row].allSatisfy(\.isNaN) {
        empty += 1
      } else {
        own[person]?.append(row)
      }
    }
    var rows: [[Int]] = []
    for person in people {
      let found = own[person] ?? []
      // Rows without a time stand behind those with one.
      func key(_ row: Int) -> Double { order[row].isNaN ? .infinity : order[row] }
      let sorted = found.sorted { (key($0), $0) < (key($1), $1) }
      for (a, b) in zip(sorted, sorted.dropFirst()) where order[a] == order[b] {
        throw .repeatedVisit(file: file, participant: person, order: order[a])
      }
      rows.append(Array(sorted.prefix(visitCount ?? sorted.count)))
    }
    self.participants = people
    self.columnNames = columnNames
    self.rows = rows
    self.order = rows.map { $0.map { order[$0] } }
    self.values = values
    lengths = rows.map(\.count)
    self.visitCount = visitCount ?? (rows.map(\.count).max() ?? 0)
    emptyRowCount = empty
  }

  /// Packs a table as it is.
  ///
  /// - Throws: `ClinicalTableError.repeatedVisit` if a person has two rows of one time.
  public init(_ table: ClinicalTable, visitCount: Int? = nil) throws(ClinicalTableError) {
    let width = table.columns.count
    try self.init(
      file: table.file, participants: table.participants, order: table.order,
      columnNames: table.columns.map(\.name),
      values: (0..<table.rowCount).map { Array(table.values[$0 * width..<($0 + 1) * width]) },
      visitCount: visitCount)
  }

  /// The value of a person's visit; NaN where missing and in padding.
  public subscript(person: Int, visit: Int, column: Int) -> Double {
    visit < lengths[person] ? values[rows[person][visit]][column] : .nan
  }

  /// The values [participant, visit, column]; 0 where missing and in padding.
  public var tensor: Tensor {
    rectangle { person, visit, column in
      let value = self[person, visit, column]
      return value.isNaN ? 0 : Float(value)
    }
  }

  /// 1 where there is a value, else 0 [participant, visit, column].
  public var mask: Tensor {
    rectangle { person, visit, column in self[person, visit, column].isNaN ? 0 : 1 }
  }

  /// 1 where there is a visit, 0 in padding [participant, visit].
  public var visitMask: Tensor {
    let flags = lengths.flatMap { length in
      (0..<visitCount).map { $0 < length ? Float(1) : 0 }
    }
    return Tensor(flags, shape: [participants.count, visitCount])
  }

  private func rectangle(_ value: (Int, Int, Int) -> Float) -> Tensor {
    var numbers: [Float] = []
    numbers.reserveCapacity(participants.count * visitCount * columnNames.count)
    for person in participants.indices {
      for visit in 0..<visitCount {
        for column in columnNames.indices { numbers.append(value(person, visit, column)) }
      }
    }
    return Tensor(numbers, shape: [participants.count, visitCount, columnNames.count])
  }
}

extension PackedVisits {
  /// Whether two hold the same visits with the same values, missing ones in the same places.
  public static func == (left: PackedVisits, right: PackedVisits) -> Bool {
    left.participants == right.participants && left.columnNames == right.columnNames
      && left.rows == right.rows && left.visitCount == right.visitCount
      && zip(left.values.joined(), right.values.joined()).allSatisfy {
        $0 == $1 || ($0.isNaN && $1.isNaN)
      }
  }
}
