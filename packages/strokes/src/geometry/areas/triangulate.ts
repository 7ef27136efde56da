/** Points between two reports: some milliseconds of work. */
const stepSize = 500

/**
 * The Delaunay triangles of points (x0, y0, x1, y1 …) as three point numbers each, by adding one point after the other
 * and turning edges around (Lawson 1977) on a walk from where the last one lay (Guibas & Stolfi 1985). Points are taken
 * in the order given: near ones one after the other are quick. Points that coincide with others are left out. Reports 0…1.
 */
export function* triangulate(points: Float64Array): Generator<number, Uint32Array> {
  const count = points.length / 2
  if (count < 3) return new Uint32Array(0)
  let [minX, minY, maxX, maxY] = [points[0], points[1], points[0], points[1]]
  for (let i = 0; i < points.length; i += 2) {
    minX = Math.min(minX, points[i])
    maxX = Math.max(maxX, points[i])
    minY = Math.min(minY, points[i + 1])
    maxY = Math.max(maxY, points[i + 1])
  }
  const size = Math.max(maxX - minX, maxY - minY, 1e-9)
  const [midX, midY] = [(minX + maxX) / 2, (minY + maxY) / 2]
  // Three points far away hold everything; their triangles are dropped at the end.
  const far = 3000
  const all = new Float64Array(points.length + 6)
  all.set(points)
  all.set(
    [midX - far * size, midY - far * size, midX + far * size, midY - far * size, midX, midY + far * size],
    count * 2,
  )
  // Triangle t has the corners 3 t … 3 t + 2, clockwise on paper; side k runs from corner k to the next one.
  const corners = [count, count + 1, count + 2]
  const twins = [-1, -1, -1]

  const isLeft = (a: number, b: number, x: number, y: number) =>
    (all[b * 2] - all[a * 2]) * (y - all[a * 2 + 1]) - (all[b * 2 + 1] - all[a * 2 + 1]) * (x - all[a * 2]) <
    -1e-12 * size

  const onward = (side: number) => (side % 3 === 2 ? side - 2 : side + 1)
  const back = (side: number) => (side % 3 === 0 ? side + 2 : side - 1)
  const join = (side: number, twin: number) => {
    twins[side] = twin
    if (twin >= 0) twins[twin] = side
  }

  /** A triangle that a place lies in, by walking over the sides it lies beyond. */
  function find(x: number, y: number, from: number): number {
    let triangle = from
    for (let step = 0; step < corners.length; step++) {
      let next = -1
      for (let side = triangle * 3; side < triangle * 3 + 3; side++) {
        if (twins[side] >= 0 && isLeft(corners[side], corners[onward(side)], x, y)) {
          next = twins[side]
          break
        }
      }
      if (next < 0) return triangle
      triangle = Math.floor(next / 3)
    }
    return triangle
  }

  /** Turns a side whose other triangle has its corner within this one's circle, and then those around it. */
  function settle(first: number): void {
    const stack = [first]
    for (let side = stack.pop(); side !== undefined; side = stack.pop()) {
      const twin = twins[side]
      if (twin < 0) continue
      const [a, b] = [corners[side], corners[onward(side)]]
      const near = corners[back(side)]
      const far = corners[back(twin)]
      if (!isWithin(all, near, a, b, far)) continue
      // near-a-b and b-a-far become near-a-far and far-b-near.
      const [afterA, afterB] = [twins[onward(twin)], twins[onward(side)]]
      corners[onward(side)] = far
      corners[onward(twin)] = near
      join(side, afterA)
      join(twin, afterB)
      twins[onward(side)] = onward(twin)
      twins[onward(twin)] = onward(side)
      stack.push(side, back(twin))
    }
  }

  let last = 0
  for (let id = 0; id < count; id++) {
    if (id % stepSize === 0) yield id / count
    const [x, y] = [points[id * 2], points[id * 2 + 1]]
    const triangle = find(x, y, last)
    const [a, b, c] = corners.slice(triangle * 3, triangle * 3 + 3)
    if (
      [a, b, c].some(
        (corner) => (all[corner * 2] - x) ** 2 + (all[corner * 2 + 1] - y) ** 2 < 1e-18 * size * size,
      )
    )
      continue
    const outer = twins.slice(triangle * 3, triangle * 3 + 3)
    const second = corners.length
    const third = second + 3
    corners[triangle * 3 + 2] = id
    corners.push(b, c, id, c, a, id)
    twins.push(-1, -1, -1, -1, -1, -1)
    join(triangle * 3, outer[0])
    join(second, outer[1])
    join(third, outer[2])
    join(triangle * 3 + 1, second + 2)
    join(second + 1, third + 2)
    join(third + 1, triangle * 3 + 2)
    settle(triangle * 3)
    settle(second)
    settle(third)
    last = triangle
  }
  const found: number[] = []
  for (let i = 0; i < corners.length; i += 3) {
    if (corners[i] < count && corners[i + 1] < count && corners[i + 2] < count) {
      found.push(corners[i], corners[i + 1], corners[i + 2])
    }
  }
  return Uint32Array.from(found)
}

/** Whether point `d` lies within the circle through a, b and c, which run clockwise on paper. */
function isWithin(points: Float64Array, a: number, b: number, c: number, d: number): boolean {
  const [dx, dy] = [points[d * 2], points[d * 2 + 1]]
  const [ax, ay] = [points[a * 2] - dx, points[a * 2 + 1] - dy]
  const [bx, by] = [points[b * 2] - dx, points[b * 2 + 1] - dy]
  const [cx, cy] = [points[c * 2] - dx, points[c * 2 + 1] - dy]
  const [aa, bb, cc] = [ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy]
  return (
    ax * (by * cc - bb * cy) - ay * (bx * cc - bb * cx) + aa * (bx * cy - by * cx) >
    1e-12 * (aa + bb + cc) * Math.sqrt(aa + bb + cc)
  )
}
