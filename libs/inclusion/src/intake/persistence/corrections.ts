import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { StoredAct } from './read-act';

/** What a partner takes back or changes of an act; what is undefined stays as it was said last. */
export interface ToldCorrection {
  readonly kind: 'revoked' | 'corrected';
  readonly startedAt: Date | undefined;
  readonly durationS: number | undefined;
  readonly amount: bigint | undefined;
  readonly reason: string;
  readonly actor: string;
  readonly now: Date;
}

/** Writes a correction down, to be judged with the next pass. @throws a unique violation while another of the act waits */
export async function insertCorrection(
  tx: Transaction,
  act: Pick<StoredAct, 'residentId' | 'month' | 'actNo' | 'partnerId'>,
  told: ToldCorrection,
): Promise<bigint> {
  const [row] = await tx.query<{ id: string }>(
    `insert into inclusion.act_correction (resident_id, month, act_no, partner_id, kind, started_at, duration_s, amount,
       reason, actor, told_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [
      ...[act.residentId.toString(), act.month, act.actNo.toString(), act.partnerId, told.kind],
      ...[told.startedAt ?? null, told.durationS ?? null, told.amount?.toString() ?? null],
      ...[told.reason, told.actor, told.now],
    ],
  );
  return BigInt(row?.id ?? 0);
}

/** Begin, duration and amount of an act with every correction so far: a figure stays as it was said last. */
export async function correctedSoFar(
  tx: Transaction,
  act: Pick<StoredAct, 'residentId' | 'actNo' | 'startedAt' | 'durationS' | 'amount'>,
): Promise<{ readonly startedAt: Date; readonly durationS: number; readonly amount: bigint }> {
  const rows = await tx.query<{ started_at: Date | null; duration_s: number | null; amount: string | null }>(
    `select started_at, duration_s, amount from inclusion.act_correction
      where resident_id = $1 and act_no = $2 order by id`,
    [act.residentId.toString(), act.actNo.toString()],
  );
  return rows.reduce(
    (so, { started_at, duration_s, amount }) => ({
      startedAt: started_at ?? so.startedAt,
      durationS: duration_s ?? so.durationS,
      amount: amount === null ? so.amount : BigInt(amount),
    }),
    { startedAt: act.startedAt, durationS: act.durationS, amount: act.amount },
  );
}

/** Whether a correction of an act waits to be judged. */
export async function waitsForCorrection(
  tx: Transaction,
  { residentId, actNo }: Pick<StoredAct, 'residentId' | 'actNo'>,
): Promise<boolean> {
  const rows = await tx.query(
    `select from inclusion.act_correction where resident_id = $1 and act_no = $2 and pass_id is null`,
    [residentId.toString(), actNo.toString()],
  );
  return rows.length > 0;
}

/** Whether an act was taken back by its partner. */
export async function isRevoked(
  tx: Transaction,
  { residentId, actNo }: Pick<StoredAct, 'residentId' | 'actNo'>,
): Promise<boolean> {
  const rows = await tx.query(
    `select from inclusion.act_correction where resident_id = $1 and act_no = $2 and kind = 'revoked'`,
    [residentId.toString(), actNo.toString()],
  );
  return rows.length > 0;
}

export interface ListedCorrection {
  readonly id: string;
  readonly actNo: string;
  readonly eventId: string | null;
  readonly kind: 'revoked' | 'corrected';
  readonly startedAt: Date | null;
  readonly durationS: number | null;
  readonly amount: string | null;
  readonly reason: string;
  readonly toldAt: Date;
  readonly passId: string | null;
}

/** Corrections of a partner, the latest first. */
export async function readCorrections(
  reader: Reader,
  partnerId: number,
  page: PageRequest,
): Promise<Page<ListedCorrection>> {
  const rows = await reader.query<ListedCorrection>(
    `select c.id, c.act_no as "actNo", a.event_id as "eventId", c.kind, c.started_at as "startedAt",
            c.duration_s as "durationS", c.amount, c.reason, c.told_at as "toldAt", c.pass_id as "passId"
       from inclusion.act_correction c
       left join inclusion.act a on a.resident_id = c.resident_id and a.partner_id = c.partner_id and a.month = c.month
            and a.act_no = c.act_no
      where c.partner_id = $1 and c.id < coalesce($2::bigint, 9223372036854775807) order by c.id desc limit $3`,
    [partnerId, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
