/** Runs at most so many jobs at a time; the others wait in the order they came. */
export function atMost(count: number): <T>(job: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async job => {
    if (running >= count) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await job()
    } finally {
      // Whoever waits longest takes over this place; without anybody it is free again.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
