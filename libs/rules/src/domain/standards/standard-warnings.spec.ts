import { releasedPacks } from '../rule-packs';
import type { Standard } from './standard';
import { standardEntry } from './standard';
import { standardWarnings } from './standard-warnings';
import { standardsOn } from './standards-register';

const DAY = '2026-03-02';
const standard = (code: string, changes: Partial<Standard> = {}): Standard => ({
  code,
  title: { zh: code, en: code },
  edition: '2024',
  subject: code,
  status: 'in-force',
  rules: ['INV-10'],
  source: 'a test',
  certainty: 'F',
  ...changes,
});
const told = (...standards: Standard[]) =>
  standardWarnings(standards, DAY).map(({ kind, codes }) => [kind, ...codes]);

describe('what the register as released contradicts itself in', () => {
  const { standards, pack } = standardsOn(DAY, [], releasedPacks);
  const found = standardWarnings(standards, DAY);
  const pairs = found.filter(({ kind }) => kind === 'two-values').map(({ codes }) => codes);

  it('C-2 the Shenzhen metro has 46.7 and 46.8', () => {
    expect(pairs).toContainEqual(['factor-metro-sz-cases', 'factor-metro-sz-methodology']);
    expect(found.find(({ subject }) => subject === 'factor-metro-shenzhen')?.text).toEqual({
      zh: '同一事项有两个数值：factor-metro-sz-cases 为 46.8 gCO2/pkm，factor-metro-sz-methodology 为 46.7 gCO2/pkm',
      en: 'One subject has two values: 46.8 gCO2/pkm by factor-metro-sz-cases, 46.7 gCO2/pkm by factor-metro-sz-methodology',
    });
  });

  it('ELF-001 oxidation of 95 % and 100 %, bought power at 0.61 and 0.8325', () => {
    expect(pairs).toContainEqual(['oxidation-100', 'oxidation-95']);
    expect(pairs).toContainEqual(['factor-grid-average-document', 'factor-park-fossil']);
  });

  it('C-1 the fossil factors of three data years do not contradict each other', () => {
    expect(pairs.flat().filter((code) => code.startsWith('factor-fossil'))).toEqual([]);
  });

  it('ALC-003 the packs rest on the drafts of 2025-26, and that is told', () => {
    const drafts = found.filter(({ kind }) => kind === 'draft-used').flatMap(({ codes }) => codes);
    expect(drafts).toEqual(['cn-industry-2025', 'cn-power-2025']);
    expect(pack).toEqual({ id: 'standards-register', version: '2026.1', certainty: 'D' });
  });

  it('every code that is superseded is known', () => {
    expect(found.filter(({ kind }) => kind === 'supersedes-unknown')).toEqual([]);
  });
});

describe('each warning by itself', () => {
  it.each<[string, Standard[], string[][]]>([
    [
      'two in force about one thing',
      [standard('a', { subject: 's' }), standard('b', { subject: 's' })],
      [['two-versions', 'a', 'b']],
    ],
    [
      'one of them in force later',
      [standard('a', { subject: 's' }), standard('b', { subject: 's', from: '2026-03-03' })],
      [],
    ],
    [
      'one of them over',
      [standard('a', { subject: 's', to: '2026-03-01' }), standard('b', { subject: 's' })],
      [],
    ],
    [
      'a draft beside the law',
      [standard('a', { subject: 's' }), standard('b', { subject: 's', status: 'draft' })],
      [],
    ],
    [
      'two values that are one',
      ['a', 'b'].map((code) => standard(code, { subject: 's', figure: { value: '1', unit: 't' } })),
      [],
    ],
    [
      'one number in two units',
      ['t', 'kg'].map((unit) => standard(unit, { subject: 's', figure: { value: '1', unit } })),
      [['two-values', 't', 'kg']],
    ],
    [
      'superseded and used',
      [standard('a', { status: 'superseded', usedIn: ['p'] }), standard('b', { supersedes: ['a'] })],
      [['superseded-used', 'a']],
    ],
    [
      'withdrawn and used',
      [standard('a', { status: 'withdrawn', usedIn: ['p'] })],
      [['superseded-used', 'a']],
    ],
    ['over and used', [standard('a', { to: '2026-03-01', usedIn: ['p'] })], [['superseded-used', 'a']]],
    ['on its last day and used', [standard('a', { to: '2026-03-02', usedIn: ['p'] })], []],
    ['a draft that is used', [standard('a', { status: 'draft', usedIn: ['p'] })], [['draft-used', 'a']]],
    ['trap 17 a draft shown as law', [standard('a', { certainty: 'D' })], [['draft-as-final', 'a']]],
    ['superseded by nothing known', [standard('a', { status: 'superseded' })], [['version-gap', 'a']]],
    [
      'something superseded that nobody knows',
      [standard('a', { supersedes: ['z'] })],
      [['supersedes-unknown', 'a']],
    ],
    [
      'days without an edition',
      [
        standard('a', { status: 'superseded', to: '2024-12-31' }),
        standard('b', { from: '2025-01-02', supersedes: ['a'] }),
      ],
      [['version-gap', 'a', 'b']],
    ],
    [
      'an edition on the very next day',
      [
        standard('a', { status: 'superseded', to: '2024-12-31' }),
        standard('b', { from: '2025-01-01', supersedes: ['a'] }),
      ],
      [],
    ],
  ])('%s', (_, standards, expected) => {
    expect(told(...standards)).toEqual(expected);
  });
});

it('an entry that is brought under a code of the register does not take its place', () => {
  const brought = [standard('pact-3', { edition: 'other' }), standard('zz-brought')];
  const { standards } = standardsOn(DAY, brought);
  expect(standards.filter(({ code }) => code === 'pact-3').map(({ edition }) => edition)).toEqual(['3.0.3']);
  expect(standards.at(-1)?.code).toBe('zz-brought');
});

it.each([
  ['no object', 5, 'must be an object'],
  ['no subject', { title: { zh: '一', en: 'a' }, edition: '1', status: 'draft' }, 'subject must be a text'],
  [
    'no such status',
    { title: { zh: '一', en: 'a' }, edition: '1', subject: 's', status: 'new' },
    'status must be one of',
  ],
  [
    'an end before its beginning',
    {
      title: { zh: '一', en: 'a' },
      edition: '1',
      subject: 's',
      status: 'draft',
      from: '2026-02-01',
      to: '2026-01-01',
    },
    'to is before from',
  ],
])('an entry with %s is refused', (_, value, message) => {
  expect(() => standardEntry(value)).toThrow(message);
});
