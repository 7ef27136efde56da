/** Runs once, before the first request. What it starts is Node's; a build for any other runtime holds nothing of it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./server/start.ts')).startServer()
}
