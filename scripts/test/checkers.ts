import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FormatName } from '../../packages/strokes/src/index.ts'
import { checkGcode, checkHpgl, checkTrace, samePicture } from './check-files.ts'
import { add, type Counts, none } from './parts.ts'
import { makePlotFiles, type PlotFile } from './plot-files.ts'
import { faultOf, findProgram, run } from './programs.ts'

/**
 * Programs by others that read what we write, each with what it has to say of a file: nothing, or what is wrong. They
 * are looked for in the folder `PLOTLINE_CHECKERS` (`.ci/run` fills one) and then where the system has its programs.
 */
type Checker = {
  readonly program: string
  readonly format: FormatName
  readonly says: string
  /** Another program that it needs, or a file. */
  readonly needs?: string
  /** Two of it at a time disturb each other. */
  readonly isAlone?: boolean
  check(file: PlotFile, program: string): Promise<string | null>
}

const svgDtd = '/usr/share/xml/w3c-sgml-lib/schema/dtd/REC-SVG11-20110816/svg11.dtd'

const checkers: readonly Checker[] = [
  {
    program: 'xmllint',
    format: 'svg',
    says: 'plain SVG is valid by the DTD of SVG 1.1',
    needs: svgDtd,
    check: async ({ path }, program) =>
      faultOf(await run(program, ['--noout', '--nonet', '--dtdvalid', svgDtd, path])),
  },
  {
    program: 'qpdf',
    format: 'pdf',
    says: 'PDF has no fault in its structure',
    check: async ({ path }, program) => faultOf(await run(program, ['--check', path])),
  },
  {
    program: 'mutool',
    format: 'pdf',
    says: 'MuPDF finds every stroke and every area of a PDF, on a page of its size',
    check: checkTrace,
  },
  {
    program: 'pdftocairo',
    format: 'pdf',
    says: 'Poppler paints PDF as librsvg paints SVG',
    needs: 'rsvg-convert',
    check: samePicture,
  },
  {
    program: 'hp2xx',
    format: 'hpgl',
    says: 'hp2xx knows every command, inside the limits',
    check: checkHpgl,
  },
  {
    program: 'rs274',
    format: 'gcode',
    says: 'LinuxCNC cuts as much as was drawn',
    // All of LinuxCNC on a machine share one piece of memory; one that starts ends those at work with a bus error.
    isAlone: true,
    check: checkGcode,
  },
  {
    program: 'ezdxf',
    format: 'dxf',
    says: 'ezdxf has nothing to mend in a DXF',
    check: async ({ path }, program) => {
      const { text } = await run(program, ['audit', path])
      return text.includes('No errors found.') ? null : text
    },
  },
]

/** What of the whole run's time the checkers may take; files they have not come to by then are counted as skipped. */
const mostMs = 6 * 60_000

/** Every style in every format for every machine, before every checker that is here; the others are named and skipped. */
export async function runCheckers(limitMs: number): Promise<Counts> {
  const until = performance.now() + Math.min(mostMs, limitMs)
  const here = checkers.flatMap((checker) => {
    const program = findProgram(checker.program)
    const hasAll = !checker.needs || existsSync(checker.needs) || findProgram(checker.needs) !== undefined
    return program && hasAll ? [{ checker, program }] : []
  })
  const missing = checkers.filter((checker) => !here.some((found) => found.checker === checker))
  for (const { program, needs, format } of missing)
    console.log(
      `skipped: ${[program, needs].filter(Boolean).join(' with ')} is not here; its view of ${format} is not asked`,
    )
  const skipped = { ...none, skipped: missing.length }
  if (here.length === 0) return skipped

  const folder = await mkdtemp(join(tmpdir(), 'plotline-checkers-'))
  try {
    const files = await makePlotFiles(folder)
    let counts = skipped
    for (const [index, { checker, program }] of here.entries()) {
      const wanted = files.filter(({ format }) => format === checker.format)
      // What is left of the time is shared among the checkers that are left.
      const now = performance.now()
      const limit = now + (until - now) / (here.length - index)
      const atATime = checker.isAlone ? 1 : availableParallelism()
      const found = await inTurns(wanted, atATime, limit, async (file) => {
        const fault = await checker.check(file, program).catch((error) => String(error))
        return fault === null ? null : `${checker.program} › ${file.name}\n${fault}`
      })
      const failures = found.filter((fault) => fault !== null)
      const [passed, unseen] = [found.length - failures.length, wanted.length - found.length]
      counts = add(counts, { passed, failed: failures.length, skipped: unseen, failures })
      const rest = unseen > 0 ? `; no time for ${unseen}` : ''
      console.log(
        `${failures.length === 0 ? '✓' : '✗'} ${checker.says}: ${passed} of ${found.length} files${rest}`,
      )
    }
    return counts
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** So many at a time; none is begun after `until`, and of those the results are missing. */
async function inTurns<T, R>(
  items: readonly T[],
  atATime: number,
  until: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const rest = [...items].reverse()
  const worker = async () => {
    while (performance.now() < until) {
      const next = rest.pop()
      if (next === undefined) return
      results.push(await work(next))
    }
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  return results
}
