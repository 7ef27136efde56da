// Loaded into each part with --import: a part whose parent was killed has nobody to stop it, so it stops itself.
// (An IPC channel would tell at once, but Next takes one for a sign that it is a child of its own and exits early.)
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 1000).unref()
}
