import type { Succession } from '@carbon/custody';
import { recordAudit } from '@carbon/audit';
import { chinaDate } from '@carbon/kernel';
import { insertOwed, type OwedEntry } from '../persistence/owed';
import { insertProvincial, type ProvincialEntry } from '../persistence/provincial';

/**
 * What a merged holder owes, and what provinces hold for it, goes over to its successor (ETS-015). Its lines stay its own:
 * they are of a year in which it was another enterprise.
 */
export const succeedAllocation: Succession = async (tx, { from, to, review }) => {
  const { by, approver, reason, now } = review;
  const acting = { actor: by, ...(approver === null ? {} : { approver }) };
  const reference = `${from.code} → ${to.code}`;
  const owed = await tx.query<{ market: string; owed_t: string }>(
    `select market, owed_t from allowances.owed_position where holder_id = $1 and owed_t > 0 order by market`,
    [from.id],
  );
  const year = Number(chinaDate(now).slice(0, 4));
  await insertOwed(
    tx,
    owed.flatMap(({ market, owed_t }): OwedEntry[] => [
      {
        ...{ market, holderId: from.id, year, kind: 'taken-over', quantity: -BigInt(owed_t) },
        ...{ reference, reason },
      },
      {
        ...{ market, holderId: to.id, year, kind: 'taken-over', quantity: BigInt(owed_t) },
        ...{ reference, reason },
      },
    ]),
    acting,
    now,
  );
  const held = await tx.query<{
    market: string;
    year: number;
    account: string;
    instrument: string;
    held_t: string;
  }>(
    `select market, year, account, instrument, held_t from allowances.provincial_position
      where holder_id = $1 and held_t > 0 order by account, instrument`,
    [from.id],
  );
  await insertProvincial(
    tx,
    held.flatMap(({ held_t, ...one }): ProvincialEntry[] => [
      { ...one, holderId: from.id, kind: 'taken-over', quantity: -BigInt(held_t), reference },
      { ...one, holderId: to.id, kind: 'taken-over', quantity: BigInt(held_t), reference },
    ]),
    acting,
    now,
  );
  if (owed.length + held.length === 0) return;
  await recordAudit(
    tx,
    {
      action: 'holder.owed-allowances-handed-over',
      subject: { kind: 'holder', id: from.id },
      holderId: to.id,
      before: { holder: from.code },
      after: {
        holder: to.code,
        owed: owed.map(({ market, owed_t }) => ({ market, quantity: owed_t })),
        heldByProvince: held.map(({ instrument, held_t }) => ({ instrument, quantity: held_t })),
      },
      reason,
      ...(approver !== null && { approver }),
    },
    now,
    { actor: by },
  );
};
