import type { GcodeDialect } from '@plotline/strokes'

/** The range of S that GRBL has by itself ($31, $30). */
const usual = { least: 0, most: 1000, gamma: 1 } as const

const sWord = /S\d+(\.\d+)?/

/** A machine whose power follows the darkness: the S of its last "pen down" line that has one gives way to `{power}`. */
export function withPower(dialect: GcodeDialect): GcodeDialect {
  const { penDown, power = usual } = dialect
  if (penDown.some((line) => line.includes('{power}'))) return { ...dialect, power }
  const at = penDown.findLastIndex((line) => sWord.test(line))
  const powered =
    at === -1 ? [...penDown, 'S{power}'] : penDown.with(at, (penDown[at] ?? '').replace(sWord, 'S{power}'))
  return { ...dialect, power, penDown: powered }
}

/** A machine that knows on and off alone: what stood for `{power}` is all the power there was. */
export function withoutPower({ power = usual, ...dialect }: GcodeDialect): GcodeDialect {
  return {
    ...dialect,
    penDown: dialect.penDown.map((line) => line.replaceAll('{power}', String(power.most))),
  }
}
