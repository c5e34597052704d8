/**
 * Runs jobs of one id one after the other, jobs of different ids side by side. A job that fails does not stop the
 * next one. An id that has nothing left to do takes no memory.
 */
export function inTurn(): <T>(id: string, job: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<void>>()
  return (id, job) => {
    const turn = (last.get(id) ?? Promise.resolve()).then(job)
    const over = turn.then(
      () => {},
      () => {},
    )
    last.set(id, over)
    void over.then(() => {
      if (last.get(id) === over) last.delete(id)
    })
    return turn
  }
}
