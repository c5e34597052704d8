/** Rejects when the work takes longer than so many milliseconds. The work goes on; nobody listens any more. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TookTooLong(`no answer within ${ms / 1000} s`)), ms)
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}

export class TookTooLong extends Error {
  override name = 'TookTooLong'
}
