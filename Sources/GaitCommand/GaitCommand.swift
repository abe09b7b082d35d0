import GaitKit

@main
struct GaitCommand {
  static func main() {}
}
