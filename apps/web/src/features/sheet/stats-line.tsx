import { formatDuration, formatLength, formatStrokes } from '../../components/figures.ts'

type SheetStats = { strokes: number; penDownMm: number; penUpMm: number; plotSeconds: number }

/** "1,840 strokes · 21.3 m ink · 3.9 m travel · about 14 min on AxiDraw V3" */
export function StatsLine({ stats, device }: { stats: SheetStats; device?: string | undefined }) {
  return (
    <p className="figures flex flex-wrap justify-center gap-x-3 gap-y-0.5 text-center text-sm text-quiet">
      <span className="whitespace-nowrap text-ink">{formatStrokes(stats.strokes)}</span>
      <span className="whitespace-nowrap">{formatLength(stats.penDownMm)} ink</span>
      <span className="whitespace-nowrap">{formatLength(stats.penUpMm)} travel</span>
      <span className="whitespace-nowrap">
        about {formatDuration(stats.plotSeconds)}
        {device ? ` on ${device}` : ''}
      </span>
    </p>
  )
}
