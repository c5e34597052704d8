/** What a question needs before it needs an answer. */
export type Triage = 'emergency' | 'self_harm' | 'relapse' | 'none'

const rules: [Exclude<Triage, 'none'>, RegExp][] = [
  [
    'emergency',
    /\b(overdosing|od'?ing|(is|are|just|she|he|they|i|friend|someone) (just )?(overdosed|od'?d)|(isn'?t|not|stopped|barely|hardly) breathing|(won'?t|can'?t|cannot|not|doesn'?t|isn'?t) (wak(e|ing)|respond)|turn(ing|ed) blue|lips (are|r) blue|unconscious|passed out|took too (many|much)|blue lips|unresponsive)/i,
  ],
  [
    'self_harm',
    /\b(kill (myself|himself|herself|themsel)|suicid|end (it all|my life)|want to die|better off dead|hurt(ing)? myself|self.?harm)/i,
  ],
  [
    'relapse',
    /\b(relapse[ds]?|relapsing|craving|slipped|used again|using again|about to use|want to use|tempted)/i,
  ],
]

/** A first look by keywords, in order of urgency. Deterministic; nothing is kept. */
export function triage(question: string): Triage {
  const words = question.normalize('NFKC').replace(/[‘’]/g, "'").slice(0, 2000)
  return rules.find(([, pattern]) => pattern.test(words))?.[0] ?? 'none'
}
