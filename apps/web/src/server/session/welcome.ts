import { claimGrant, type ServiceContext } from '@plotline/services'
import { networksOf } from '../http/networks.ts'
import type { Session } from './session.ts'

/** After a sign-in: the free credits, where the mailbox has not had them. A fault here never fails the sign-in. */
export async function welcome(ctx: ServiceContext, session: Session, request: Request): Promise<void> {
  const actor = await session.claims().catch(() => null)
  if (actor) await claimGrant(ctx, actor, networksOf(request))
}
