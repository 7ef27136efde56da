/** The length in mm of what LinuxCNC's interpreter prints as feeds; of a laser's, those with power alone. */
export function rs274Length(text: string, isLaser: boolean): number {
  let [x, y, power, length] = [0, 0, 0, 0]
  for (const [, command = '', list = ''] of text.matchAll(/ ([A-Z_]+)\(([^)]*)\)/g)) {
    const values = list.split(',').map(Number)
    const [a = 0, b = 0, c = 0, d = 0, turns = 1] = values
    if (command === 'SET_SPINDLE_SPEED') power = b
    if (!['STRAIGHT_TRAVERSE', 'STRAIGHT_FEED', 'ARC_FEED'].includes(command)) continue
    const isOn = power > 0 || !isLaser
    if (isOn && command === 'STRAIGHT_FEED') length += Math.hypot(a - x, b - y)
    if (isOn && command === 'ARC_FEED') {
      const radius = Math.hypot(x - c, y - d)
      const swept = Math.atan2(b - d, a - c) - Math.atan2(y - d, x - c)
      const full = 2 * Math.PI
      length += radius * (turns > 0 ? (swept + full) % full : (full - swept) % full)
    }
    ;[x, y] = [a, b]
  }
  return length
}
