import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OperatorError } from '../../core/operatorError.ts'

/** Only this machine can reach it: the page lets anybody be a moderator. */
const loopback = '127.0.0.1'
const tries = 20

/**
 * Listens on the port asked for, or on the first free one from `firstPort` on, and tells which it is.
 * Rejects with an OperatorError that says what to do.
 */
export async function listen(server: Server, port: number | undefined, firstPort: number): Promise<number> {
  if (port !== undefined) {
    const fault = await attempt(server, port)
    if (fault) throw new OperatorError(spoken(port, fault))
  } else await listenOnFree(server, firstPort)
  return (server.address() as AddressInfo).port
}

async function listenOnFree(server: Server, firstPort: number): Promise<void> {
  const last = Math.min(firstPort + tries, 65_536) - 1
  for (let port = firstPort; port <= last; port++) {
    const fault = await attempt(server, port)
    if (!fault) return
    if (fault.code !== 'EADDRINUSE' && fault.code !== 'EACCES') throw new OperatorError(spoken(port, fault))
  }
  throw new OperatorError(
    `The playground found no free port from ${firstPort} to ${last}. Choose another: PORT=9090 npm start`,
  )
}

const attempt = (server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> =>
  new Promise(resolve => {
    server.once('error', resolve)
    server.listen(port, loopback, () => {
      server.off('error', resolve)
      resolve(undefined)
    })
  })

function spoken(port: number, { code, message }: NodeJS.ErrnoException): string {
  const other = `PORT=${port < 65_535 ? port + 1 : 8080} npm start`
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken: another program listens there, perhaps the bot itself. Stop that program or choose another port: ${other}`
  if (code === 'EACCES')
    return `This account may not use port ${port}. Choose a port above 1023: PORT=8080 npm start`
  return `The playground cannot listen on port ${port} (${message}). Choose another port: ${other}`
}
