import { schedule } from 'node-cron'

/** After this long without a look, the clock has stopped or was set back: look anyway. */
const silentMs = 90_000
const checkMs = 30_000

/**
 * The heartbeat: once a minute in UTC it says "look", and nothing else. What is due comes from the store, so a beat
 * that comes late or never loses nothing. It also looks at once, to catch up after a restart.
 *
 * node-cron drops a beat more than a second late and, measured here, is silent for an hour after the wall clock was
 * set back an hour. A second timer, which does not read the wall clock, looks when that has happened.
 *
 * A look is not waited for: `onDue` prevents overlap itself, community by community, so that a slow one does not
 * hold back the others.
 *
 * @param report told when `onDue` rejects
 */
export function startCron(
  onDue: () => Promise<unknown>,
  report: (error: unknown) => void,
): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>()
  let looked = performance.now()

  const look = () => {
    looked = performance.now()
    const run: Promise<void> = Promise.try(onDue)
      .then(() => {}, report)
      .finally(() => running.delete(run))
    running.add(run)
  }

  const task = schedule('* * * * *', look, { timezone: 'UTC', suppressMissedWarning: true })
  task.on('execution:missed', look)
  const watch = setInterval(() => {
    if (performance.now() - looked >= silentMs) look()
  }, checkMs)
  look()

  return {
    /** No more looks; resolves when those that run have ended. */
    async stop() {
      clearInterval(watch)
      await task.destroy()
      await Promise.all(running)
    },
  }
}
