import type { Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';

/** Whom the market let in. */
export interface Participant {
  readonly id: string;
  readonly seq: string;
  readonly holderId: string;
  readonly fundsAccount: string;
  readonly maySell: boolean;
  readonly mayBuy: boolean;
  readonly admittedAt: Date;
  readonly endedAt: Date | null;
  readonly reason: string | null;
}

const SELECT = `select id, seq, holder_id as "holderId", funds_account as "fundsAccount", may_sell as "maySell",
    may_buy as "mayBuy", admitted_at as "admittedAt", ended_at as "endedAt", reason
  from market.power_participant`;

/** Who a holder is here now. */
export async function findParticipant(reader: Reader, holderId: string): Promise<Participant | undefined> {
  const [row] = await reader.query<Participant>(`${SELECT} where holder_id = $1 and ended_at is null`, [
    holderId,
  ]);
  return row;
}

/** Those within reach, the latest first. */
export async function readParticipants(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
): Promise<Page<Participant>> {
  const rows = await reader.query<Participant>(
    `${SELECT} where ($1::uuid[] is null or holder_id = any($1)) and seq < coalesce($2::bigint, 9223372036854775807)
      order by seq desc limit $3`,
    [reachIds(reach), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ seq }) => [seq]);
}

export async function insertParticipant(
  tx: Transaction,
  participant: Pick<Participant, 'id' | 'holderId' | 'fundsAccount' | 'maySell' | 'mayBuy'>,
  by: { readonly proposer: string; readonly approver: string },
  now: Date,
): Promise<void> {
  const { id, holderId, fundsAccount, maySell, mayBuy } = participant;
  await tx.query(
    `insert into market.power_participant (id, holder_id, funds_account, may_sell, may_buy, admitted_by, approved_by, admitted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, holderId, fundsAccount, maySell, mayBuy, by.proposer, by.approver, now],
  );
}

export async function endParticipant(tx: Transaction, id: string, reason: string, now: Date): Promise<void> {
  await tx.query('update market.power_participant set ended_at = $2, reason = $3 where id = $1', [
    ...[id, now, reason],
  ]);
}

/** Who takes a participant's place is let in as it was, unless it is already (ETS-015). */
export async function handOverParticipants(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.query(
    `update market.power_participant p set holder_id = $2 where p.holder_id = $1 and p.ended_at is null
        and not exists (select from market.power_participant t where t.holder_id = $2 and t.ended_at is null)`,
    [from, to],
  );
}
