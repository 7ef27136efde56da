/** How long the product waits for Postgres before it takes it for gone. */
export const databaseLimits = {
  /** For a free connection of the pool, or a new one. */
  waitMs: 10_000,
  /** For the answer to one query. The server is told to stop earlier, so that one that lives ends the statement itself. */
  queryMs: 12_000,
  serverShare: 5 / 6,
  /** A transaction that its owner leaves open this long is ended by the server, and its locks with it. */
  idleInTransactionMs: 30_000,
  /** How often a connection that only listens or holds something is asked whether it still stands, and for how long. */
  heartbeatMs: 5_000,
  heartbeatAnswerMs: 4_000,
} as const
