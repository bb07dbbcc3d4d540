import type { TestPartner, TestResident } from '../../../../tests/support/inclusion-world';
import type { PlatformFixture } from '../../../../tests/support/platform-fixture';
import { evaluateOnce } from '../evaluation/use-cases/evaluate';
import { correctOnce } from '../evaluation/use-cases/correct';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';

export interface Told {
  readonly resident: TestResident;
  readonly at: string;
  readonly amount: number;
  /** Number of the method in its pack; metro of Shenzhen when absent. */
  readonly method?: number;
  readonly seconds?: number;
}

const ACTS_A_BATCH = 8_192n;

/** Puts acts where a partner's batch would have put them. @returns their numbers */
export async function tell(
  { database, clock }: PlatformFixture,
  partner: TestPartner,
  programme: { readonly id: number },
  acts: readonly Told[],
): Promise<bigint[]> {
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(`select nextval('inclusion.batch_number') as id`);
    const batch = BigInt(row?.id ?? 0);
    const count = acts.length;
    await tx.query(
      `insert into inclusion.intake_batch (id, partner_id, key, body_hash, channel, actor, received_at, told, accepted,
         repeated, refused, outcomes, leaves, root)
       values ($1, $2, $3, sha256('x'), 'http', 'test', $4, $5, $5, 0, 0, decode(repeat('00', $5::int), 'hex'),
         decode(repeat('ab', 32 * $5::int), 'hex'), sha256('root'))`,
      [batch.toString(), partner.id, `batch-${batch}`, clock.now(), count],
    );
    const numbers: bigint[] = [];
    for (const [place, { resident, at, amount, method = 1, seconds = 1_800 }] of acts.entries()) {
      const number = batch * ACTS_A_BATCH + BigInt(place);
      const month = `date_trunc('month', $3::timestamptz at time zone 'Asia/Shanghai')::date`;
      await tx.query(`select inclusion.ensure_month(${month.replaceAll('$3', '$1')})`, [at]);
      await tx.query(
        `insert into inclusion.act (resident_id, month, act_no, started_at, amount, duration_s, partner_id, programme_id,
           method, event_id, salt) values ($1, ${month}, $2, $3, $4, $5, $6, $7, $8, $9, sha256('salt'))`,
        [
          ...[resident.id.toString(), number.toString(), at, amount, seconds, partner.id, programme.id],
          ...[method, `E-${number}`],
        ],
      );
      numbers.push(number);
    }
    return numbers;
  });
}

const now =
  ({ clock }: PlatformFixture) =>
  () =>
    clock.now();

const WAITING = `
  select from inclusion.intake_batch where pass_id is null
  union all select from inclusion.act_correction where pass_id is null limit 1`;

/** Until everything told is judged, by this process or by the loop of the platform. */
export async function judge(platform: PlatformFixture): Promise<void> {
  const parts = platform.app.get<InclusionParts>(INCLUSION_PARTS, { strict: false });
  while ((await platform.database.query(WAITING)).length > 0) {
    await evaluateOnce(platform.database, parts, now(platform));
    await correctOnce(platform.database, parts, now(platform));
  }
}

/** Nobody judges meanwhile. @returns what ends it */
export async function holdJudging({ database }: PlatformFixture): Promise<() => Promise<void>> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let holding = Promise.resolve();
  await new Promise<void>((locked) => {
    holding = database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('inclusion.evaluation'))`);
      locked();
      await released;
    });
  });
  return () => {
    release();
    return holding;
  };
}
