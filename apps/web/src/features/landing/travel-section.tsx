import { formatDuration, formatLength } from '../../components/figures.ts'
import drawings from './drawings.json' with { type: 'json' }

const { none, greedy } = drawings.travel
const ways = [
  { name: 'none', title: 'As found', facts: none },
  { name: 'greedy', title: 'Sorted', facts: greedy },
] as const

/** What sorting saves, shown: the way of the raised pen before and after. */
export function TravelSection() {
  return (
    <section aria-labelledby="travel" className="border-t">
      <div className="mx-auto grid w-full max-w-[84rem] items-center gap-x-14 gap-y-10 px-4 py-16 sm:px-6 lg:grid-cols-[minmax(0,4fr)_minmax(0,8fr)] lg:py-24">
        <div className="grid gap-3">
          <h2 id="travel" className="text-3xl">
            Strokes, not outlines
          </h2>
          <p className="max-w-[52ch] text-quiet">
            Every line is one stroke, drawn once. Ends that meet are joined, then all of it is put in an order
            that leaves the pen little to travel. You see the cost before you plot.
          </p>
          <p className="flex items-center gap-2 text-sm">
            <span aria-hidden="true" className="h-0.5 w-6 bg-travel" />
            The way of the raised pen
          </p>
        </div>
        <div className="grid gap-8 sm:grid-cols-2">
          {ways.map(({ name, title, facts }) => (
            <figure key={name} className="grid gap-3">
              {/* biome-ignore lint/performance/noImgElement: an SVG of our own */}
              <img
                src={`/landing/travel-${name}.svg`}
                alt={`${title}: the raised pen travels ${formatLength(facts.penUpMm)}`}
                loading="lazy"
                width={210}
                height={148}
                className="sheet-paper h-auto w-full"
              />
              <figcaption className="flex items-baseline justify-between gap-4">
                <span>{title}</span>
                <span className="figures text-sm text-quiet">
                  {formatLength(facts.penUpMm)} travel · {formatDuration(facts.plotSeconds)}
                </span>
              </figcaption>
            </figure>
          ))}
        </div>
      </div>
    </section>
  )
}
