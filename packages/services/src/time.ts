/** RFC 3339 in UTC, however the driver gives a timestamp. */
export function toTime(value: Date | string): string {
  return new Date(value).toISOString()
}

export function toTimeOrNull(value: Date | string | null): string | null {
  return value === null ? null : toTime(value)
}
