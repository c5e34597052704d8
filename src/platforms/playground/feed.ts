import type { ServerResponse } from 'node:http'

const most = 50

/** Scheduled posts, newest first, kept in memory; pages that listen hear of a new one at once. */
export class Feed<Post extends { id: string }> {
  /** How many posts there have been in all. */
  count = 0
  #posts: Post[] = []
  #listeners = new Set<ServerResponse>()

  /** The posts so far, newest first. */
  get posts(): readonly Post[] {
    return this.#posts
  }

  has(id: string): boolean {
    return this.#posts.some(post => post.id === id)
  }

  /** Adds a post unless it is there already. */
  add(post: Post): void {
    if (this.has(post.id)) return
    this.count++
    this.#posts = [post, ...this.#posts].slice(0, most)
    for (const listener of this.#listeners) listener.write(event(post))
  }

  /** Sends what there is, oldest first, then whatever comes. After a lost connection the page drops what it has. */
  listen(response: ServerResponse): void {
    response.write(': hello\n\n')
    for (const post of this.#posts.toReversed()) response.write(event(post))
    this.#listeners.add(response)
    response.once('close', () => this.#listeners.delete(response))
  }
}

/** One server-sent event; JSON holds no line break, so one `data:` line is enough. */
const event = (post: object): string => `data: ${JSON.stringify(post)}\n\n`
