/** Parts smaller than this share of the largest are specks. */
const leastPart = 0.1
/** Holes smaller than this share of the picture are filled. */
const largestHole = 0.01

/** Drops a mask's specks and fills its small holes; soft values around what stays are kept. */
export function keepMainParts(mask: Float32Array, width: number, height: number): Float32Array {
  const inside = Uint8Array.from(mask, (value) => (value > 0.5 ? 1 : 0))
  const parts = label(inside, width, height)
  const largest = Math.max(0, ...parts.filter((part) => part.inside).map((part) => part.pixels.length))
  const result = mask.slice()
  for (const part of parts) {
    if (part.inside && part.pixels.length < largest * leastPart) for (const i of part.pixels) result[i] = 0
    const isHole = !part.inside && !part.onBorder && part.pixels.length < mask.length * largestHole
    if (isHole) for (const i of part.pixels) result[i] = 1
  }
  return result
}

type Part = { inside: boolean; onBorder: boolean; pixels: number[] }

/** Four-connected parts of a binary image, by flood fill with a stack of its own. */
function label(inside: Uint8Array, width: number, height: number): Part[] {
  const seen = new Uint8Array(inside.length)
  const parts: Part[] = []
  for (let start = 0; start < inside.length; start++) {
    if (seen[start]) continue
    const part: Part = { inside: inside[start] === 1, onBorder: false, pixels: [] }
    const stack = [start]
    seen[start] = 1
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      part.pixels.push(i)
      const x = i % width
      const y = (i - x) / width
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) part.onBorder = true
      const neighbours = [
        x > 0 ? i - 1 : i,
        x < width - 1 ? i + 1 : i,
        y > 0 ? i - width : i,
        y < height - 1 ? i + width : i,
      ]
      for (const next of neighbours) {
        if (seen[next] || inside[next] !== inside[start]) continue
        seen[next] = 1
        stack.push(next)
      }
    }
    parts.push(part)
  }
  return parts
}
