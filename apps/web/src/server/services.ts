import { createServiceContext, type ServiceContext } from '@plotline/services'
import { env } from './env.ts'
import { log } from './log.ts'

/** Next bundles proxy, pages and routes apart: what must be one per process lives on `globalThis`. */
const shared = globalThis as { plotlineServices?: Promise<ServiceContext> }

/** The services of this process, opened at the first call. A failed opening is tried again at the next. */
export function services(): Promise<ServiceContext> {
  shared.plotlineServices ??= open().catch((error) => {
    shared.plotlineServices = undefined
    throw error
  })
  return shared.plotlineServices
}

function open(): Promise<ServiceContext> {
  const { databaseUrl, supabaseUrl, publicStorageUrl, secretKey, siteUrl, payments } = env()
  return createServiceContext({
    databaseUrl,
    supabaseUrl,
    publicStorageUrl,
    secretKey,
    siteUrl,
    payments,
    log,
    queueRole: 'web',
  })
}
