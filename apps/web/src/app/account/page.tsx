import { getProfile } from '@plotline/services'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { services } from '#server/services.ts'
import { DeleteAccount } from '../../features/account/delete-account.tsx'
import { Machines } from '../../features/account/machines.tsx'
import { ProfileForm } from '../../features/account/profile-form.tsx'
import { Statistics } from '../../features/account/statistics.tsx'
import { requireViewer } from '../../features/session/viewer.ts'
import { Page } from '../../features/shell/page.tsx'
import { SignOutButton } from '../../features/shell/sign-out-button.tsx'
import { ThemeChoice } from '../../features/shell/theme-choice.tsx'

export const metadata: Metadata = { title: 'Account', robots: { index: false } }

export default async function AccountPage() {
  const viewer = await requireViewer('/account')
  const profile = await getProfile(await services(), { userId: viewer.id })
  return (
    <Page title="Account">
      <div className="grid gap-12">
        <Part title="Profile">
          <ProfileForm email={profile.email} displayName={profile.displayName} />
        </Part>
        <Part title="Machines" id="machines">
          <Machines kept={profile.devices} />
        </Part>
        <Part title="So far">
          <Statistics statistics={profile.statistics} />
        </Part>
        <Part title="Appearance">
          <ThemeChoice />
        </Part>
        <Part title="Sessions">
          <div className="flex flex-wrap gap-3">
            <SignOutButton label="Sign out here" />
            <SignOutButton scope="global" label="Sign out everywhere" />
          </div>
        </Part>
        <Part title="Leave">
          <p className="mb-4 max-w-[60ch] text-sm text-quiet">
            Deleting the account removes everything that belongs to it. This cannot be undone.
          </p>
          <DeleteAccount email={profile.email} />
        </Part>
      </div>
    </Page>
  )
}

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id} className="grid scroll-mt-16 gap-x-12 gap-y-4 border-t pt-6 md:grid-cols-[12rem_1fr]">
      <h2 className="text-lg">{title}</h2>
      <div>{children}</div>
    </section>
  )
}
