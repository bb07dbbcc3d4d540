import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { GivenBackState, StatedRules, VoucherState } from '../domain/voucher';

/** A voucher as what happens to it needs it. */
export interface HeldVoucher {
  readonly id: string;
  readonly residentId: bigint;
  readonly accountNumber: string;
  readonly rewardId: string;
  readonly programmeId: number;
  readonly merchantId: string;
  readonly fundingId: string | null;
  readonly points: bigint;
  readonly settlementFen: bigint;
  readonly state: VoucherState;
  readonly period: ChinaDate | null;
  readonly endsAt: Date | null;
}

interface Row {
  id: string;
  resident_id: string;
  account_number: string;
  reward_id: string;
  programme_id: number;
  merchant_id: string;
  funding_id: string | null;
  points: string;
  settlement_fen: string;
  state: VoucherState;
  period: ChinaDate | null;
  ends_at: Date | null;
}

const HELD = `
  select v.id, v.resident_id, r.account_number, v.reward_id, v.programme_id, v.merchant_id, v.funding_id, v.points,
         v.settlement_fen, v.state, v.period::text, v.ends_at
    from inclusion.voucher v join inclusion.resident r on r.id = v.resident_id`;

const toHeld = (row: Row): HeldVoucher => ({
  ...{ id: row.id, residentId: BigInt(row.resident_id), accountNumber: row.account_number },
  ...{ rewardId: row.reward_id, programmeId: row.programme_id, merchantId: row.merchant_id },
  ...{ fundingId: row.funding_id, points: BigInt(row.points), settlementFen: BigInt(row.settlement_fen) },
  ...{ state: row.state, period: row.period, endsAt: row.ends_at },
});

export interface NewVoucher extends Omit<HeldVoucher, 'accountNumber'> {
  readonly code: { readonly hash: Buffer; readonly sealed: Buffer } | null;
  readonly lineNumber: bigint | null;
  readonly rules: StatedRules;
}

export async function insertVoucher(tx: Transaction, voucher: NewVoucher, now: Date): Promise<void> {
  const { state, code, rules } = voucher;
  await tx.query(
    `insert into inclusion.voucher (id, resident_id, reward_id, programme_id, merchant_id, funding_id, points,
       settlement_fen, state, period, code_hash, sealed_code, taken_at, issued_at, ends_at, ended_at, line_number, rules)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      ...[voucher.id, voucher.residentId.toString(), voucher.rewardId, voucher.programmeId],
      ...[voucher.merchantId, voucher.fundingId, voucher.points.toString(), voucher.settlementFen.toString()],
      ...[state, voucher.period, code?.hash ?? null, code?.sealed ?? null, now],
      ...[state === 'issued' ? now : null, voucher.endsAt, state === 'given' ? now : null],
      ...[voucher.lineNumber?.toString() ?? null, JSON.stringify(rules)],
    ],
  );
}

/** By the fingerprint of its code, locked. */
export async function lockByCode(tx: Transaction, codeHash: Buffer): Promise<HeldVoucher | undefined> {
  const [row] = await tx.query<Row>(`${HELD} where v.code_hash = $1 for no key update of v`, [codeHash]);
  return row && toHeld(row);
}

export async function lockVoucher(tx: Transaction, id: string): Promise<HeldVoucher | undefined> {
  const [row] = await tx.query<Row>(`${HELD} where v.id = $1 for no key update of v`, [id]);
  return row && toHeld(row);
}

/** Open vouchers of a resident, locked. */
export async function lockOpenOf(tx: Transaction, resident: bigint): Promise<HeldVoucher[]> {
  const rows = await tx.query<Row>(
    `${HELD} where v.resident_id = $1 and v.state in ('reserved', 'issued') order by v.number for no key update of v`,
    [resident.toString()],
  );
  return rows.map(toHeld);
}

/** Vouchers whose time is over, locked; those that somebody else holds come next time. */
export async function lockDue(tx: Transaction, now: Date, limit: number): Promise<HeldVoucher[]> {
  const rows = await tx.query<Row>(
    `${HELD} where v.state in ('reserved', 'issued') and v.ends_at <= $1
      order by v.ends_at limit $2 for no key update of v skip locked`,
    [now, limit],
  );
  return rows.map(toHeld);
}

/** One of them, or none where somebody came first. */
export async function lockDueOne(tx: Transaction, number: bigint, now: Date): Promise<HeldVoucher[]> {
  const rows = await tx.query<Row>(
    `${HELD} where v.number = $1 and v.state in ('reserved', 'issued') and v.ends_at <= $2 for no key update of v`,
    [number.toString(), now],
  );
  return rows.map(toHeld);
}

/** Numbers of vouchers whose time is over, unlocked: to try one by one what cannot be done for all at once. */
export async function readDue(
  reader: Pick<Reader, 'query'>,
  { now, after }: { readonly now: Date; readonly after: bigint },
  limit: number,
): Promise<bigint[]> {
  const rows = await reader.query<{ number: string }>(
    `select number from inclusion.voucher where state in ('reserved', 'issued') and ends_at <= $1 and number > $2
      order by number limit $3`,
    [now, after.toString(), limit],
  );
  return rows.map(({ number }) => BigInt(number));
}

export async function noteIssued(
  tx: Transaction,
  id: string,
  { endsAt, now }: { readonly endsAt: Date; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update inclusion.voucher set state = 'issued', issued_at = $2, ends_at = $3 where id = $1`,
    [id, now, endsAt],
  );
}

export async function noteUsed(tx: Transaction, id: string, line: bigint, now: Date): Promise<void> {
  await tx.query(
    `update inclusion.voucher set state = 'used', ended_at = $2, line_number = $3 where id = $1`,
    [id, now, line.toString()],
  );
}

export async function noteGivenBack(
  tx: Transaction,
  ids: readonly string[],
  { state, reason, now }: { readonly state: GivenBackState; readonly reason?: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update inclusion.voucher set state = $2, ended_at = $3, ended_because = $4 where id = any($1::uuid[])`,
    [ids, state, now, reason ?? null],
  );
}

/** Everything of a resident goes; lines of merchants stay and know nobody. */
export async function deleteVouchersOf(tx: Transaction, resident: bigint): Promise<void> {
  await tx.query('delete from inclusion.voucher where resident_id = $1', [resident.toString()]);
  await tx.query('delete from inclusion.reward_taken where resident_id = $1', [resident.toString()]);
}
