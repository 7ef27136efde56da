/** How far something is, by name. `share` 0 … 1, or null where nobody can tell. */
export function ProgressBar({ label, share }: { label: string; share: number | null }) {
  const percent = share === null ? null : Math.round(share * 100)
  return (
    <div className="grid gap-1.5">
      <div className="flex justify-between gap-4 text-sm">
        <span role="status">{label}</span>
        {percent === null ? null : <span className="figures text-quiet">{percent} %</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        className="h-1 overflow-hidden rounded-full bg-hairline"
      >
        <div
          className={
            percent === null
              ? 'h-full w-full animate-breathe bg-blue'
              : 'h-full bg-blue transition-[width] duration-200'
          }
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  )
}
