import { describeChaos } from './chaos/report.ts'
import { runChaos } from './chaos/run.ts'

/**
 * The product under kills, as `npm start` starts it: 200 of them while 180 drawings are ordered (PLOTLINE_CHAOS_KILLS,
 * PLOTLINE_CHAOS_JOBS). Exit 1 when a promise breaks. Take a machine with nothing else on it: times are promised, too.
 */
const { lines, broken } = describeChaos(
  await runChaos({
    kills: Number(process.env.PLOTLINE_CHAOS_KILLS ?? 200),
    jobs: Number(process.env.PLOTLINE_CHAOS_JOBS ?? 180),
    log: (line) => console.log(line),
  }),
  { withTimes: true },
)
console.log(`\n${lines.join('\n')}`)
for (const promise of broken) console.error(`✗ ${promise}`)
process.exit(broken.length > 0 ? 1 : 0)
