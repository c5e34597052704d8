/** Writes to the store of a folder for ever and says each write once it is acknowledged. Killed by the test. */
import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/sqlite.ts'

const { communities, reminders } = openStore(process.argv[2]!)
const due = Temporal.Instant.from('2026-11-24T14:00Z')
for (let n = 0; ; n++) {
  const community = `local:${n}` as const
  const id = `r${String(n).padStart(6, '0')}`
  const occurrence = { reminder: id, slot: '2026-11-24T09:00', due }
  await communities.change(community, settings => ({ ...settings, region: `R${n}` }))
  await reminders.save(
    {
      id,
      community,
      channel: 'c',
      run: ['/film'],
      when: { every: 'day', at: '09:00', timeZone: 'America/New_York' },
    },
    occurrence,
  )
  await reminders.ledger.claim(occurrence)
  // Straight to the pipe: nothing acknowledged may wait in this process when it is killed.
  writeSync(1, `${n}\n`)
}
