/** Numbers that are drawn together into sets, each named by its least member. */
export type Union = {
  /** One more set of its own; answers its number. */
  add(): number
  rootOf(name: number): number
  join(a: number, b: number): void
}

/** The sets of `count` numbers, each on its own at first: union-find with halved paths (Tarjan & van Leeuwen 1984). */
export function createUnion(count = 0): Union {
  const parent = Array.from({ length: count }, (_, i) => i)
  const rootOf = (name: number) => {
    let root = name
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]]
      root = parent[root]
    }
    return root
  }
  return {
    add: () => parent.push(parent.length) - 1,
    rootOf,
    join(a, b) {
      const p = rootOf(a)
      const q = rootOf(b)
      if (p < q) parent[q] = p
      else if (q < p) parent[p] = q
    },
  }
}
