import { about, type Broken, because, claim, entry, film, settles, us, words } from './sample.ts'

const long =
  'Buprenorphine administration necessitates appropriate consideration of individual characteristics.'

/** Samples that break the rules on how things are said. */
export const brokenWording: Broken[] = [
  [
    'a reply that is too large',
    'size',
    about('word '.repeat(800)),
    /overview\.md: does not fit a reply \(text\)/,
  ],
  [
    'a note too long for a contact',
    'size',
    us('confidence', `link: https://x.org/${'x'.repeat(240)}\n  confidence`),
    /us\.yaml:1: us-988 does not fit a contact \(link\)/,
  ],
  [
    'a word that labels people',
    'language',
    about('He met a junkie.'),
    /overview\.md:10: says "junkie"\n {4}Why: .*insult.*https.*\n {4}Do: write: person who uses heroin/,
  ],
  [
    'a label in a title',
    'language',
    { [film]: entry({ ...settles, title: 'Addicts in town' }) },
    /overview\.md:2: says "Addicts"/,
  ],
  [
    'a label in a service',
    'language',
    us('Someone to talk to.', 'Help for every addict.'),
    /us\.yaml:\d+: says "addict"/,
  ],
  [
    'a label in a claim',
    'language',
    { 'claims.yaml': claim.replace('It runs 40 minutes.', 'An inmate spoke.') },
    /claims\.yaml:4: says "inmate"/,
  ],
  [
    'an exception for words that no longer stand there',
    'language',
    { 'words.yaml': words(`exceptions: [{ words: Drug Abuse Act, ${because} }]`) },
    /words\.yaml:\d+: the exception "Drug Abuse Act" is no longer needed/,
  ],
  [
    'an exception used in another file',
    'language',
    {
      ...about('He met a junkie.'),
      'words.yaml': words(`exceptions: [{ words: a junkie, file: en/film/x.md, ${because} }]`),
    },
    /says "junkie"[\s\S]*no longer needed/,
  ],
  [
    'a help entry that only a doctor can read',
    'reading grade',
    { 'en/naloxone/what-it-is.md': entry({ body: long }) },
    /what-it-is\.md: reads at grade \d\d[\s\S]*"Buprenorphine administration.*\(\d\d\)/,
  ],
  [
    'a quotation that never ends',
    'quotations',
    about('She said "go on.'),
    /overview\.md:10: a quotation mark has no partner/,
  ],
  ['a curved quotation that never begins', 'quotations', about('She said go on.”'), /has no partner/],
  [
    'a quoted sentence without a speaker',
    'quotations',
    about('A view. "Nobody in this town was ever spared by it." So it is.'),
    /does not say whose it is/,
  ],
  [
    'a quote without marks or speaker',
    'quotations',
    about('> Nobody was spared.'),
    /neither quotation marks nor a speaker/,
  ],
  [
    'a short number in a text',
    'numbers in texts',
    about('You can text 988 for help.'),
    /overview\.md:10: names the number 988/,
  ],
  [
    'a long number in a text',
    'numbers in texts',
    about('The line is (304) 555-0100.'),
    /names the number \(304\) 555-0100/,
  ],
  ['a number in bold', 'numbers in texts', about('Dial **911** now.'), /names the number 911/],
  [
    'a number excused in a text that lost it',
    'numbers in texts',
    { 'words.yaml': words(undefined, `numbers: [{ number: "988", file: ${film}, ${because} }]`) },
    /the exception "988 in en\/film\/overview\.md" is no longer needed/,
  ],
]
