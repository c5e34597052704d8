/**
 * Runs in the page: what is wrong with the messages as they are drawn. Returns sentences.
 * A table may scroll by itself, as in Slack; nothing else may be wider than it is shown.
 */
;(() => {
  const faults = []
  const wide = ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1
  if (wide(document.documentElement)) faults.push('the page scrolls sideways')
  for (const host of document.querySelectorAll('.message')) {
    const where = `${host.parentElement.getAttribute('aria-label')}, ${host.closest('section').querySelector('h2').textContent}`
    const root = host.shadowRoot
    const fault = words => faults.push(`${where}: ${words}`)
    if (!root || root.textContent.trim() === '') fault('nothing is drawn')
    if (!root) continue
    for (const element of root.querySelectorAll('*')) {
      const { overflowX, display } = getComputedStyle(element)
      const scrolls = overflowX === 'auto' || overflowX === 'scroll'
      if (display !== 'inline' && !scrolls && wide(element))
        fault(
          `${element.localName}.${element.className} is clipped: ${element.textContent.replace(/\s+/g, ' ').trim().slice(0, 60)}`,
        )
    }
    for (const picture of root.querySelectorAll('img')) {
      if (!picture.hasAttribute('alt')) fault('a picture has no alt text')
      else if (picture.matches('.mediaGalleryImg') && !picture.alt.trim()) fault('a chart has no alt text')
      else if (picture.complete && picture.naturalWidth === 0) fault('a picture is broken')
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node.parentElement?.closest('pre, style, code')) continue
      const raw = /\*\*|\|\||~~|__|\\[^\\\s\w]|^#{1,3} |\]\(https?:/.exec(node.data)
      if (raw) fault(`raw Markdown: ${node.data.trim().slice(0, 80)}`)
      const mention = /<[@#!][\w&!^-]*|<t:|&(?:amp|lt|gt);/.exec(node.data)
      if (mention) fault(`a broken mention: ${node.data.trim().slice(0, 80)}`)
    }
  }
  return faults
})()
