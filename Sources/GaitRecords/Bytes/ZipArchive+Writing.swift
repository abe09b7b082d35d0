import Foundation

extension ZipArchive {
  /// The bytes of an archive whose members are stored.
  ///
  /// The date is fixed, so that the same members make the same bytes.
  static func encoded(_ members: [(name: String, content: Data)]) throws(RecordError) -> Data {
    var data = Data()
    var directory = Data()
    for (name, content) in members {
      let letters = Array(name.utf8)
      guard data.count + content.count < 0xFFFF_0000, letters.count < 65536, members.count < 65535
      else {
        throw .unwritable(format: "ZIP", field: name, reason: "the archive would pass 4 GB")
      }
      // Version 2.0, names in UTF-8, stored, 1 January 1980.
      var fields = words16([20, 1 << 11, 0, 0, 33])
      fields += words32([CyclicChecksum.value(of: content)])
      fields += words32([UInt32(content.count), UInt32(content.count)])
      fields += words16([UInt16(letters.count), 0])
      directory.append(contentsOf: words32([0x0201_4B50]) + words16([20]) + fields)
      directory.append(
        contentsOf: words16([0, 0, 0]) + words32([0, UInt32(data.count)]) + letters)
      data.append(contentsOf: words32([0x0403_4B50]) + fields + letters)
      data.append(content)
    }
    let start = UInt32(data.count)
    let count = UInt16(members.count)
    data.append(directory)
    data.append(contentsOf: words32([0x0605_4B50]) + words16([0, 0, count, count]))
    data.append(contentsOf: words32([UInt32(directory.count), start]) + words16([0]))
    return data
  }

  private static func words16(_ numbers: [UInt16]) -> [UInt8] {
    numbers.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  private static func words32(_ numbers: [UInt32]) -> [UInt8] {
    words16(
      numbers.flatMap { [UInt16(truncatingIfNeeded: $0), UInt16(truncatingIfNeeded: $0 >> 16)] })
  }
}
