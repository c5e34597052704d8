import { about, type Broken, claim, entry, film, service, settles, us } from './sample.ts'

/** Samples that break the rules on numbers, services, sources and claims. */
export const brokenEvidence: Broken[] = [
  [
    'a number that cannot exist',
    'services',
    us('"988", display', '"+1800555", display'),
    /us-988 \+1800555 cannot be a number/,
  ],
  [
    'a number of another country',
    'services',
    us('"988", display', '"+442079460000", display'),
    /us-988 \+442079460000 is not a number of US\n.*\+1/,
  ],
  [
    'a short number nobody wrote down',
    'services',
    us('"988", display', '"989", display'),
    /us-988 989 is no short number that we know of in US[\s\S]*988 of US is no longer needed/,
  ],
  [
    'a number checked once a year',
    'services',
    us('2027-05-21', '2027-11-22'),
    /us-988 is to be checked again after 365 days/,
  ],
  [
    'a number that is off limits',
    'services',
    us('"988", display', '"+18008484311", display'),
    /us-988 offers \+18008484311\n {4}Why: a mistyped number/,
  ],
  [
    'a number to read that is off limits',
    'services',
    us('display: "988"', 'display: "988, then press 3"'),
    /us-988 offers 988, then press 3/,
  ],
  [
    'a further number that is off limits',
    'services',
    us('  languages', '  also_call: [{ dial: "+18445555555", display: 1-844-289-0879 }]\n  languages'),
    /offers 1-844-289-0879\n {4}Why: a private "drug helpline"/,
  ],
  [
    'a text number that is off limits',
    'services',
    {
      'resources/in.yaml': service
        .replace('us-988', 'in-1933')
        .replace('region: US', 'region: IN')
        .replace('call: { dial: "988"', 'text: { dial: "1933"'),
    },
    /in-1933 offers 1933\n {4}Why: the Narcotics Control Bureau/,
  ],
  [
    'a service known from a site that sells callers',
    'services',
    us('https://988lifeline.org/', 'https://www.americanaddictioncenters.org/x'),
    /us-988 relies on https:\/\/www\.american/,
  ],
  [
    'an entry known from such a site',
    'sources',
    { [film]: entry({ ...settles, source: 'https://americanaddictioncenters.org/x' }) },
    /overview\.md:5: relies on/,
  ],
  [
    'an entry that names a number off limits',
    'sources',
    about('Never dial 1-800-435-7498.'),
    /names 1-800-435-7498\n {4}Why: a misprint/,
  ],
  [
    'a claim that no entry settles',
    'claims',
    { [film]: entry() },
    /claims\.yaml:4: A01 is settled by no entry/,
  ],
  [
    'a claim that sends to another entry',
    'claims',
    { 'claims.yaml': claim.replace('film/overview', 'naloxone/what-it-is') },
    /A01 sends to naloxone\/what-it-is, which does not name it/,
  ],
]
