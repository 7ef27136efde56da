import { randomUUID } from 'node:crypto'

export type ApiVisitor = {
  /** Calls the product's API with this visitor's cookies; throws with the answer's text unless it is 2xx. */
  call: <T>(method: string, path: string, json?: unknown, headers?: Record<string, string>) => Promise<T>
  /** Announces a picture and sends it, as the studio does. Answers the asset's id. */
  upload: (filename: string, bytes: Buffer) => Promise<string>
}

/** Somebody new with 3 credits, signed in by the mailed code over the product's own HTTP. */
export async function signInVisitor(siteUrl: string, inboxUrl: string): Promise<ApiVisitor> {
  const cookies = new Map<string, string>()

  async function call<T>(
    method: string,
    path: string,
    json?: unknown,
    more: Record<string, string> = {},
  ): Promise<T> {
    const response = await fetch(new URL(path, siteUrl), {
      method,
      headers: {
        ...more,
        origin: siteUrl,
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';', 1).join('').split(/=(.*)/s)
      cookies.set(name, value)
    }
    return (text === '' ? null : JSON.parse(text)) as T
  }

  const email = `bench-${randomUUID()}@example.org`
  await call('POST', '/api/auth/magic-link', { email })
  await call('POST', '/api/auth/confirm', { tokenHash: await tokenMailedTo(email, inboxUrl) })
  return {
    call,
    upload: async (filename, bytes) => {
      const head = bytes.subarray(0, 4096).toString('base64')
      const { assetId, upload } = await call<{
        assetId: string
        upload: { method: string; url: string; headers: Record<string, string> }
      }>('POST', '/api/upload', { filename, bytes: bytes.length, head })
      const sent = await fetch(upload.url, {
        method: upload.method,
        headers: upload.headers,
        body: new Uint8Array(bytes),
      })
      if (!sent.ok) throw new Error(`The upload answered ${sent.status}: ${await sent.text()}`)
      return assetId
    },
  }
}

async function tokenMailedTo(email: string, inboxUrl: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(`${inboxUrl}/api/messages?to=${encodeURIComponent(email)}`)
    const { data } = (await response.json()) as { data: { text: string }[] }
    const link = data[0]?.text.match(/https?:\S+/)?.[0]
    if (link) return new URL(link).searchParams.get('token_hash') ?? ''
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No mail came for ${email}.`)
}
