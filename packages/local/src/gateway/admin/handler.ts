import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '../../database/connect.ts'
import { readJson } from '../../http/body.ts'
import { sendJson } from '../../http/reply.ts'
import { isSame } from '../jwt.ts'
import { AdminError } from './error.ts'
import { generateLink } from './generate-link.ts'
import { createUser, deleteUser, findUser, listUsers, updateUser } from './users.ts'

interface AdminContext {
  db: Db
  secretKey: string
  siteUrl: string
  linkSecret: string
}

type Answer = unknown

/**
 * The part of hosted's auth admin API that `supabase.auth.admin` needs here: users (create, get, list, update, delete),
 * generated links and signing a user out. Only with the secret key, and never from a browser.
 */
export function createAdminHandler(context: AdminContext) {
  return async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> => {
    try {
      checkCaller(req, context.secretKey)
      sendJson(res, 200, await route(context, req, url))
    } catch (error) {
      if (!(error instanceof AdminError)) throw error
      const { status, code, message } = error
      req.resume()
      sendJson(res, status, { code: status, error_code: code, msg: message }, { 'x-sb-error-code': code })
    }
  }
}

function checkCaller(req: IncomingMessage, secretKey: string): void {
  if (/^\s*Mozilla\//i.test(req.headers['user-agent'] ?? '')) {
    throw new AdminError(401, 'no_authorization', 'Forbidden use of secret API key in browser')
  }
  if (!isSame(String(req.headers.apikey ?? ''), secretKey)) {
    throw new AdminError(403, 'not_admin', 'User not allowed')
  }
}

async function route(context: AdminContext, req: IncomingMessage, url: URL): Promise<Answer> {
  const { db } = context
  const path = url.pathname.slice('/auth/v1/admin/'.length)
  if (path === 'users') {
    if (req.method === 'GET') return listUsers(db, url.searchParams)
    if (req.method === 'POST') return createUser(db, await readJson(req))
  }
  if (path === 'generate_link' && req.method === 'POST') return generateLink(context, await readJson(req))
  const id = /^users\/([0-9a-f-]{36})$/i.exec(path)?.[1]
  if (id) {
    if (req.method === 'GET') return findUser(db, id)
    if (req.method === 'PUT') return updateUser(db, id, await readJson(req))
    if (req.method === 'DELETE') return deleteUser(db, id)
  }
  throw new AdminError(404, 'not_found', `No such admin call here: ${req.method} ${path}`)
}
