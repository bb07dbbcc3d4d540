import { breaches } from '../../../../tests/support/ledger-invariants';
import { instrumentCode } from '../domain/instrument-code';
import { claimItemEntity } from '../persistence/claim.entity';
import { refusalOf } from './certificates.spec-support';
import { CertificateStory, lot } from './certificate-story.spec-support';

let story: CertificateStory;
beforeEach(async () => {
  story = await CertificateStory.open();
});
afterEach(async () => {
  expect(await breaches(story.registry.database)).toEqual([]);
  await story.registry.close();
});

describe('claiming certificates', () => {
  beforeEach(() => story.transfer([lot('2025-01', 10n), lot('2025-02', 20n)]));

  it('GEC-014 certificates of several months are claimed together and have one receipt', async () => {
    const { claim: made, items } = await story.claim([
      story.codes('2025-01', 1n, 3n),
      story.codes('2025-02', 7n, 9n),
    ]);
    expect(made.receiptNumber).toMatch(/^HX-20260302-00000001-\d$/);
    expect(made).toMatchObject({ quantity: 6n, yearJudgement: 'match', packVersion: '2026.1' });
    expect(
      items.map(({ instrument, firstSerial, lastSerial }) => [instrument.slice(-6), firstSerial, lastSerial]),
    ).toEqual([
      ['202501', 1n, 3n],
      ['202502', 7n, 9n],
    ]);
    expect(await story.trace('2025-02', 8n)).toMatchObject({
      state: 'claimed',
      claim: { id: made.id, beneficiaryZh: '示例公司' },
    });
  });

  it('GEC-014 all or none: one lot that is not held leaves the others untouched', async () => {
    const before = await story.registry.blocks(story.registry.buyer);
    expect(await refusalOf(story.claim([lot('2025-01', 3n), lot('2025-02', 21n)]))).toMatchObject({
      code: 'LEDGER_INSUFFICIENT_BALANCE',
    });
    expect(await story.registry.blocks(story.registry.buyer)).toEqual(before);
    expect(await story.registry.database.source.manager.count(claimItemEntity)).toBe(0);
  });

  it('GEC-014 INV-03 what is claimed is not claimed again', async () => {
    await story.claim([story.codes('2025-01', 2n, 4n)]);
    expect(await refusalOf(story.claim([story.codes('2025-01', 4n, 5n)]))).toMatchObject({
      code: 'GEC_ALREADY_CLAIMED',
      status: 409,
      rule: 'GEC-014',
    });
  });

  it('INV-07 ten claims of the same certificates at once: exactly one', async () => {
    const claims = await Promise.allSettled(
      Array.from({ length: 10 }, () => story.claim([story.codes('2025-01', 1n, 10n)])),
    );
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of claims) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'GEC_ALREADY_CLAIMED' });
    }
  });

  it('INV-07 claims by quantity at once never take more than there is', async () => {
    const claims = await Promise.allSettled(
      Array.from({ length: 10 }, () => story.claim([lot('2025-02', 3n)])),
    );
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    const [held] = await story.registry.database.query(
      `select sum(last_serial - first_serial + 1)::int as units from ledger.block b join ledger.account a on a.id = b.account_id
        where a.number = $1`,
      [story.registry.buyer],
    );
    expect(held).toEqual({ units: 10 + 2 });
  });

  it('EXC-003 frozen and pledged certificates are not claimed', async () => {
    const instrument = instrumentCode(story.plant.code, '2025-01');
    const hold = { instrument, account: story.registry.buyer, cause: { actor: 'court' } };
    await story.registry.submit({
      ...hold,
      kind: 'freeze',
      part: 'judicial',
      quantity: 2n,
      serials: [{ first: 1n, last: 2n }],
    });
    await story.registry.submit({
      ...hold,
      kind: 'pledge',
      quantity: 2n,
      serials: [{ first: 3n, last: 4n }],
    });
    expect(await refusalOf(story.claim([story.codes('2025-01', 2n)]))).toMatchObject({
      code: 'GEC_FROZEN',
      rule: 'EXC-003',
    });
    expect(await refusalOf(story.claim([story.codes('2025-01', 3n)]))).toMatchObject({ code: 'GEC_FROZEN' });
    expect(await story.claim([lot('2025-01', 6n)])).toMatchObject({
      items: [{ firstSerial: 5n, lastSerial: 10n }],
    });
    expect(await story.trace('2025-01', 2n)).toMatchObject({ state: 'frozen', part: 'judicial' });
  });

  it('GEC-013 expired certificates are not claimed', async () => {
    story.registry.desk.clock.set(new Date('2027-01-01T00:00:00Z'));
    expect(await refusalOf(story.claim([lot('2025-01', 1n)]))).toMatchObject({
      code: 'GEC_EXPIRED',
      rule: 'GEC-013',
    });
  });

  it('GEC-015 AC-96 power of another year is flagged from 2026 on', async () => {
    const in2026 = { consumptionStart: '2026-01-01', consumptionEnd: '2026-02-28' } as const;
    expect(await story.claim([lot('2025-01', 1n)], in2026)).toMatchObject({
      claim: { yearJudgement: 'flag' },
      items: [{ yearJudgement: 'flag' }],
    });
    const both = { consumptionStart: '2025-12-01', consumptionEnd: '2026-02-28' } as const;
    expect(await refusalOf(story.claim([lot('2025-01', 1n)], both))).toMatchObject({
      fields: [{ field: 'consumptionEnd', rule: 'year' }],
    });
  });

  it('a period that runs backwards or lies in the future is refused', async () => {
    expect(
      await refusalOf(story.claim([lot('2025-01', 1n)], { consumptionEnd: '2024-12-31' })),
    ).toMatchObject({
      fields: [{ field: 'consumptionEnd', rule: 'order' }],
    });
    const future = { consumptionStart: '2026-03-03', consumptionEnd: '2026-12-31' } as const;
    expect(await refusalOf(story.claim([lot('2025-01', 1n)], future))).toMatchObject({
      fields: [{ field: 'consumptionStart', rule: 'future' }],
    });
  });

  it('PII-004 the ledger holds no word of the beneficiary, only a salted hash', async () => {
    const { claim: made } = await story.claim([story.codes('2025-01', 1n)], {
      beneficiary: { kind: 'person', nameZh: '张三丰', nameEn: 'Zhang', identifier: '330102199001011234' },
    });
    const rows = await story.registry.database.query<{ text: string }>(
      `select j::text as text from ledger.journal j`,
    );
    expect(rows.filter(({ text }) => /张三丰|Zhang|330102199001011234/.test(text))).toEqual([]);
    const last = (await story.trace('2025-01', 1n)).steps.at(-1)!.entry.record;
    expect(last).toMatchObject({
      reference: `gec-claim:${made.id}`,
      documentHash: made.documentHash.toString('hex'),
    });
  });
});
