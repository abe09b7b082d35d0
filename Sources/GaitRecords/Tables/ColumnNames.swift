/// Makes the names of columns fit for looking columns up.
enum ColumnNames {
  /// Tells repeated names apart by a suffix, as data-frame libraries do: `X`, `X.1`, `X.2`.
  static func unique(_ names: [String]) -> [String] {
    var taken = Set(names)
    var seen = Set<String>()
    var next = [String: Int]()
    return names.map { name in
      if seen.insert(name).inserted { return name }
      var count = next[name, default: 1]
      while taken.contains("\(name).\(count)") { count += 1 }
      next[name] = count + 1
      let renamed = "\(name).\(count)"
      taken.insert(renamed)
      return renamed
    }
  }
}
