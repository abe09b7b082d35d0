import Foundation

/// The members of a ZIP file, by its directory at the end.
struct ZipArchive {
  /// One file in the archive.
  struct Member {
    let name: String
    let method: Int
    let checksum: UInt32
    let packedCount: Int
    let count: Int
    /// Where the member's own header is.
    let offset: Int
  }

  let file: BinaryFile
  private(set) var members = [Member]()

  init(_ file: BinaryFile, limits: ReadingLimits) throws(RecordError) {
    self.file = file
    var (count, place, end) = try ZipArchive.directory(file)
    var total = 0
    while count > 0 {
      let (member, next) = try ZipArchive.member(file, at: place, before: end)
      place = next
      count -= 1
      total += member.count
      guard member.count <= limits.maximumBytes, total <= limits.maximumBytes else {
        throw .limitExceeded(
          file: file.name, limit: "unpacked bytes", allowed: limits.maximumBytes, found: total)
      }
      guard !members.contains(where: { $0.name == member.name }) else {
        throw file.malformed(
          at: place, "directory", expected: "different names", found: "\(member.name) again")
      }
      members.append(member)
    }
  }

  /// How many members there are, and from where to where the directory goes.
  private static func directory(
    _ file: BinaryFile
  ) throws(RecordError) -> (count: Int, start: Int, end: Int) {
    let lowest = max(0, file.count - 65557)
    var place = file.count - 22
    while place >= lowest, file.littleUInt32(at: place) != 0x0605_4B50 { place -= 1 }
    guard place >= lowest else {
      throw file.malformed(
        at: max(0, file.count - 22), "end of the directory", expected: "a ZIP archive",
        found: "no mark of one")
    }
    var count = UInt64(file.littleUInt16(at: place + 10))
    var size = UInt64(file.littleUInt32(at: place + 12))
    var start = UInt64(file.littleUInt32(at: place + 16))
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF, place >= 20,
      file.littleUInt32(at: place - 20) == 0x0706_4B50
    {
      let large = file.littleUInt64(at: place - 12)
      guard large <= UInt64(file.count), file.count - Int(large) >= 56,
        file.littleUInt32(at: Int(large)) == 0x0606_4B50
      else {
        throw file.malformed(
          at: place - 12, "end of the zip64 directory", expected: "its place", found: "\(large)")
      }
      count = file.littleUInt64(at: Int(large) + 32)
      size = file.littleUInt64(at: Int(large) + 40)
      start = file.littleUInt64(at: Int(large) + 48)
    }
    let end = UInt64(place)
    // A directory entry has 46 bytes at least.
    guard start <= end, size <= end - start, count <= size / 46 else {
      throw file.malformed(
        at: place + 10, "directory", expected: "its place before byte \(place)",
        found: "\(count) members in \(size) bytes from \(start)")
    }
    return (Int(count), Int(start), Int(start + size))
  }

  private static func member(
    _ file: BinaryFile, at place: Int, before end: Int
  ) throws(RecordError) -> (member: Member, next: Int) {
    guard place + 46 <= end, file.littleUInt32(at: place) == 0x0201_4B50 else {
      throw file.malformed(at: place, "directory", expected: "a member", found: "none")
    }
    let nameEnd = place + 46 + Int(file.littleUInt16(at: place + 28))
    let extraEnd = nameEnd + Int(file.littleUInt16(at: place + 30))
    let next = extraEnd + Int(file.littleUInt16(at: place + 32))
    guard next <= end else {
      throw file.malformed(
        at: place + 28, "directory", expected: "at most \(end - place) bytes of a member",
        found: "\(next - place)")
    }
    let name = TextFile.string([UInt8](file.data[place + 46..<nameEnd]))
    guard file.littleUInt16(at: place + 8) & 1 == 0 else {
      throw file.malformed(at: place + 8, name, expected: "plain data", found: "encrypted data")
    }
    var sizes = [20, 24, 42].map { place + $0 }.map { UInt64(file.littleUInt32(at: $0)) }
    var extra = nameEnd
    while extra + 4 <= extraEnd {
      let size = Int(file.littleUInt16(at: extra + 2))
      if file.littleUInt16(at: extra) == 1 {
        // Zip64: 64-bit numbers for those fields that hold all ones, in this order.
        var value = extra + 4
        for field in [1, 0, 2] where sizes[field] == 0xFFFF_FFFF {
          guard value + 8 <= min(extra + 4 + size, extraEnd) else { break }
          sizes[field] = file.littleUInt64(at: value)
          value += 8
        }
      }
      extra += 4 + size
    }
    guard sizes.allSatisfy({ $0 < 1 << 62 }), sizes[2] <= UInt64(file.count) else {
      throw file.malformed(at: place + 20, name, expected: "sizes", found: "\(sizes)")
    }
    let member = Member(
      name: name, method: Int(file.littleUInt16(at: place + 10)),
      checksum: file.littleUInt32(at: place + 16), packedCount: Int(sizes[0]),
      count: Int(sizes[1]), offset: Int(sizes[2]))
    return (member, next)
  }

  /// The unpacked bytes of a member, whose checksum agrees.
  func content(of member: Member) throws(RecordError) -> Data {
    try file.require(30, at: member.offset, "header of \(member.name)")
    guard file.littleUInt32(at: member.offset) == 0x0403_4B50 else {
      throw file.malformed(
        at: member.offset, "header of \(member.name)", expected: "a member", found: "none")
    }
    // The member's header may lack the sizes; the directory has them.
    let start =
      member.offset + 30 + Int(file.littleUInt16(at: member.offset + 26))
      + Int(file.littleUInt16(at: member.offset + 28))
    try file.require(member.packedCount, at: start, member.name)
    let range = start..<start + member.packedCount
    let content: Data
    switch member.method {
    case 0:
      guard member.count == member.packedCount else {
        throw file.malformed(
          at: start, member.name, expected: "\(member.count) stored bytes",
          found: "\(member.packedCount)")
      }
      content = file.data.subdata(in: range)
    case 8:
      content = Data(
        try Inflation.bytes(of: file, range, count: member.count, field: member.name).output)
    default:
      throw file.malformed(
        at: member.offset + 8, member.name, expected: "stored or deflated data",
        found: "method \(member.method)")
    }
    let checksum = CyclicChecksum.value(of: content)
    guard checksum == member.checksum else {
      throw file.malformed(
        at: start, "checksum of \(member.name)", expected: "\(member.checksum)",
        found: "\(checksum)")
    }
    return content
  }
}
