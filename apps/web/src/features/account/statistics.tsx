import { formatCount, formatLength } from '../../components/figures.ts'

type StatisticsProps = {
  statistics: { jobs: number; completed: number; failed: number; creditsSpent: number; penDownMm: number }
}

/** What you have drawn so far, in figures. */
export function Statistics({ statistics }: StatisticsProps) {
  const facts: [string, string][] = [
    ['Drawings', formatCount(statistics.completed)],
    ['Ink', formatLength(statistics.penDownMm)],
    ['Credits spent', formatCount(statistics.creditsSpent)],
    ['Failed, not charged', formatCount(statistics.failed)],
  ]
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-hairline sm:grid-cols-4">
      {facts.map(([name, value]) => (
        <div key={name} className="grid gap-1 bg-raised p-4">
          <dt className="text-sm text-quiet">{name}</dt>
          <dd className="figures text-xl">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
