import GaitRecords
import XCTest

final class OpenSimQuantityTests: XCTestCase {
  func testTellsTheQuantityFromTheLabel() {
    let labels: [String: OpenSimQuantity] = [
      "hip_flexion_r": .rotation, "knee_angle_l": .rotation, "pelvis_tilt": .rotation,
      "lumbar_extension": .rotation, "pelvis_tx": .length, "ground_force_px": .length,
      "1_ground_force_vy": .force, "R_ground_force_vz": .force, "ground_torque_x": .moment,
      "1_ground_torque_z": .moment, "hip_flexion_r_moment": .moment, "pelvis_ty_force": .force,
      "/jointset/hip_r/hip_flexion_r/value": .rotation,
      "/jointset/ground_pelvis/pelvis_tx/value": .length,
      "/jointset/hip_r/hip_flexion_r/speed": .speed, "/forceset/soleus_r/activation": .other,
      "soleus": .other, "": .other,
    ]
    for (label, quantity) in labels {
      XCTAssertEqual(OpenSimQuantity(label: label), quantity, label)
    }
  }
}
