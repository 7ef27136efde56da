import { reconcilePayments, type ServiceContext } from '@plotline/services'

/** Hourly: what Stripe knows and we do not. Nothing to do where no payments are set up. */
export async function reconcile(ctx: ServiceContext): Promise<void> {
  if (!ctx.payments) return
  const { sessions, payments } = await reconcilePayments(ctx)
  ctx.log('info', 'payments.reconciled', { sessions, payments })
}
