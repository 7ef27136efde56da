/** The mark: a P drawn in a single unbroken stroke. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="shrink-0">
      <path
        d="M4.2 21.2V9.3C4.2 5.2 7.3 2.7 11.3 2.7c4.1 0 7 2.4 7 5.9 0 3.4-2.7 5.7-6.2 5.7-2.9 0-4.8-1.5-4.8-3.7 0-1.9 1.5-3.2 3.5-3.2 5.6 0 3.6 13.8 9.6 13.8"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
