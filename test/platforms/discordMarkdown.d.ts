declare module '@cloudrac3r/discord-markdown' {
  const library: {
    toHTML(
      source: string,
      options: { escapeHTML?: boolean; discordCallback?: Record<string, (node: object) => string> },
    ): string
  }
  // biome-ignore lint/style/noDefaultExport: the library is CommonJS.
  export default library
}
