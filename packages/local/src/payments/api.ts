import { z } from 'zod'
import { createSession, expireSession, type Sandbox } from './checkout.ts'
import { missing, StripeError } from './errors.ts'
import { createRefund } from './money-back.ts'
import { formNumber, formStrings, parse, type SandboxRequest } from './request.ts'
import { newId, type StripeObject, unixNow } from './store.ts'

type Handler = (sandbox: Sandbox, request: SandboxRequest, id: string) => unknown

const customerSchema = z.object({
  email: z.email().optional(),
  name: z.string().optional(),
  metadata: formStrings.default({}),
})
const productSchema = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  metadata: formStrings.default({}),
})
const priceSchema = z.object({
  currency: z.string().regex(/^[a-z]{3}$/),
  unit_amount: formNumber.min(1),
  product: z.string(),
  lookup_key: z.string().optional(),
  metadata: formStrings.default({}),
})

/** The part of Stripe's API that the product uses, by method and path; `:id` is the object's id. */
const routes: Record<string, Handler> = {
  'POST /v1/customers': create('customer', 'cus', customerSchema),
  'GET /v1/customers/:id': retrieve('customer'),
  'POST /v1/products': create('product', 'prod', productSchema),
  'GET /v1/products/:id': retrieve('product'),
  'GET /v1/products': list('product'),
  'POST /v1/prices': (sandbox, request, id) => {
    const { product } = parse(priceSchema, request.body)
    if (!sandbox.store.get('product', product)) throw missing('product', product)
    return create('price', 'price', priceSchema)(sandbox, request, id)
  },
  'GET /v1/prices/:id': retrieve('price'),
  'GET /v1/prices': list('price'),
  'POST /v1/checkout/sessions': (sandbox, { body }) => publicSession(createSession(sandbox, body)),
  'GET /v1/checkout/sessions': list('checkout.session'),
  'GET /v1/checkout/sessions/:id': retrieve('checkout.session'),
  'POST /v1/checkout/sessions/:id/expire': (sandbox, _request, id) =>
    publicSession(expireSession(sandbox, id)),
  'GET /v1/payment_intents/:id': retrieve('payment_intent'),
  'GET /v1/charges/:id': retrieve('charge'),
  'POST /v1/refunds': (sandbox, { body }) => createRefund(sandbox, body),
  'GET /v1/refunds/:id': retrieve('refund'),
  'GET /v1/refunds': list('refund'),
  'GET /v1/disputes/:id': retrieve('dispute'),
  'GET /v1/disputes': list('dispute'),
  'GET /v1/events/:id': retrieve('event'),
  'GET /v1/events': list('event'),
}

/** Answers one API request: the body to send with 200. Throws StripeError. */
export function answerApi(sandbox: Sandbox, request: SandboxRequest, secretKey: string): unknown {
  authenticate(request.authorization, secretKey)
  const match = findRoute(request)
  if (!match) {
    throw new StripeError(
      404,
      'unrecognized_url',
      `Unrecognized request URL (${request.method}: ${request.path}).`,
    )
  }
  return match.handler(sandbox, request, match.id)
}

function authenticate(authorization: string, secretKey: string): void {
  const [scheme = '', value = ''] = authorization.split(' ')
  const key = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString().split(':')[0] : value
  if (key !== secretKey) throw new StripeError(401, 'api_key_invalid', 'Invalid API Key provided.')
}

function findRoute({ method, path }: SandboxRequest): { handler: Handler; id: string } | null {
  for (const [route, handler] of Object.entries(routes)) {
    const [routeMethod, routePath = ''] = route.split(' ')
    if (routeMethod !== method) continue
    const found = new RegExp(`^${routePath.replace(':id', '([\\w]+)')}$`).exec(path)
    if (found) return { handler, id: found[1] ?? '' }
  }
  return null
}

function create(kind: string, prefix: string, schema: z.ZodType<Record<string, unknown>>): Handler {
  return ({ store }, { body }) =>
    store.put({
      ...parse(schema, body),
      id: newId(prefix),
      object: kind,
      created: unixNow(),
      livemode: false,
    })
}

function retrieve(kind: string): Handler {
  return ({ store }, { query }, id) => {
    const object = store.get(kind, id)
    if (!object) throw missing(kind, id)
    return expanded(publicSession(object), query.expand, store.get.bind(store))
  }
}

const listQuery = z.object({
  limit: formNumber.min(1).max(100).default(10),
  starting_after: z.string().optional(),
  created: z
    .object({ gte: formNumber.optional(), gt: formNumber.optional(), lte: formNumber.optional() })
    .optional(),
  payment_intent: z.string().optional(),
  status: z.string().optional(),
  type: z.string().optional(),
})

/** Newest first, page by page with `starting_after`, filtered as the SDK asks. */
function list(kind: string): Handler {
  return ({ store }, { query, path }) => {
    const { limit, starting_after, created, ...filters } = parse(listQuery, query)
    const wanted = Object.entries(filters).filter(([, value]) => value !== undefined)
    const found = store
      .all(kind)
      .reverse()
      .filter((object) => wanted.every(([name, value]) => object[name] === value))
      .filter((object) => object.created >= (created?.gte ?? 0) && object.created > (created?.gt ?? -1))
      .filter((object) => object.created <= (created?.lte ?? Number.MAX_SAFE_INTEGER))
    const from = starting_after ? found.findIndex((object) => object.id === starting_after) + 1 : 0
    const data = found.slice(from, from + limit).map(publicSession)
    return { object: 'list', url: path, data, has_more: from + limit < found.length }
  }
}

/** What we keep beside a session for ourselves does not go out. */
function publicSession(object: StripeObject): StripeObject {
  const { payment_intent_metadata: _own, ...rest } = object
  return rest as StripeObject
}

const expandable: Record<string, string> = {
  payment_intent: 'payment_intent',
  latest_charge: 'charge',
  charge: 'charge',
}

/** Puts the object in place of its id, along a path of fields: `payment_intent.latest_charge`. */
function expanded(
  object: StripeObject,
  expand: unknown,
  get: (kind: string, id: string) => StripeObject | undefined,
): StripeObject {
  let copy = object
  for (const path of Array.isArray(expand) ? expand : [])
    copy = expandPath(copy, String(path).split('.'), get)
  return copy
}

function expandPath(
  object: StripeObject,
  [field = '', ...rest]: string[],
  get: (kind: string, id: string) => StripeObject | undefined,
): StripeObject {
  const kind = expandable[field]
  const value = object[field]
  const target = kind && (isStripeObject(value) ? value : get(kind, String(value)))
  if (!target) return object
  return { ...object, [field]: rest.length > 0 ? expandPath(target, rest, get) : target }
}

function isStripeObject(value: unknown): value is StripeObject {
  return typeof value === 'object' && value !== null && 'object' in value
}
