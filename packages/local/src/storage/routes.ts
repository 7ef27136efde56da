import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { type Actor, actorOf, ownerOf } from './access.ts'
import {
  bucketSettingsSchema,
  createBucket,
  deleteBucket,
  findBucket,
  listBuckets,
  newBucketSchema,
  updateBucket,
} from './buckets.ts'
import type { StorageContext } from './context.ts'
import { sendObject } from './download.ts'
import { bucketNotFound, objectNotFound, StorageError } from './error.ts'
import { checkLink, signLink } from './link.ts'
import { listObjects, listSchema } from './list.ts'
import {
  copyObject,
  describeObject,
  downloadPath,
  findObject,
  moveObject,
  removeObjects,
  signMany,
  transferSchema,
} from './objects.ts'
import { checkMayWrite, storeObject } from './upload.ts'

interface Call {
  context: StorageContext
  req: IncomingMessage
  res: ServerResponse
  query: URLSearchParams
  bucket: string
  name: string
}

interface Route {
  methods: string[]
  /** Its first group is the bucket, its second the object's name. */
  path: RegExp
  /** Answers the JSON to send, or undefined when it has answered itself. */
  answer(call: Call): Promise<unknown>
}

/** The service itself, acting on a link that it signed. */
const service: Actor = { role: 'service_role', claims: { role: 'service_role' } }
const uploadLinkSeconds = 2 * 3600
const seconds = z
  .number()
  .int()
  .min(1)
  .max(365 * 86_400)

/** Every path of the storage API that is served, most particular first. */
export const routes: Route[] = [
  {
    methods: ['GET', 'HEAD'],
    path: /^\/object\/sign\/([^/]+)\/(.+)$/,
    async answer({ context, req, res, query, bucket, name }) {
      checkLink(query.get('token'), { purpose: 'download', bucket, name }, context.secrets.storageSecret)
      await sendObject(
        context,
        req,
        res,
        await findObject(context, service, { bucket, name }),
        downloadName(query),
      )
    },
  },
  {
    methods: ['PUT'],
    path: /^\/object\/upload\/sign\/([^/]+)\/(.+)$/,
    async answer({ context, req, query, bucket, name }) {
      const { storageSecret } = context.secrets
      const claims = checkLink(query.get('token'), { purpose: 'upload', bucket, name }, storageSecret)
      const actor: Actor = { ...service, claims: { ...service.claims, sub: claims.owner } }
      const upsert = claims.upsert === true
      // What was signed may not be expected any more: the row it was announced by may be gone, or say less.
      await checkMayWrite(context, actor, { bucket, name }, upsert, bytesOf(req))
      return storeObject(context, req, actor, { bucket, name }, upsert)
    },
  },
  {
    methods: ['POST'],
    path: /^\/object\/upload\/sign\/([^/]+)\/(.+)$/,
    async answer({ context, req, bucket, name }) {
      const actor = actorOf(req, context.secrets)
      const upsert = isUpsert(req)
      await checkMayWrite(context, actor, { bucket, name }, upsert)
      const link = { purpose: 'upload' as const, bucket, name, owner: ownerOf(actor), upsert }
      const token = signLink(link, context.secrets.storageSecret, uploadLinkSeconds)
      const path = name.split('/').map(encodeURIComponent).join('/')
      return { url: `/object/upload/sign/${encodeURIComponent(bucket)}/${path}?token=${token}`, token }
    },
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/object\/public\/([^/]+)\/(.+)$/,
    async answer({ context, req, res, query, bucket, name }) {
      if (!(await findBucket(context.db, bucket)).public) throw objectNotFound()
      await sendObject(
        context,
        req,
        res,
        await findObject(context, service, { bucket, name }),
        downloadName(query),
      )
    },
  },
  {
    methods: ['POST'],
    path: /^\/object\/sign\/([^/]+)\/(.+)$/,
    async answer({ context, req, bucket, name }) {
      const { expiresIn } = await readInput(req, z.object({ expiresIn: seconds }))
      await findObject(context, actorOf(req, context.secrets), { bucket, name })
      return { signedURL: downloadPath(context, { bucket, name }, expiresIn) }
    },
  },
  {
    methods: ['POST'],
    path: /^\/object\/sign\/([^/]+)$/,
    async answer({ context, req, bucket }) {
      const { expiresIn, paths } = await readInput(
        req,
        z.object({ expiresIn: seconds, paths: z.array(z.string()).max(1000) }),
      )
      return signMany(context, actorOf(req, context.secrets), bucket, paths, expiresIn)
    },
  },
  {
    methods: ['POST'],
    path: /^\/object\/list\/([^/]+)$/,
    answer: async ({ context, req, bucket }) =>
      listObjects(context, actorOf(req, context.secrets), bucket, await readInput(req, listSchema)),
  },
  {
    methods: ['DELETE'],
    path: /^\/object\/([^/]+)$/,
    async answer({ context, req, bucket }) {
      const { prefixes } = await readInput(req, z.object({ prefixes: z.array(z.string()).max(1000) }))
      return removeObjects(context, actorOf(req, context.secrets), bucket, prefixes)
    },
  },
  {
    methods: ['POST'],
    path: /^\/object\/move$/,
    async answer({ context, req }) {
      await moveObject(context, actorOf(req, context.secrets), await readInput(req, transferSchema))
      return { message: 'Successfully moved' }
    },
  },
  {
    methods: ['POST'],
    path: /^\/object\/copy$/,
    answer: async ({ context, req }) =>
      copyObject(context, actorOf(req, context.secrets), await readInput(req, transferSchema)),
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/object\/info\/(?:authenticated\/)?([^/]+)\/(.+)$/,
    answer: async ({ context, req, bucket, name }) =>
      describeObject(await findObject(context, actorOf(req, context.secrets), { bucket, name })),
  },
  {
    methods: ['GET', 'HEAD'],
    path: /^\/object\/(?:authenticated\/)?([^/]+)\/(.+)$/,
    async answer({ context, req, res, query, bucket, name }) {
      const object = await findObject(context, actorOf(req, context.secrets), { bucket, name })
      await sendObject(context, req, res, object, downloadName(query))
    },
  },
  {
    methods: ['POST', 'PUT'],
    path: /^\/object\/([^/]+)\/(.+)$/,
    async answer({ context, req, bucket, name }) {
      const actor = actorOf(req, context.secrets)
      const upsert = req.method === 'PUT' || isUpsert(req)
      await checkMayWrite(context, actor, { bucket, name }, upsert)
      return storeObject(context, req, actor, { bucket, name }, upsert)
    },
  },
  {
    methods: ['GET'],
    path: /^\/bucket$/,
    answer: ({ context, req }) => listBuckets(context, actorOf(req, context.secrets)),
  },
  {
    methods: ['POST'],
    path: /^\/bucket$/,
    answer: async ({ context, req }) =>
      createBucket(context, actorOf(req, context.secrets), await readInput(req, newBucketSchema)),
  },
  {
    methods: ['GET'],
    path: /^\/bucket\/([^/]+)$/,
    async answer({ context, req, bucket }) {
      const [found] = await listBuckets(context, actorOf(req, context.secrets), bucket)
      if (!found) throw bucketNotFound()
      return found
    },
  },
  {
    methods: ['PUT'],
    path: /^\/bucket\/([^/]+)$/,
    async answer({ context, req, bucket }) {
      const settings = await readInput(req, bucketSettingsSchema)
      await updateBucket(context, actorOf(req, context.secrets), bucket, settings)
      return { message: 'Successfully updated' }
    },
  },
  {
    methods: ['DELETE'],
    path: /^\/bucket\/([^/]+)$/,
    async answer({ context, req, bucket }) {
      await deleteBucket(context, actorOf(req, context.secrets), bucket)
      return { message: 'Successfully deleted' }
    },
  },
]

/** How many bytes a raw body says it has; 0 where it does not, or where a form lies around them. */
function bytesOf(req: IncomingMessage): number {
  const isForm = req.headers['content-type']?.startsWith('multipart/form-data')
  return isForm ? 0 : Number(req.headers['content-length'] ?? 0)
}

function isUpsert(req: IncomingMessage): boolean {
  return req.headers['x-upsert'] === 'true'
}

/** supabase-js encodes a file's name twice when it makes a link: one layer is taken off here. */
function downloadName(query: URLSearchParams): string | null {
  const name = query.get('download')
  if (!name || !/%[0-9a-f]{2}/i.test(name)) return name
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

async function readInput<T>(req: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await readJson(req))
  if (!parsed.success) throw new StorageError(400, 'InvalidRequest', z.prettifyError(parsed.error))
  return parsed.data
}
