/**
 * What a store is asked about the credentials a platform gives for each community that installs the bot. They are
 * sealed before they are kept. Every call may fail or hang.
 */
export interface Installs {
  /** Everything that is kept, opened. */
  all(): Promise<{ id: string; body: string }[]>
  keep(id: string, body: string): Promise<void>
  /** Safe to repeat. */
  remove(id: string): Promise<void>
}
