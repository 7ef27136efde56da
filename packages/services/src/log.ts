/** Where a verb reports what a person who runs the service should know: ids and names, nothing personal. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  fields: Record<string, unknown>,
) => void

export const silentLog: Log = () => {}
