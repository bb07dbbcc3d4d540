import type { Command } from '@carbon/ledger';
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

describe('INV-03 final states', () => {
  it.each(['claimed', 'expired'])('a %s certificate moves by no path', async (state) => {
    await story.transfer([lot('2025-01', 10n)]);
    if (state === 'claimed') await story.claim([story.codes('2025-01', 1n, 10n)]);
    else {
      story.registry.desk.clock.set(new Date('2027-01-01T01:00:00Z'));
      await expireCertificates(story.registry.database, story.registry.desk, {
        ...OPERATOR,
        asOf: '2027-01-01',
      });
      story.registry.desk.clock.set(new Date('2026-03-02T02:00:00Z'));
    }
    const code = state === 'claimed' ? 'GEC_ALREADY_CLAIMED' : 'GEC_EXPIRED';
    const unit = story.codes('2025-01', 5n);
    const assignment = {
      from: story.registry.buyer,
      to: story.plant.accountNumber,
      ground: 'assignment' as const,
    };
    expect(await refusalOf(story.claim([unit]))).toMatchObject({ code });
    expect(await refusalOf(story.transfer([unit], assignment))).toMatchObject({ code });

    const instrument = instrumentCode(story.plant.code, '2025-01');
    const base = {
      instrument,
      quantity: 1n,
      serials: [{ first: 5n, last: 5n }],
      cause: { actor: 'test' },
    } as const;
    const place = (await story.trace('2025-01', 5n)).account;
    const commands: Command[] = [story.registry.buyer, place].flatMap((account) => [
      { ...base, kind: 'transfer', from: account, to: story.plant.accountNumber },
      { ...base, kind: 'freeze', account },
      { ...base, kind: 'pledge', account },
      { ...base, kind: 'retire', from: account },
      { ...base, kind: 'expire', from: account },
      { ...base, kind: 'cancel', from: account },
    ]);
    for (const command of commands)
      expect(await story.registry.submit(command)).toMatchObject({ status: 'refused' });
    const last = (await story.trace('2025-01', 5n)).steps.at(-1)!.entry.record;
    expect(
      await story.registry.submit({
        kind: 'reverse',
        transactionId: BigInt(last.transaction),
        cause: { actor: 'test' },
      }),
    ).toMatchObject({ status: 'refused', refusal: { code: 'LEDGER_NOT_REVERSIBLE' } });
    await writeBehindTheLedger(last.id);
    expect((await story.trace('2025-01', 5n)).account).toBe(place);
  });

  /** The running application's own role, without the ledger: a journal row, a block, a balance. */
  async function writeBehindTheLedger(journalId: string): Promise<void> {
    const { database } = story.registry;
    for (const kind of [2, 11]) {
      const insert = database.query(
        `insert into ledger.journal
           (id, batch_id, transaction_id, quantity, debit_after, credit_after, debit_version, credit_version, recorded_at,
            business_time, reverses_id, instrument_id, debit_account, credit_account, kind, debit_part, credit_part,
            actor, pieces, salt, leaf)
         select n.id, n.id, n.id, 1, 9, 1, d.version + 1, c.version + 1, now(), now(),
                case when $2::int = 11 then j.id end, j.instrument_id, j.credit_account, j.debit_account, $2, 0, 0, 'thief',
                array[[5, 5, j.id]], j.salt, j.leaf
           from ledger.journal j
           join ledger.balance d on d.account_id = j.credit_account and d.instrument_id = j.instrument_id
           join ledger.balance c on c.account_id = j.debit_account and c.instrument_id = j.instrument_id
          cross join (select ledger.allocate_ids(1) as id) n
          where j.id = $1`,
        [journalId, kind],
      );
      await expect(insert).rejects.toThrow(/journal_kind|reversal|reverse/i);
    }
    await expect(database.query(`update ledger.block set account_id = 1024`)).rejects.toThrow(
      'permission denied',
    );
    await expect(database.query(`update ledger.balance set available = 1`)).rejects.toThrow(
      'permission denied',
    );
    await expect(
      database.query(`update certificates.claim_item set last_serial = first_serial`),
    ).rejects.toThrow('permission denied');
  }
});
