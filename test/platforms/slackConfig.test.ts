import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

const key = 'A'.repeat(43)
const http = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 's',
  SLACK_SIGNING_SECRET: 't',
  SLACK_INSTALL_KEY: `${key}=`,
  PUBLIC_URL: 'https://heroine.example.org',
}
const without = (name: keyof typeof http) => ({ ...http, [name]: undefined })

describe('the variables of Slack over HTTP', () => {
  it('are read together, with a port', () => {
    const { slack, slackHttp } = readConfig(http)
    expect(slack).toBeUndefined()
    expect(slackHttp).toMatchObject({ publicUrl: 'https://heroine.example.org', port: 8080 })
    expect(readConfig({ ...http, SLACK_INSTALL_KEY: `${key}=, ${key}=` }).slackHttp).toBeDefined()
  })

  it.each(Object.keys(http) as (keyof typeof http)[])('are all needed: %s', name => {
    expect(() => readConfig(without(name))).toThrow(new RegExp(`${name} missing`))
  })

  it.each([
    [{ SLACK_INSTALL_KEY: 'short' }, /SLACK_INSTALL_KEY must be 32 random bytes in base64/],
    [{ PUBLIC_URL: 'http://heroine.example.org' }, /PUBLIC_URL must begin with https/],
    [{ PUBLIC_URL: 'https://heroine.example.org/bot' }, /PUBLIC_URL must have no path/],
    [{ PUBLIC_URL: 'heroine' }, /PUBLIC_URL must be the address/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, /exclude each other/],
  ])('are explained where they are wrong: %j', (wrong, says) => {
    expect(() => readConfig({ ...http, ...wrong })).toThrow(says)
  })
})
