import type { ChaosReport } from './run.ts'

/** What is promised of recovery, in milliseconds. */
const promises = { siteBackMs: 5_000, jobBackMs: 15_000, readyMs: 5_500 }

/** The table, and every promise that was broken; times count only where the machine is the run's own. */
export function describeChaos(report: ChaosReport, { withTimes }: { withTimes: boolean }) {
  const names = [...new Set([...report.blows.map(({ name }) => name)])].sort()
  const rows = names.map((name) => {
    const site = report.blows.filter((blow) => blow.name === name).map(({ siteBackMs }) => siteBackMs)
    const back = report.jobsBack.filter(({ part }) => part === name).map(({ ms }) => ms)
    return [
      name,
      String(site.length),
      seconds(at(site, 0.95)),
      seconds(at(site, 1)),
      String(back.length),
      seconds(at(back, 0.95)),
      seconds(at(back, 1)),
    ]
  })
  const head = ['blow', 'times', 'site back p95', 'max', 'jobs hit', 'job back p95', 'max']
  const { books } = report
  const counts: readonly (readonly [string, number])[] = [
    [
      'jobs lost or without an end',
      books.unended + report.jobs - books.completed - books.failed - books.unended,
    ],
    ['failed without a refund', books.failedUnrefunded],
    ['double payments', books.doublePayments],
    ['balances that are not the ledger', books.wrongBalances],
    ['rows left behind', books.rowsLeft],
    ['files left behind', books.filesLeft],
    ['files taken by a wrong clock', report.takenByClock],
    ['processes left', report.processesLeft],
  ]
  const lines = [
    ...table([head, ...rows]),
    '',
    `${report.kills} kills; the whole start had to be run again ${report.restarts} times`,
    `while Postgres stood still /api/health/ready answered after ${report.frozen.map(({ answeredMs, saidDatabase }) => `${seconds(answeredMs)} (database ${saidDatabase})`).join(', ') || '–'}`,
    report.isDiskFilled ? 'the disk was filled' : 'the disk could not be filled: no right to mount one',
    `${report.jobs} ordered, ${books.completed} completed, ${books.failed} failed with their credit back`,
    ...counts.map(([name, count]) => `${name}: ${count}`),
  ]
  const slow = [
    ...report.blows
      .filter(({ name, siteBackMs }) => name !== 'start' && siteBackMs > promises.siteBackMs)
      .map(({ name, siteBackMs }) => `the site was away ${seconds(siteBackMs)} after: ${name}`),
    ...report.jobsBack
      // A start that was killed is run again by hand: how soon is not ours to promise.
      .filter(({ part, ms }) => part !== 'start' && ms > promises.jobBackMs)
      .map(({ part, ms }) => `a job was away ${seconds(ms)} after: ${part}`),
    ...report.frozen
      .filter(({ answeredMs }) => answeredMs > promises.readyMs)
      .map(({ answeredMs }) => `readiness took ${seconds(answeredMs)}`),
  ]
  const broken = [
    ...counts.filter(([, count]) => count !== 0).map(([name, count]) => `${name}: ${count}`),
    ...report.frozen
      .filter(({ saidDatabase }) => saidDatabase !== 'down')
      .map(({ saidDatabase }) => `a database that stood still was called ${saidDatabase}`),
    ...(withTimes ? slow : []),
  ]
  return { lines, broken }
}

function at(values: readonly number[], share: number): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1]
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '–' : `${(ms / 1000).toFixed(1)} s`
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
