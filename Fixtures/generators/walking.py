"""A small synthetic set of walking trials in the layout of the biomechZoo sample study as text.

Nobody was measured: every number comes from the model below. Angles drive the legs, the legs carry
the body over the foot that stands, the ground pushes back with an M-shaped force, planar inverse
dynamics give the moments, and muscles act 50 ms before the moments they make.

Run: python walking.py [output folder]   (default: ../records/walking beside this file)
Needs NumPy. The same seed gives the same files.
"""

import csv
import sys
from pathlib import Path

import numpy as np

SEED = 20240917
POINT_RATE_HZ = 100
ANALOG_RATE_HZ = 1000
STEP_S = 1 / ANALOG_RATE_HZ
LEAD_S = 0.5  # simulated in front of and behind what is written
GRAVITY = 9.81
EMG_LEAD_S = 0.05
SIDES = ["L", "R"]
JOINTS = ["Hip", "Knee", "Ankle"]
CENTRES = ["HJC", "FEO", "AJC"]
MUSCLES = ["Rect", "Hams", "Gast", "TibAnt"]

# Sagittal angles of an adult at a comfortable pace: (share of the gait cycle, degrees).
HIP = [(0, 30), (.1, 25), (.2, 17), (.3, 8), (.4, -2), (.5, -9), (.55, -10), (.6, -5), (.7, 14),
       (.8, 28), (.9, 33)]
KNEE = [(0, 4), (.07, 13), (.14, 18), (.25, 12), (.33, 6), (.4, 4), (.5, 11), (.6, 36), (.7, 60),
        (.8, 49), (.9, 18), (.96, 4)]
ANKLE = [(0, 0), (.06, -6), (.12, -1), (.2, 4), (.3, 7), (.4, 11), (.47, 12), (.53, 6), (.6, -14),
         (.65, -17), (.72, -7), (.8, 1), (.9, 2)]

# Mass, centre of mass from the upper end, radius of gyration: shares of body mass and of length.
# D. A. Winter, Biomechanics and Motor Control of Human Movement, 4th ed. 2009, table 4.1.
THIGH, SHANK, FOOT = (.100, .433, .323), (.0465, .433, .302), (.0145, .5, .475)


def periodic(points, harmonics=5):
    """A smooth function of the gait cycle through the points, as a Fourier series."""
    phase, value = np.array(points, float).T

    def basis(cycle):
        turns = 2 * np.pi * np.outer(np.atleast_1d(cycle), np.arange(1, harmonics + 1))
        return np.hstack([np.ones((len(turns), 1)), np.cos(turns), np.sin(turns)])

    weights = np.linalg.lstsq(basis(phase), value, rcond=None)[0]
    return lambda cycle: basis(cycle) @ weights


CURVES = [periodic(HIP), periodic(KNEE), periodic(ANKLE)]


def smoothed(values, width_s):
    """A moving average under a Gaussian window along the first axis; the ends are held."""
    reach = int(4 * width_s / STEP_S)
    window = np.exp(-.5 * (np.arange(-reach, reach + 1) * STEP_S / width_s) ** 2)
    window /= window.sum()
    held = np.pad(values, [(reach, reach)] + [(0, 0)] * (values.ndim - 1), mode="edge")
    columns = held.reshape(len(held), -1).T
    result = np.array([np.convolve(column, window, mode="valid") for column in columns]).T
    return result.reshape(values.shape)


def rate(values):
    return np.gradient(values, STEP_S, axis=0)


class Person:
    """Body measures and habits; everything that both trials of one person share."""

    def __init__(self, number, random):
        self.name = f"SYN{number:02d}"
        self.height = random.uniform(1.56, 1.86)
        self.mass = 22.5 * self.height ** 2 * random.uniform(.88, 1.15)
        self.thigh = .245 * self.height * random.uniform(.97, 1.03)
        self.shank = .246 * self.height * random.uniform(.97, 1.03)
        self.ankle_height = .039 * self.height
        self.foot = .152 * self.height
        self.hip_width = .095 * self.height * random.uniform(.95, 1.05)
        self.step_width = random.uniform(.08, .14)
        self.knee_outward = random.normal(0, .006)
        self.knee_width = .056 * self.height * random.uniform(.95, 1.08)
        self.leg_difference = random.normal(0, .004)
        self.gain = random.normal(1, .06, 3)
        self.offset = random.normal(0, 2.5, 3)
        self.m_shape = random.normal(1, .12)
        self.braking = random.normal(1, .1)
        self.heel_first = random.uniform(.12, .2)
        self.pelvic_tilt = np.deg2rad(random.normal(8, 2) + self.offset[0])
        self.secondary = random.normal(0, 1, (3, 2, 4))
        self.amplifier = random.uniform(.5, 1.4, (2, 4))
        self.share = random.uniform(.8, 1.2, (4, 2))


def gait_phase(person, pace, count, random):
    """The phase of the left leg in cycles; its speed wanders by two per cent."""
    leg = person.thigh + person.shank + person.ankle_height
    stride_s = 1.17 * np.sqrt(leg / .9) / pace ** .55
    wander = smoothed(random.standard_normal((count, 1)), .25)[:, 0]
    wander *= .02 / wander.std()
    return np.cumsum((1 + wander) * STEP_S / stride_s) + random.uniform(), stride_s


def joint_angles(person, pace, phase, random):
    """Sagittal angles of one leg in radians, [time, 3], with variation from stride to stride."""
    size = np.array([pace ** .6, pace ** .25, pace ** .3]) * person.gain
    angles = np.stack([curve(phase) for curve in CURVES], axis=1) * size + person.offset
    angles += smoothed(random.standard_normal(angles.shape), .08) * [5., 5., 3.]
    return np.deg2rad(angles)


def vertical_share(stance, pace, person):
    """The M of the vertical force over stance, in body weights, not yet levelled."""
    depth = np.clip(.30 * person.m_shape * pace ** 1.5, .1, .5)
    force = np.sin(np.pi * stance) + depth * np.sin(3 * np.pi * stance)
    return np.where((stance > 0) & (stance < 1), np.maximum(force, 0), 0)


class Leg:
    """One leg over time in the plane of walking; y forward, z up, relative to the hip."""

    def __init__(self, person, angles, phase, pace):
        cycle = phase % 1
        fraction = .63 - .05 * (pace - 1)
        self.angles = angles
        self.stance = np.where(cycle < fraction, cycle / fraction, 0)
        self.is_standing = cycle < fraction
        self.share = vertical_share(self.stance, pace, person)
        # The hip angle is that to a pelvis tilted forwards.
        self.thigh = angles[:, 0] - person.pelvic_tilt
        self.shank = self.thigh - angles[:, 1]
        self.foot = self.shank + angles[:, 2]
        down = lambda angle, length: length * np.stack([np.sin(angle), -np.cos(angle)], axis=1)
        along = lambda y, z: np.stack([
            y * np.cos(self.foot) - z * np.sin(self.foot),
            y * np.sin(self.foot) + z * np.cos(self.foot)], axis=1)
        self.knee = down(self.thigh, person.thigh)
        self.ankle = self.knee + down(self.shank, person.shank)
        self.heel = self.ankle + along(-.25 * person.foot, -person.ankle_height)
        self.ball = self.ankle + along(.55 * person.foot, -person.ankle_height)
        self.foot_centre = self.ankle + along(.25 * person.foot, -.6 * person.ankle_height)
        # The foot rolls: it turns about the heel while the toes are up, then about the ball.
        toes_up = 1 / (1 + np.exp(-self.foot / np.deg2rad(2)))[:, None]
        self.pivot_rate = toes_up * rate(self.heel) + (1 - toes_up) * rate(self.ball)
        self.lowest = np.minimum(self.heel[:, 1], self.ball[:, 1])


def carry(legs):
    """The path of the hips [time, 2]: the feet that stand stay where they are."""
    loads = np.stack([leg.share for leg in legs], axis=1)
    loads = loads / np.maximum(loads.sum(axis=1, keepdims=True), 1e-9)
    speed = -sum(loads[:, [index]] * leg.pivot_rate for index, leg in enumerate(legs))
    forward = np.cumsum(speed[:, 0]) * STEP_S
    height = -sum(loads[:, index] * leg.lowest for index, leg in enumerate(legs))
    return smoothed(np.stack([forward, height], axis=1), .03)


def cross(arm, force):
    return arm[:, 0] * force[:, 1] - arm[:, 1] * force[:, 0]


def segment(upper, lower, angle, constants, mass, length, force_below, moment_below, place_below):
    """Newton and Euler for one segment: force and moment that the segment above exerts on it."""
    share, centre, gyration = constants
    middle = upper + centre * (lower - upper)
    weight = np.array([0, -GRAVITY * share * mass])
    force = share * mass * rate(rate(middle)) - weight - force_below
    inertia = share * mass * (gyration * length) ** 2
    moment = inertia * rate(rate(angle)) - moment_below
    moment -= cross(upper - middle, force) + cross(place_below - middle, force_below)
    return force, moment


def inverse_dynamics(person, leg, hip, ground, contact):
    """Internal moments in N m [time, 3]: hip extensor, knee extensor, ankle plantar flexor."""
    knee, ankle, foot = hip + leg.knee, hip + leg.ankle, hip + leg.foot_centre
    toe = 2 * foot - ankle
    force, ankle_moment = segment(
        ankle, toe, leg.foot, FOOT, person.mass, person.foot, ground, 0, contact)
    force, knee_moment = segment(
        knee, ankle, leg.shank, SHANK, person.mass, person.shank, -force, -ankle_moment, ankle)
    _, hip_moment = segment(
        hip, knee, leg.thigh, THIGH, person.mass, person.thigh, -force, -knee_moment, knee)
    return np.stack([-hip_moment, knee_moment, -ankle_moment], axis=1)


def activations(person, moments_per_kg, phase):
    """Four activations between 0 and 1 from the moments 50 ms later, [time, 4]."""
    shift = int(EMG_LEAD_S / STEP_S)
    ahead = np.roll(moments_per_kg, -shift, axis=0)
    flexor, extensor = np.maximum(-ahead, 0), np.maximum(ahead, 0)
    swing = np.exp(-.5 * (((phase % 1) - .75) / .09) ** 2)
    first, second = person.share.T
    drive = np.stack([
        .9 * first[0] * extensor[:, 1] + .35 * second[0] * flexor[:, 0],
        .6 * first[1] * extensor[:, 0] + .5 * second[1] * flexor[:, 1],
        .6 * first[2] * extensor[:, 2] + .1 * second[2] * flexor[:, 1],
        2. * first[3] * flexor[:, 2] + .4 * second[3] * swing], axis=1)
    return np.clip(smoothed(.03 + drive, .015), 0, 1)


def band_noise(count, random):
    """Noise of unit power between 20 and 450 Hz."""
    spectrum = np.fft.rfft(random.standard_normal(count))
    frequency = np.fft.rfftfreq(count, STEP_S)
    spectrum *= (frequency > 20) & (frequency < 450)
    noise = np.fft.irfft(spectrum, count)
    return noise / noise.std()


def electromyogram(activation, amplifier, quality, random):
    """Volts behind the amplifier; a flat channel is noise alone, a saturated one sits at a limit."""
    count = len(activation)
    floor = .0004 * random.standard_normal(count)
    if quality == "flat":
        return floor
    signal = .25 * amplifier * activation * band_noise(count, random) + floor
    if quality == "saturated":
        drift = smoothed(random.standard_normal((count, 1)), .05)[:, 0]
        signal = np.clip(1.25 * np.sign(drift) + .05 * signal, -1.25, 1.25)
    return signal


class Trial:
    """One walk, simulated at the analog rate."""

    def __init__(self, person, pace, heading, seconds, qualities, random):
        self.person, self.heading, self.qualities = person, heading, qualities
        count = int(round((seconds + 2 * LEAD_S) * ANALOG_RATE_HZ))
        left, self.stride_s = gait_phase(person, pace, count, random)
        # Both on-plate stances fit: the leading foot lands 0.14 s into what is written.
        lead = self.first = int(random.integers(2))
        wanted = -.5 * lead - .14 / self.stride_s
        left += wanted - left[int(LEAD_S * ANALOG_RATE_HZ)]
        self.phases = [left, left + .5]
        self.legs = [
            Leg(person, joint_angles(person, pace, phase, random), phase, pace)
            for phase in self.phases]
        self.hip = carry(self.legs)
        self.hip[:, 0] -= self.hip[len(self.hip) // 2, 0]
        self.level(pace)
        self.moments = [self.dynamics(index) for index in range(2)]
        self.emg = [
            electromyogram(active, person.amplifier[side, muscle],
                           qualities[side * 4 + muscle], random)
            for side in range(2)
            for muscle, active in enumerate(
                activations(person, self.moments[side][:, 0::3] / person.mass,
                            self.phases[side]).T)]
        self.noise = random.normal(0, .0008, (count, 18))
        self.secondary = self.other_planes(random)
        self.keep = slice(int(LEAD_S * ANALOG_RATE_HZ), count - int(LEAD_S * ANALOG_RATE_HZ))

    def level(self, pace):
        """Scales the vertical force so that over whole strides the ground carries the body."""
        total = sum(leg.share for leg in self.legs)
        scale = 1 / total[:int(self.stride_s * ANALOG_RATE_HZ)].mean()
        push = .17 * self.person.braking * pace
        self.forces, self.contacts = [], []
        for side, leg in enumerate(self.legs):
            outward = -1 if side == 0 else 1
            weight = self.person.mass * GRAVITY
            standing = (leg.share > 0).astype(float)
            swell = np.sin(2 * np.pi * leg.stance) * standing
            across = np.sin(np.pi * leg.stance) * standing
            self.forces.append(weight * np.stack([
                -.045 * outward * across, -push * swell, scale * leg.share], axis=1))
            roll = self.person.heel_first + .75 * leg.stance ** .8
            ankle_y = self.hip[:, 0] + leg.ankle[:, 0] - .25 * self.person.foot
            placed = ankle_y + roll * self.person.foot
            x = np.full(len(placed), .5 * outward * self.person.step_width)
            self.contacts.append(np.stack([x, placed, np.zeros_like(x)], axis=1))

    def centres(self, side):
        """Hip, knee and ankle joint centres in metres, [time, 3, 3]; x right, y forward, z up."""
        leg, person = self.legs[side], self.person
        outward = -1 if side == 0 else 1
        sway = .02 * np.sin(2 * np.pi * self.phases[0])
        x_hip = .5 * outward * person.hip_width + sway
        x_ankle = np.full_like(sway, .5 * outward * person.step_width)
        x_knee = .5 * (x_hip + x_ankle) + outward * person.knee_outward
        places = [np.zeros_like(leg.knee), leg.knee, leg.ankle]
        return np.stack([
            np.column_stack([x, self.hip + place])
            for x, place in zip([x_hip, x_knee, x_ankle], places)], axis=1)

    def dynamics(self, side):
        """Internal moments in N m, [time, 9]: joint, then plane.

        The sagittal plane has the segments' weight and inertia; the others the ground's force only.
        """
        leg = self.legs[side]
        ground, contact = self.forces[side], self.contacts[side]
        sagittal = inverse_dynamics(self.person, leg, self.hip, ground[:, 1:], contact[:, 1:])
        outward = -1 if side == 0 else 1
        moments = np.zeros((len(ground), 9))
        centres = self.centres(side)
        for joint in range(3):
            turning = np.cross(contact - centres[:, joint], ground)
            moments[:, 3 * joint] = sagittal[:, joint]
            moments[:, 3 * joint + 1] = outward * turning[:, 1]
            moments[:, 3 * joint + 2] = -outward * turning[:, 2]
        return moments

    def other_planes(self, random):
        """Frontal and transverse angles in degrees, [side][time, joint, 2]: slow harmonics."""
        angles = []
        for phase in self.phases:
            turns = 2 * np.pi * phase[:, None, None]
            a, b, c, d = np.moveaxis(self.person.secondary, 2, 0)
            wave = 2 * a + 3 * np.cos(turns + b) * (1 + .2 * c) + 1.2 * np.cos(2 * turns + d)
            angles.append(wave + smoothed(random.standard_normal(wave.shape), .08) * 3)
        return angles

    def on_plate(self, side):
        """The stance of this side that falls on its plate: the first whole one that is written."""
        standing = self.legs[side].share > 0
        starts = np.flatnonzero(standing[1:] & ~standing[:-1]) + 1
        ends = np.flatnonzero(~standing[1:] & standing[:-1]) + 1
        start = starts[starts >= self.keep.start][0]
        end = ends[ends > start][0]
        return start, min(end, self.keep.stop)


def rounded(value, digits=5):
    """A cell with this many significant digits; blank for NaN."""
    if value is None or not np.isfinite(value):
        return ""
    text = f"{value:.{digits}g}"
    if "e" in text:
        text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if float(text) == 0 else text


def turned(vectors, heading):
    """Vectors of someone who walks along +y (1) or -y (-1), in laboratory axes."""
    return vectors * np.array([heading, heading, 1])


def motion_columns(trial, gap):
    """The columns of the 100 Hz file behind frame and time, as name: values at 100 Hz."""
    person = trial.person
    grid = slice(trial.keep.start, trial.keep.stop, ANALOG_RATE_HZ // POINT_RATE_HZ)
    columns = {}
    for side, letter in enumerate(SIDES):
        leg = trial.legs[side]
        start, end = trial.on_plate(side)
        index = np.arange(len(leg.share))
        plate = (index >= start) & (index < end)
        # As in a laboratory: no moment without the force under a standing foot.
        known = plate | (leg.share == 0)
        for joint, name in enumerate(JOINTS):
            planes = [np.rad2deg(leg.angles[:, joint])] + list(
                trial.secondary[side][:, joint].T)
            for plane, axis in enumerate("XYZ"):
                angle = planes[plane] + 40 * trial.noise[:, 3 * joint + plane]
                moment = trial.moments[side][:, 3 * joint + plane] / person.mass * 1000
                columns[f"{letter}{name}Angles_{axis}_deg"] = angle[grid]
                columns[f"{letter}{name}Moment_{axis}_Nmm_per_kg"] = np.where(
                    known, moment, np.nan)[grid]
        force = turned(trial.forces[side], trial.heading) / person.mass
        for axis, values in zip("XYZ", np.where(plate[:, None], force, np.nan).T):
            columns[f"{letter}GroundReactionForce_{axis}_N_per_kg"] = values[grid]
    for side, letter in enumerate(SIDES):
        centres = turned(trial.centres(side), trial.heading) * 1000
        for joint, name in enumerate(CENTRES):
            for plane, axis in enumerate("XYZ"):
                noise = 1000 * trial.noise[:, 9 * side + 3 * joint + plane]
                columns[f"{letter}{name}_{axis}_mm"] = (centres[:, joint, plane] + noise)[grid]
    if gap:
        for name, values in columns.items():
            if name.startswith("R") and ("Angles" in name or name.endswith("_mm")):
                values[gap] = np.nan
    for side, letter in enumerate(SIDES):
        times = [time for time, which, _ in events(trial, 0) if which == side]
        now = np.arange(len(columns["LHJC_X_mm"])) / POINT_RATE_HZ
        known = (now >= times[0]) & (now <= times[-1])
        columns[f"{letter}_stance"] = np.where(
            known, trial.legs[side].is_standing[grid].astype(float), np.nan)
    return columns


def events(trial, start_s):
    """(time, side, name) of every event in what is written, in order."""
    found = []
    for side, leg in enumerate(trial.legs):
        standing = leg.is_standing[trial.keep]
        change = np.flatnonzero(standing[1:] != standing[:-1]) + 1
        for place in change:
            name = "Foot Strike" if standing[place] else "Foot Off"
            time = round(place / ANALOG_RATE_HZ, 2)
            found.append((round(start_s + time, 2), side, name))
    return sorted(found)


def analog_columns(trial):
    """The columns of the 1000 Hz file behind the time: raw plates, then volts."""
    columns = {}
    for number in (1, 2):
        side = trial.first if number == 1 else 1 - trial.first
        start, end = trial.on_plate(side)
        index = np.arange(len(trial.hip))
        on = ((index >= start) & (index < end))[:, None]
        # What the foot does to the plate; its z channel is negative under load, as in the real set.
        force = np.where(on, -turned(trial.forces[side], trial.heading), 0)
        contact = turned(trial.contacts[side], trial.heading)
        middle = .5 * (contact[start] + contact[end - 1])
        moment = np.where(on, np.cross(contact - middle, force), 0) * 1000
        for axis, values in zip("xyz", force.T):
            columns[f"F{axis}{number}_N"] = (values[trial.keep], 1)
        for axis, values in zip("xyz", moment.T):
            columns[f"M{axis}{number}_Nmm"] = (values[trial.keep], 0)
    for place, values in enumerate(trial.emg):
        name = f"EMG_{SIDES[place // 4]}{MUSCLES[place % 4]}_V"
        columns[name] = (values[trial.keep], 4)
    return columns


def write_rows(path, header, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_trial(folder, trial, stem, condition, first_frame, gap):
    name = f"{stem}_{condition.lower()}"
    start_s = (first_frame - 1) / POINT_RATE_HZ
    motion = motion_columns(trial, gap)
    frames = len(motion["LHJC_X_mm"])
    rows = [[first_frame + row, rounded(start_s + row / POINT_RATE_HZ, 7)]
            + [rounded(values[row]) for values in motion.values()] for row in range(frames)]
    write_rows(folder / f"{name}_kin100Hz.csv", ["frame", "time_s", *motion], rows)
    analog = analog_columns(trial)
    cells = [np.round(values, digits) for values, digits in analog.values()]
    rows = [[rounded(start_s + row / ANALOG_RATE_HZ, 8)]
            + [rounded(values[row], 7) for values in cells]
            for row in range(frames * ANALOG_RATE_HZ // POINT_RATE_HZ)]
    write_rows(folder / f"{name}_analog1000Hz.csv", ["time_s", *analog], rows)
    sides = {0: "Left", 1: "Right"}
    rows = [[f"{time:.3f}", sides[side], event] for time, side, event in events(trial, start_s)]
    write_rows(folder / f"{name}_events.csv", ["time_s", "side", "event"], rows)
    return frames


def main():
    here = Path(__file__).resolve().parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "records" / "walking"
    (folder / "csv").mkdir(parents=True, exist_ok=True)
    bad = {  # (person, trial): {channel: quality}; channel 0-3 left, 4-7 right
        (2, 1): dict.fromkeys(range(4), "flat"), (2, 2): dict.fromkeys(range(4), "flat"),
        (4, 2): {6: "flat"}, (5, 1): {1: "saturated"}}
    gaps = {(3, 2): slice(20, 32)}
    random = np.random.default_rng(SEED)
    rows = []
    for number in range(1, 7):
        person = Person(number, random)
        for which, (condition, pace) in enumerate([("Slow", .85), ("Fast", 1.15)], start=1):
            pace *= random.uniform(.96, 1.04)
            channels = bad.get((number, which), {})
            qualities = [channels.get(channel, "ok") for channel in range(8)]
            seconds = round(1.7 / pace ** .35, 2)
            heading = 1 if which == 1 else -1
            trial = Trial(person, pace, heading, seconds, qualities, random)
            stem = f"{person.name}{which:02d}"
            frames = write_trial(
                folder / "csv", trial, stem, condition, int(random.integers(1, 200)),
                gaps.get((number, which)))
            leg = person.thigh + person.shank + person.ankle_height
            rows.append([
                person.name, condition, f"{stem}.c3d", f"{person.mass:.1f}",
                f"{1000 * person.height:.1f}", f"{1000 * leg:.1f}",
                f"{1000 * (leg + person.leg_difference):.1f}", f"{1000 * person.knee_width:.1f}",
                f"{1000 * person.knee_width:.1f}", f"{POINT_RATE_HZ:.1f}", frames,
                f"{ANALOG_RATE_HZ:.1f}", *qualities])
    header = ["subject", "condition", "file", "mass_kg", "height_mm", "l_leg_mm", "r_leg_mm",
              "l_knee_width_mm", "r_knee_width_mm", "point_rate_hz", "frames", "analog_rate_hz"]
    header += [f"emg_{side}{muscle}" for side in SIDES for muscle in MUSCLES]
    write_rows(folder / "trials.csv", header, rows)


if __name__ == "__main__":
    main()
