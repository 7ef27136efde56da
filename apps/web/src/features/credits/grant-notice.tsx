import type { GrantOutcome } from '@plotline/services/contract'
import { Notice } from '../../components/notice.tsx'

/** Why there are no free credits, to somebody who may expect them. */
export function GrantNotice({ grant }: { grant: GrantOutcome | null }) {
  if (grant === 'given_before') {
    return (
      <Notice tone="info" title="This mailbox has had its free credits">
        They are given once for each mailbox, however its address is written, also after an account was
        deleted.
      </Notice>
    )
  }
  if (grant === 'network_full') {
    return (
      <Notice tone="info" title="Your free credits wait until tomorrow">
        Many new accounts came from your network today. Sign in again tomorrow and they are yours.
      </Notice>
    )
  }
  return null
}
