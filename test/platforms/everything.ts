import { Reply } from '../../src/core/reply.ts'

/** A reply with something of everything, for tests that take something away. */
export const everything = Reply.parse({
  tone: 'support',
  title: 'Everything & more',
  text: [
    { paragraph: ['plain <words>, ', { strong: 'bold' }, ' and ', { emphasis: 'slanted' }, '.'] },
    { list: [['first'], [{ link: 'https://example.org/list', label: 'a page' }]], numbered: true, from: 3 },
    { quote: ['Said so.'] },
    {
      paragraph: [
        { instant: '2026-11-25T09:00:00Z', words: '25 November, 09:00' },
        ' ',
        { spoiler: 'Hidden' },
      ],
    },
  ],
  parts: [
    { fields: [{ name: 'Reviewed', value: ['never'] }] },
    { steps: [['First step'], ['Second step']] },
    {
      contacts: [
        {
          name: 'A helpline',
          about: 'Somebody to talk to',
          call: { dial: '+18006624357', display: '1-800-662-4357' },
          text: { dial: '988', display: '988' },
          chat: 'https://example.org/chat',
          link: 'https://example.org/line',
          hours: 'always',
          note: 'free',
        },
      ],
    },
    {
      chart: {
        series: 'deaths',
        title: 'Deaths',
        unit: 'a year',
        alt: 'A line that rises from 10 to 20.',
        credit: 'CDC',
        note: 'The last is not final',
        lines: [
          {
            name: 'All',
            points: [
              { year: 2020, value: 10 },
              { year: 2021, value: 20, open: true },
            ],
          },
        ],
      },
    },
  ],
  actions: [
    { label: 'Emergency', ask: '/overdose', urgent: true },
    { label: 'Share here', ask: '/film', does: 'share' },
    { label: 'A page', url: 'https://example.org/page' },
  ],
  menu: {
    label: 'More',
    choices: [
      { label: 'Treatment', ask: '/support need:treatment' },
      { label: 'Naloxone', ask: '/naloxone' },
    ],
  },
  file: { name: 'kept.txt', text: 'line\nline' },
  sources: [{ publisher: 'AT&T', url: 'https://example.org/?a=1&b=2', published: '2024' }],
  checked: '2026-11-22',
})
