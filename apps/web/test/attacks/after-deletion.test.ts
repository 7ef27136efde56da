import { payCheckout, rowsWith } from '@plotline/services/testing'
import { describe, expect, inject, it } from 'vitest'
import { drawJob, orderJob } from '../../testing/drawing.ts'
import { signedInVisitor } from '../../testing/visitor.ts'

describe('an account that was deleted', () => {
  it('leaves neither its address nor its id in any table', async () => {
    const { superuserUrl } = inject('backend')
    const visitor = await signedInVisitor()
    const { id } = (await visitor.get('/api/user/profile')).json as { id: string }
    await drawJob(await orderJob(visitor))
    const waiting = await orderJob(visitor)
    const pack = await visitor.post('/api/credits/checkout', { pack: 'small' })
    const { url, sessionId } = pack.json as { url: string; sessionId: string }
    await payCheckout(url)
    expect((await visitor.post('/api/credits/confirm', { sessionId })).status).toBe(200)
    expect(Object.keys(await rowsWith(superuserUrl, [visitor.email]))).toContain('auth.users')

    expect((await visitor.get(`/api/jobs/${waiting}`)).status).toBe(200)
    expect((await visitor.delete('/api/user/profile', { email: visitor.email })).status).toBe(204)
    expect(await rowsWith(superuserUrl, [visitor.email, id])).toEqual({})
  })
})
