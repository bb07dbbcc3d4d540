import { breaches } from '../../../../tests/support/ledger-invariants';
import { instrumentCode } from '../domain/instrument-code';
import { BUYER, codeOf, OWNER, refusalOf } from './certificates.spec-support';
import { CertificateStory, lot } from './certificate-story.spec-support';
import type { CertificateChoice } from './choose-certificates';
import { fileProof } from './filed-proof.spec-support';

let story: CertificateStory;
beforeEach(async () => {
  story = await CertificateStory.open();
});
afterEach(async () => {
  expect(await breaches(story.registry.database)).toEqual([]);
  await story.registry.close();
});

/** What is filed of a self-use, by whom. */
async function filedProof(holderId: string | null) {
  const file = (text: string) =>
    fileProof(story.registry.database, holderId, text, story.registry.desk.clock.now());
  return {
    ground: 'self-use' as const,
    contractHash: await file('示例合同'),
    proofHash: await file('示例结算'),
    site: '示例园区屋顶',
  };
}

describe('transferring certificates', () => {
  it('by quantity so many move, by code exactly those; a part of them goes back', async () => {
    expect(await story.transfer([story.codes('2025-01', 1n, 4n)])).toMatchObject({
      quantity: 4n,
      moved: [{ instrument: instrumentCode(story.plant.code, '2025-01'), first: 1n, last: 4n }],
    });
    expect(
      await story.transfer([
        story.codes('2025-02', 5n, 8n),
        story.codes('2025-02', 12n),
        lot('2025-03', 30n),
      ]),
    ).toMatchObject({
      quantity: 35n,
    });
    expect(await story.registry.blocks(story.registry.buyer)).toEqual([
      '202501:1-4:available',
      '202502:5-8:available',
      '202502:12-12:available',
      '202503:1-30:available',
    ]);
    const back = { from: story.registry.buyer, to: story.plant.accountNumber, ground: 'assignment' as const };
    await story.transfer([story.codes('2025-01', 2n, 3n)], back);
    expect((await story.registry.blocks(story.registry.buyer)).slice(0, 2)).toEqual([
      '202501:1-1:available',
      '202501:4-4:available',
    ]);
    expect((await story.registry.blocks(story.plant.accountNumber)).slice(0, 2)).toEqual([
      '202501:2-3:available',
      '202501:5-10:available',
    ]);
  });

  it('GEC-009 AC-92 a sold certificate cannot be sold again, by code, by quantity or after it went back', async () => {
    await story.transfer([story.codes('2025-01', 1n, 4n)]);
    const third = { from: story.registry.buyer, to: story.plant.accountNumber };
    const refusal = { code: 'GEC_SOLD_BEFORE', rule: 'GEC-009' };
    expect(await refusalOf(story.transfer([story.codes('2025-01', 3n)], third))).toMatchObject(refusal);
    expect(await refusalOf(story.transfer([lot('2025-01', 1n)], third))).toMatchObject(refusal);
    await story.transfer([lot('2025-01', 4n)], { ...third, ground: 'assignment' });
    expect(await refusalOf(story.transfer([story.codes('2025-01', 4n, 5n)]))).toMatchObject(refusal);
    // by quantity those that were never sold are picked
    expect(await story.transfer([lot('2025-01', 6n)])).toMatchObject({ moved: [{ first: 5n, last: 10n }] });
    expect(await refusalOf(story.transfer([lot('2025-01', 1n)]))).toMatchObject(refusal);
  });

  it('GEC-009 two sales of the same certificates at once: one happens', async () => {
    const sales = await Promise.allSettled([
      story.transfer([story.codes('2025-01', 1n, 6n)]),
      story.transfer([story.codes('2025-01', 4n, 9n)]),
    ]);
    expect(sales.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('GEC-012 certificates of self-used power are not sold; they go to the user on proof, once', async () => {
    const roof = await story.registry.filePlant({ shortCode: 'ROOF', powerUse: 'self-use' });
    await story.registry.issue(roof, { '2025-01': '3000' });
    const mine: CertificateChoice[] = [{ plant: 'ROOF', month: '2025-01', quantity: 2n }];
    const proof = await filedProof(OWNER);
    expect(await refusalOf(story.transfer(mine))).toMatchObject({
      code: 'GEC_NOT_TRADABLE',
      rule: 'GEC-005',
    });
    expect(await refusalOf(story.transfer(mine, { ground: 'assignment' }))).toMatchObject({
      code: 'GEC_SELF_USE_BY_PROOF',
      rule: 'GEC-012',
    });
    expect(await refusalOf(story.transfer(mine, { ground: 'self-use' }))).toMatchObject({
      fields: [{ field: 'contractHash' }, { field: 'settlementHash' }, { field: 'site' }],
    });
    expect(await story.transfer(mine, proof)).toMatchObject({ quantity: 2n });
    const onward = { from: story.registry.buyer, to: roof.accountNumber };
    const ofBuyer = await filedProof(BUYER);
    expect(await refusalOf(story.transfer(mine, { ...ofBuyer, ...onward }))).toMatchObject({
      code: 'GEC_SOLD_BEFORE',
    });
  });

  it('GEC-012 the proof is two filed documents, of the giver or the operator', async () => {
    const roof = await story.registry.filePlant({ shortCode: 'ROOF', powerUse: 'self-use' });
    await story.registry.issue(roof, { '2025-01': '3000' });
    const mine: CertificateChoice[] = [{ plant: 'ROOF', month: '2025-01', quantity: 1n }];
    const unknown = { code: 'DOCUMENT_UNKNOWN', status: 404 };
    const ofBuyer = await filedProof(BUYER);
    expect(await refusalOf(story.transfer(mine, ofBuyer))).toMatchObject(unknown);
    const proof = await filedProof(OWNER);
    const nothing = Buffer.alloc(32, 1);
    expect(await refusalOf(story.transfer(mine, { ...proof, contractHash: nothing }))).toMatchObject(unknown);
    expect(await refusalOf(story.transfer(mine, { ...proof, proofHash: nothing }))).toMatchObject(unknown);
    expect(await story.transfer(mine, proof)).toMatchObject({ quantity: 1n });
    const now = story.registry.desk.clock.now();
    const proofHash = await fileProof(story.registry.database, null, 'of the operator only', now);
    expect(await story.transfer(mine, { ...proof, proofHash })).toMatchObject({ quantity: 1n });
  });

  it('GEC-012 power fed to the grid is not moved as self-used', async () => {
    const proof = await filedProof(OWNER);
    expect(await refusalOf(story.transfer([lot('2025-01', 1n)], proof))).toMatchObject({
      code: 'GEC_WRONG_CLASS',
      rule: 'GEC-012',
    });
  });

  it('GEC-013 expired certificates do not move, already before a run has ended them', async () => {
    story.registry.desk.clock.set(new Date('2026-12-31T16:00:00Z'));
    expect(await refusalOf(story.transfer([lot('2025-01', 1n)]))).toMatchObject({
      code: 'GEC_EXPIRED',
      rule: 'GEC-013',
      details: { validThrough: '2026-12-31' },
    });
    expect(await story.transfer([lot('2025-02', 1n)])).toMatchObject({ quantity: 1n });
  });

  it('GEC-018 codes that were never issued, or are of other classes, are unknown', async () => {
    expect(await refusalOf(story.transfer([story.codes('2025-01', 1n, 11n)]))).toMatchObject({
      code: 'GEC_CERTIFICATE_UNKNOWN',
    });
    const other = codeOf(story.plant, '2025-01', 1n).slice(0, -1) + '2';
    expect(await refusalOf(story.transfer([{ firstCode: other, lastCode: other }]))).toMatchObject({
      code: 'GEC_CERTIFICATE_UNKNOWN',
    });
    expect(await refusalOf(story.transfer([story.codes('2025-02', 2n, 1n)]))).toMatchObject({
      fields: [{ field: 'certificates[0].lastCode', rule: 'range' }],
    });
    expect(await refusalOf(story.transfer([lot('2025-01', 1n), story.codes('2025-01', 2n)]))).toMatchObject({
      fields: [{ field: 'certificates[1]', rule: 'repeated' }],
    });
  });
});
