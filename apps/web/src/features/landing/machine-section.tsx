import drawings from './drawings.json' with { type: 'json' }

const formats = [
  ['SVG', 'in millimetres, one Inkscape layer per pen'],
  ['PDF', 'vector, true size, A6 to A2, Letter to Tabloid'],
  ['HPGL', 'with the hard limits of your plotter'],
  ['G-code', 'servo, Z axis or laser, for GRBL and Marlin'],
  ['DXF', 'one layer per pen'],
  ['PNG', 'at the true width of the pen'],
] as const

/** What comes out at the end: files, and the real first lines of two of them. */
export function MachineSection() {
  return (
    <section aria-labelledby="machines" className="border-t">
      <div className="mx-auto grid w-full max-w-[84rem] gap-x-14 gap-y-10 px-4 py-16 sm:px-6 lg:grid-cols-[minmax(0,4fr)_minmax(0,8fr)] lg:py-24">
        <div className="grid content-start gap-6">
          <h2 id="machines" className="text-3xl">
            A file your machine takes
          </h2>
          <dl className="grid gap-3 text-sm">
            {formats.map(([name, what]) => (
              <div key={name} className="grid grid-cols-[5rem_1fr] gap-2">
                <dt className="figures">{name}</dt>
                <dd className="text-quiet">{what}</dd>
              </div>
            ))}
          </dl>
        </div>
        <div className="grid gap-6 sm:grid-cols-2">
          <Listing title="G-code, GRBL laser" lines={drawings.gcode} />
          <Listing title="HPGL, HP 7475A" lines={drawings.hpgl} />
        </div>
      </div>
    </section>
  )
}

function Listing({ title, lines }: { title: string; lines: string[] }) {
  return (
    <figure className="min-w-0 rounded-md border bg-raised">
      <figcaption className="border-b px-4 py-2.5 text-sm">{title}</figcaption>
      <pre className="figures overflow-hidden px-4 py-3 text-sm leading-6 text-quiet [mask-image:linear-gradient(black_60%,transparent)]">
        {lines.join('\n')}
      </pre>
    </figure>
  )
}
