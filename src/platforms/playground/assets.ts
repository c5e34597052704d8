import { readFile } from 'node:fs/promises'
import { discordStyle } from './discord.ts'
import { slackStyle } from './slack.ts'

export type Asset = { type: string; content: string }

const read = (file: string): Promise<string> => readFile(new URL(`./page/${file}`, import.meta.url), 'utf8')
const html = async (file: string): Promise<Asset> => ({ type: 'text/html', content: await read(file) })
const css = async (file: string, library?: () => Promise<string>): Promise<Asset> => ({
  type: 'text/css',
  content: [await library?.(), await read(file)].filter(part => part).join('\n'),
})
const script = async (file: string): Promise<Asset> => ({
  type: 'text/javascript',
  content: await read(file),
})

/** The page's files by address. Read anew each time, so that a change shows on reload. */
export const assets: Record<string, () => Promise<Asset>> = {
  '/': () => html('index.html'),
  '/app.css': () => css('app.css'),
  // The libraries' style sheets, each followed by what had to be mended.
  '/discord.css': () => css('discord.css', discordStyle),
  '/slack.css': () => css('slack.css', slackStyle),
  '/app.js': () => script('app.js'),
  '/drawing.js': () => script('drawing.js'),
  '/fields.js': () => script('fields.js'),
  '/picker.js': () => script('picker.js'),
  '/posts.js': () => script('posts.js'),
}
