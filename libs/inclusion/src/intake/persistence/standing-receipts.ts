import type { Transaction } from '@carbon/database';
import { TOLD_BEFORE } from '../../domain/index';
import { isToldAct } from '../domain/told-act';

/**
 * The receipts of acts that had been told before their batch came, found again for its repeated answer. Those of residents
 * whose data is gone have none any more.
 * @returns by place in the batch
 */
export async function standingReceipts(
  tx: Transaction,
  { partnerId, acts }: { readonly partnerId: number; readonly acts: readonly unknown[] },
  outcomes: Uint8Array,
): Promise<ReadonlyMap<number, bigint>> {
  const again = acts.flatMap((act, place) =>
    outcomes[place] === TOLD_BEFORE && isToldAct(act) ? [{ place, act }] : [],
  );
  if (again.length === 0) return new Map();
  const rows = await tx.query<{ place: number; act_no: string }>(
    `select distinct on (told.place) told.place, a.act_no
       from unnest($2::int[], $3::text[], $4::text[]) as told(place, reference, event_id)
       join inclusion.link l on l.partner_id = $1 and l.reference = told.reference
       join inclusion.act a on a.resident_id = l.resident_id and a.partner_id = $1 and a.event_id = told.event_id
      order by told.place, a.act_no`,
    [
      ...[partnerId, again.map(({ place }) => place)],
      ...[again.map(({ act }) => act.resident), again.map(({ act }) => act.eventId)],
    ],
  );
  return new Map(rows.map(({ place, act_no }) => [place, BigInt(act_no)]));
}
