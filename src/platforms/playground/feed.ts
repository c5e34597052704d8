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
    this.#tell(event(post))
  }

  /** Puts a post in the place of the one with its id. */
  replace(post: Post): void {
    this.count++
    this.#posts = this.#posts.map(old => (old.id === post.id ? post : old))
    this.#tell(event(post))
  }

  remove(id: string): void {
    this.#posts = this.#posts.filter(post => post.id !== id)
    this.#tell(`event: gone\n${event({ id })}`)
  }

  #tell(words: string): void {
    for (const listener of this.#listeners) listener.write(words)
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
