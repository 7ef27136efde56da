import { type Claim, holdsClaim, type ServiceContext } from '@plotline/services'

/** Why a job's work stops when its claim is void: it was cancelled, ended, or started again elsewhere. */
export class ClaimLost extends Error {
  constructor(jobId: string) {
    super(`The claim on job ${jobId} is void.`)
    this.name = 'ClaimLost'
  }
}

const lookMs = 500

/** Watches the claims of all running jobs: a cancelled job stops within half a second, whatever it is doing. */
export function createClaims(ctx: ServiceContext) {
  const held = new Map<AbortController, Claim>()
  let looking = false

  const look = async () => {
    if (looking) return
    looking = true
    try {
      for (const [controller, claim] of held) {
        if (!(await holdsClaim(ctx, claim))) controller.abort(new ClaimLost(claim.jobId))
      }
    } catch {
      // A database that does not answer says nothing about the claim.
    } finally {
      looking = false
    }
  }
  const timer = setInterval(look, lookMs)

  return {
    /** A signal that aborts with `ClaimLost`; `lose` aborts it at once, `release` stops watching. */
    watch(claim: Claim) {
      const controller = new AbortController()
      held.set(controller, claim)
      return {
        signal: controller.signal,
        lose: () => controller.abort(new ClaimLost(claim.jobId)),
        release: () => held.delete(controller),
      }
    },
    close: () => clearInterval(timer),
  }
}
export type Claims = ReturnType<typeof createClaims>
