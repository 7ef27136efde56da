import postgres from 'postgres'
import { installSystem } from './src/database/system.ts'
import { startPostgres } from './src/postgres/start.ts'
import { loadSecrets } from './src/secrets.ts'

const dataDir = '/tmp/local-wip/data2'
const pg = await startPostgres({ dataDir, port: 'free', durable: false })
try {
  const secrets = await loadSecrets(dataDir)
  await installSystem(pg.superuserUrl, secrets)
  await installSystem(pg.superuserUrl, secrets)
  console.log('bootstrap applied twice')
  const own = postgres(pg.ownerUrl, { max: 1, onnotice() {} })
  for (const q of [
    'drop function storage.guard_system_schemas() cascade',
    'drop schema storage cascade',
    'drop schema auth cascade',
    'alter table storage.objects disable row level security',
    'drop table storage.objects cascade',
    'create policy p on storage.objects for select using (false)',
    'drop policy p on storage.objects',
  ])
    console.log(
      q,
      '->',
      await own.unsafe(q).then(
        () => 'allowed',
        (e) => e.code,
      ),
    )
  await own.end()
} finally {
  await pg.stop()
}
