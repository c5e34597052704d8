import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { OperatorError } from '../core/operatorError.ts'

export type Seal = {
  /** `about` is bound to the words: they open under no other. */
  close(words: string, about: string): string
  /** Throws where the words were changed, or belong to something else. */
  open(sealed: string, about: string): string
  /** Whether the newest key closed it. */
  isNewest(sealed: string): boolean
}

type Key = { id: string; secret: Buffer }

const bytes = 32
const nonceBytes = 12
const tagBytes = 16

/** A name for a key that tells nothing about it. */
const idOf = (secret: Buffer): string =>
  createHmac('sha256', secret).update('key id').digest('hex').slice(0, 8)

/**
 * AES-256-GCM with keys from the environment, as `1.<key id>.<nonce, words and tag in base64url>`.
 *
 * @param keys base64 of 32 bytes each, with commas between: the first closes, all of them open
 */
export function sealWith(keys: string): Seal {
  const known = keys.split(',').map((key): Key => {
    const secret = Buffer.from(key.trim(), 'base64')
    if (secret.length !== bytes) throw new OperatorError(`SLACK_INSTALL_KEY ${keyRule}`)
    return { id: idOf(secret), secret }
  })
  const newest = known[0]!
  return {
    close: (words, about) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', newest.secret, nonce)
      cipher.setAAD(Buffer.from(about))
      const sealed = Buffer.concat([nonce, cipher.update(words, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `1.${newest.id}.${sealed.toString('base64url')}`
    },
    open: (sealed, about) => {
      const [, id, body = ''] = sealed.split('.')
      const key = known.find(key => key.id === id)
      if (!key) throw new UnknownKey()
      const all = Buffer.from(body, 'base64url')
      const cipher = createDecipheriv('aes-256-gcm', key.secret, all.subarray(0, nonceBytes))
      cipher.setAAD(Buffer.from(about))
      cipher.setAuthTag(all.subarray(-tagBytes))
      return cipher.update(all.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + cipher.final('utf8')
    },
    isNewest: sealed => sealed.split('.')[1] === newest.id,
  }
}

const keyRule =
  'must be 32 random bytes in base64: make one with "openssl rand -base64 32". To change keys, put the new one first and the old one after a comma'

export class UnknownKey extends OperatorError {
  constructor() {
    super(
      'SLACK_INSTALL_KEY does not open what is kept of the workspaces that installed the bot. Put the key it was closed with after the present one, with a comma between them, and start again.',
    )
  }
}
