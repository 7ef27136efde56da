import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type {} from '../../packages/db/testing/index.ts'
import { runAsSuperuser } from '../../packages/db/testing/superuser.ts'
import { startBackend } from '../../packages/local/src/index.ts'
import { installQueue } from '../../packages/services/src/index.ts'

let running: Promise<{ backend: Awaited<ReturnType<typeof startBackend>>; dataDir: string }> | undefined
let users = 0

/** Starts the embedded backend in a folder of its own on free ports; the projects of one run share it. */
export default async function setup(project: TestProject) {
  users++
  running ??= (async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'plotline-test-'))
    const siteUrl = 'http://127.0.0.1:3000'
    const backend = await startBackend({ dataDir, ports: 'free', siteUrl, durable: false })
    // A test's own database has the rows of its uploads, this one their files: what guards the one by the other is tried
    // where both are together, in packages/local/test and supabase/tests.
    await runAsSuperuser(
      backend.superuserUrl,
      'alter table storage.objects disable trigger plotline_guard_original',
    )
    await backend.prepareTemplate('plotline_template', installQueue)
    await installQueue(backend.databaseUrl)
    return { backend, dataDir }
  })()
  const { backend, dataDir } = await running
  const { databaseUrl, superuserUrl, supabaseUrl, publishableKey, secretKey, inboxUrl, payments } = backend
  project.provide('backend', {
    databaseUrl,
    superuserUrl,
    templateName: 'plotline_template',
    supabaseUrl,
    publishableKey,
    secretKey,
    inboxUrl,
    payments: { url: payments.url, secretKey: payments.secretKey, webhookSecret: payments.webhookSecret },
  })
  return async () => {
    if (--users > 0) return
    await backend.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
