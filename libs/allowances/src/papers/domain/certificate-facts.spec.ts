import { canonicalJson } from '@carbon/kernel';
import type { Surrender } from '../../surrender/domain/surrender';
import { type CertifiedYear, certificateFacts, factsHash } from './certificate-facts';

const surrender = (id: string): Surrender =>
  ({
    ...{ id, account: 'CL-100-1024-0-27', allowancesT: 90n, creditsT: 4n, transactionId: 12n },
    ...{ appliedAt: new Date('2026-11-01T02:00:00Z'), completedAt: new Date('2026-11-20T02:00:00Z') },
  }) as Surrender;

const certified = (id: string): CertifiedYear => ({
  ...{ market: 'CN', year: 2025, dueT: 94n, deadline: '2026-12-31', inTime: true },
  holder: { code: 'EX', nameZh: '示例', nameEn: 'Example', identifier: null },
  pack: { id: 'compliance-cn', version: '2026.1', certainty: 'D', hash: 'ab' },
  surrenders: [
    {
      surrender: surrender(id),
      lots: [
        {
          ...{ kind: 'allowance', instrument: 'CEA25', quantity: 90n, facts: {} },
          serials: [
            { first: 1n, last: 40n },
            { first: 51n, last: 100n },
          ],
        },
        {
          kind: 'credit',
          instrument: 'CCER-1',
          quantity: 4n,
          facts: {},
          serials: [{ first: 7n, last: 10n }],
        },
      ],
    },
  ],
});

describe('SUR-014 the facts of a certificate', () => {
  it('are the same bytes for the same facts, whatever ids a replay gives', () => {
    const [one, other] = [
      certificateFacts(certified('01900000-0000-7000-8000-000000000001')),
      certificateFacts(certified('01900000-0000-7000-8000-000000000002')),
    ];
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(factsHash(one)).toEqual(factsHash(other));
  });

  it('say what met the obligation, by transaction and serials', () => {
    expect(certificateFacts(certified('01900000-0000-7000-8000-000000000001'))).toMatchObject({
      ...{ due: '94', surrendered: '90', credits: '4', serials: 3, inTime: true },
      surrenders: [{ transaction: '12', lots: [{ serials: ['1-40', '51-100'] }, { serials: ['7-10'] }] }],
    });
  });
});
