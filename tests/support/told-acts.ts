import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '@carbon/database';

/** An act as a test tells it. */
export interface TestAct {
  readonly resident: bigint;
  readonly partner: number;
  readonly programme: number;
  readonly method: number;
  readonly event: string;
  readonly startedAt: Date;
  readonly durationS: number;
  readonly amount: number;
}

/** Puts a batch of acts straight into the database, as landing leaves them. @returns the number of each */
export function tellActs(database: Database, acts: readonly TestAct[], receivedAt: Date): Promise<bigint[]> {
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(`select nextval('inclusion.batch_number') as id`);
    const batch = BigInt(row?.id ?? 0);
    await tx.query(
      `insert into inclusion.intake_batch (id, partner_id, key, body_hash, channel, actor, received_at, told, accepted,
         repeated, refused, outcomes, leaves, root)
       values ($1, $2, $3, $4, 'test', 'test', $5, $6::int, $6, 0, 0, $7, $8, $4)`,
      [
        ...[batch.toString(), acts[0]?.partner, randomBytes(8).toString('hex')],
        ...[createHash('sha256').update(batch.toString()).digest(), receivedAt, acts.length],
        ...[Buffer.alloc(acts.length), randomBytes(32 * acts.length)],
      ],
    );
    const numbers = acts.map((_, place) => batch * 8_192n + BigInt(place));
    for (const [at, act] of acts.entries()) {
      await tx.query('select inclusion.ensure_month(($1 at time zone $2)::date)', [
        act.startedAt,
        'Asia/Shanghai',
      ]);
      await tx.query(
        `insert into inclusion.act (resident_id, month, act_no, started_at, amount, duration_s, partner_id,
           programme_id, method, event_id, salt)
         values ($1, date_trunc('month', $3::timestamptz at time zone 'Asia/Shanghai'), $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[act.resident.toString(), numbers[at]?.toString(), act.startedAt, act.amount, act.durationS],
          ...[act.partner, act.programme, act.method, act.event, randomBytes(16)],
        ],
      );
    }
    return numbers;
  });
}
