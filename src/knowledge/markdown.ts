import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Block, Inline, Text } from '../core/text.ts'

type Node = ReturnType<typeof fromMarkdown>['children'][number]
/** `line` counts from the first line of the Markdown. */
export type MarkdownProblem = { line: number; why: string }

/** Reads the small subset of Markdown that every platform can show. Anything else is a problem, never dropped. */
export function readMarkdown(source: string): { text: Text; problems: MarkdownProblem[] } {
  const problems: MarkdownProblem[] = []
  const refuse = (node: { type: string; position?: { start: { line: number } } }, where: string) => {
    problems.push({
      line: node.position?.start.line ?? 1,
      why: `${node.type} is not allowed ${where}: use paragraphs, flat lists, quotes, bold, italics and links`,
    })
    return ''
  }

  const words = (node: { children: unknown[] }): string =>
    (node.children as { value?: string }[])
      .map(c => c.value ?? '')
      .join('')
      .replaceAll('\n', ' ')
  const inlines = (nodes: Node[]): Inline[] =>
    nodes.map((node): Inline => {
      if (node.type === 'text') return node.value.replaceAll('\n', ' ')
      if (node.type === 'strong') return { strong: words(node) }
      if (node.type === 'emphasis') return { emphasis: words(node) }
      if (node.type === 'link') return { link: node.url, label: words(node) }
      return refuse(node, 'inside a line')
    })
  const oneParagraph = (children: Node[], where: string): Inline[] => {
    const [only, ...others] = children
    if (only?.type === 'paragraph' && others.length === 0) return inlines(only.children)
    return [refuse(others[0] ?? only ?? { type: 'nothing' }, where)]
  }
  const block = (node: Node): Block[] => {
    if (node.type === 'paragraph') return [{ paragraph: inlines(node.children) }]
    if (node.type === 'blockquote') return [{ quote: oneParagraph(node.children, 'in a quote') }]
    if (node.type === 'list') {
      const items = node.children.map(item => oneParagraph(item.children, 'in a list item'))
      return [node.ordered ? { list: items, numbered: true } : { list: items }]
    }
    refuse(node, 'here')
    return []
  }
  const text = fromMarkdown(source).children.flatMap(block)
  return { text, problems }
}
