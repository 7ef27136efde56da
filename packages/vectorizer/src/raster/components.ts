import { type Pace, unpaced } from '@plotline/strokes/geometry/pace'
import { createUnion } from '@plotline/strokes/geometry/union'

/** The connected areas of a label image: their number for each pixel, in the order of their first pixels. */
export type Components = {
  readonly componentOf: Int32Array
  readonly count: number
  /** Pixels of each. */
  readonly area: Int32Array
  /** The label each is made of. */
  readonly label: Uint8Array
}

/**
 * Numbers the connected areas of equal labels, side by side; areas of the label `diagonal` are connected over corners
 * too. Two passes with union-find (Rosenfeld & Pfaltz 1966), O(pixels).
 */
export async function findComponents(
  labels: Uint8Array,
  width: number,
  height: number,
  diagonal = -1,
  pace: Pace = unpaced,
): Promise<Components> {
  const componentOf = new Int32Array(width * height)
  const { add, join, rootOf } = createUnion()
  let names = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      const label = labels[i]
      let name = x > 0 && labels[i - 1] === label ? componentOf[i - 1] : -1
      if (y > 0) {
        if (labels[i - width] === label) {
          if (name < 0) name = componentOf[i - width]
          // Above the left neighbor the same label was joined with it already.
          else if (labels[i - width - 1] !== label) join(name, componentOf[i - width])
        } else if (label === diagonal) {
          if (x > 0 && labels[i - width - 1] === label) {
            if (name < 0) name = componentOf[i - width - 1]
            else join(name, componentOf[i - width - 1])
          }
          if (x + 1 < width && labels[i - width + 1] === label) {
            if (name < 0) name = componentOf[i - width + 1]
            else join(name, componentOf[i - width + 1])
          }
        }
      }
      if (name < 0) {
        name = add()
        names++
      }
      componentOf[i] = name
    }
    await pace(width * 10)
  }
  const final = new Int32Array(names)
  let count = 0
  for (let name = 0; name < names; name++) {
    const root = rootOf(name)
    final[name] = root === name ? count++ : final[root]
  }
  const area = new Int32Array(count)
  const label = new Uint8Array(count)
  for (let i = 0; i < componentOf.length; i++) {
    const name = final[componentOf[i]]
    componentOf[i] = name
    area[name]++
    label[name] = labels[i]
  }
  await pace(width * height * 4)
  return { componentOf, count, area, label }
}
