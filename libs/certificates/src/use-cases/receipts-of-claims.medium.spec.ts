import { createHash } from 'node:crypto';
import { canonicalJson } from '@carbon/kernel';
import { serviceCaller } from '@carbon/http';
import { CertificateStory, lot } from './certificate-story.spec-support';
import { receiptsOfClaims } from './receipts-of-claims';

let story: CertificateStory;
beforeAll(async () => {
  story = await CertificateStory.open();
  await story.transfer([lot('2025-01', 10n), lot('2025-02', 20n)]);
});
afterAll(() => story.registry.close());

const find = (number: string, as?: ReturnType<typeof serviceCaller>) =>
  story.registry.database.transaction((tx) => receiptsOfClaims(story.registry.desk).find(tx, number, as));

describe('GEC-014 a claim told as a receipt', () => {
  it('has the document whose hash the ledger holds, and the 32 digits of each run', async () => {
    const chosen = [
      story.codes('2025-01', 1n, 3n),
      story.codes('2025-02', 7n, 9n),
      story.codes('2025-01', 6n),
    ];
    const { claim } = await story.claim(chosen);
    const facts = await find(claim.receiptNumber);
    if (facts === undefined || typeof facts.document === 'string') throw new Error('no document');
    const { domain, salt, content } = facts.document;
    const hash = createHash('sha256').update(domain).update(salt).update(canonicalJson(content)).digest();
    expect(hash).toEqual(claim.documentHash);
    expect(facts).toMatchObject({ purpose: 'green-power-claim', quantity: 7n, status: { state: 'valid' } });
    expect(facts.lots).toHaveLength(3);
    for (const { firstCode, lastCode } of facts.lots)
      expect([firstCode, lastCode].join()).toMatch(/^\d{32},\d{32}$/);
  });

  it('PII-004 names a person to nobody but those whose matter it is', async () => {
    const beneficiary = {
      kind: 'person',
      nameZh: '示例个人',
      nameEn: 'x',
      identifier: '11010519491231002X',
    } as const;
    const { claim } = await story.claim([story.codes('2025-02', 1n)], { beneficiary });
    const open = await find(claim.receiptNumber);
    expect(open).toMatchObject({ document: 'withheld', purposeText: null, place: null });
    expect(open?.beneficiary).toMatchObject({ kind: 'person', particulars: 'withheld', nameZh: null });
    const told = await find(claim.receiptNumber, serviceCaller('machine', 'Machine', []));
    expect(told?.beneficiary).toMatchObject({ particulars: 'shown', nameZh: '示例个人' });
    expect(told?.document).toMatchObject({ content: { beneficiary: { name: '示例个人' } } });
  });

  it('stands in the register, newest number first', async () => {
    const { database, desk } = story.registry;
    const source = receiptsOfClaims(desk);
    const lines = await source.list(database, { limit: 10 });
    const numbers = lines.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort().reverse());
    expect(lines.find(({ beneficiary }) => beneficiary.kind === 'person')?.beneficiary.nameZh).toBeNull();
    const [newest = ''] = numbers;
    expect((await source.list(database, { limit: 10, before: newest })).map(({ number }) => number)).toEqual(
      numbers.slice(1),
    );
    expect(await source.list(database, { limit: 10, purpose: 'voluntary' })).toEqual([]);
  });
});
