import { blockAccounts, unblockAccount } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { instrumentCode } from '../domain/instrument-code';
import { OPERATOR, refusalOf } from './certificates.spec-support';
import { CertificateStory, lot } from './certificate-story.spec-support';
import { expireCertificates } from './expire-certificates';

let story: CertificateStory;
beforeEach(async () => {
  story = await CertificateStory.open();
});
afterEach(async () => {
  expect(await breaches(story.registry.database)).toEqual([]);
  await story.registry.close();
});

describe('expiring certificates', () => {
  const expire = (asOf: '2026-12-31' | '2027-01-01' | '2027-02-28' = '2027-01-01') =>
    expireCertificates(story.registry.database, story.registry.desk, { ...OPERATOR, asOf });

  it('GEC-014 a run ends what is past its validity in every part of every account, once', async () => {
    await story.transfer([lot('2025-01', 4n)]);
    const instrument = instrumentCode(story.plant.code, '2025-01');
    const hold = {
      instrument,
      account: story.registry.buyer,
      quantity: 1n,
      cause: { actor: 'test' },
    } as const;
    await story.registry.submit({ ...hold, kind: 'freeze' });
    await story.registry.submit({ ...hold, kind: 'pledge' });
    story.registry.desk.clock.set(new Date('2027-01-01T01:00:00Z'));
    expect(await expire('2026-12-31')).toMatchObject({ holdings: 0, certificates: 0n });
    const run = await expire();
    expect(run).toMatchObject({
      holdings: 4,
      certificates: 10n,
      refused: 0,
      finishedAt: expect.any(Date) as Date,
    });
    expect(await story.registry.blocks(story.registry.buyer)).toEqual([]);
    expect(await story.registry.blocks(story.plant.accountNumber)).toEqual([
      '202502:1-20:available',
      '202503:1-30:available',
    ]);
    expect(await expire()).toMatchObject({ holdings: 0, certificates: 0n });
    expect(await story.trace('2025-01', 4n)).toMatchObject({ state: 'expired', pastValidity: true });
  });

  it('GEC-013 a day that has not come is refused', async () => {
    expect(await refusalOf(expire('2027-02-28'))).toMatchObject({
      fields: [{ field: 'asOf', rule: 'future' }],
    });
  });

  it('a blocked account keeps its certificates until it is open; the run tells so', async () => {
    const cause = { number: story.plant.accountNumber, reason: 'test', actor: 'test' };
    const now = new Date('2026-01-01T00:00:00Z');
    await story.registry.database.transaction((tx) =>
      blockAccounts(tx, { numbers: [cause.number] }, cause, now),
    );
    story.registry.desk.clock.set(new Date('2027-01-01T01:00:00Z'));
    expect(await expire()).toMatchObject({ holdings: 0, refused: 1 });
    await story.registry.database.transaction((tx) => unblockAccount(tx, cause, now));
    expect(await expire()).toMatchObject({ holdings: 1, certificates: 10n, refused: 0 });
  });
});
