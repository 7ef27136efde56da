import { readFile } from 'node:fs/promises'
import { type Counts, failedBy } from './parts.ts'

type Spec = {
  file: string
  title: string
  ok: boolean
  tests: { projectName: string; status: string; results: { error?: { message?: string } }[] }[]
}
type Suite = { suites?: Suite[]; specs: Spec[] }

/** What Playwright's JSON says. Journeys that there was no time for are skipped by name; those of a drawing have to be walked. */
export async function readReport(report: string, code: number | null): Promise<Counts> {
  const text = await readFile(report, 'utf8').catch(() => null)
  if (text === null) return failedBy(`Playwright left no report: it ended with ${code ?? 'a signal'}`)
  const { stats, suites, errors } = JSON.parse(text) as {
    stats: { expected: number; flaky: number; unexpected: number; skipped: number }
    suites: Suite[]
    errors: { message?: string }[]
  }
  const specs = suites.flatMap(specsOf)
  const unwalked = specs.filter(({ tests }) => tests.every(({ status }) => status === 'skipped'))
  const missed = unwalked.filter(({ tests }) => tests.some(({ projectName }) => projectName === 'drawing'))
  for (const { title } of unwalked) console.log(`  not walked: ${title}`)
  const failures = [
    ...specs
      .filter(({ ok, tests }) => !ok && tests.some(({ status }) => status === 'unexpected'))
      .map(failureOf),
    ...missed.map(({ title }) => `no time for ${title}`),
    ...errors
      .filter(({ message = '' }) => !message.includes('Timed out waiting'))
      .map(({ message }) => `${message}`),
  ]
  return {
    passed: stats.expected + stats.flaky,
    failed: code === 0 || unwalked.length > 0 ? failures.length : Math.max(1, failures.length),
    skipped: unwalked.length - missed.length,
    failures,
  }
}

function specsOf({ suites = [], specs }: Suite): Spec[] {
  return [...specs, ...suites.flatMap(specsOf)]
}

function failureOf({ file, title, tests }: Spec): string {
  const messages = tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ''))
  return `${file} › ${title}\n${messages.find(Boolean) ?? ''}`
}
