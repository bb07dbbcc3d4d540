import { createHash } from 'node:crypto';
import { BinaryCopy, connect, type Database, ensureServiceLogin, migrate } from '@carbon/database';
import { ActHasher, evaluateOnce, foldAfter, type InclusionParts, landActs } from '@carbon/inclusion';
import { systemClock } from '@carbon/kernel';
import { accountNumber, Ledger } from '@carbon/ledger';
import { releasedPacks } from '@carbon/rules/domain';
import { registryMigrations } from '../../apps/registry/src/rooms';
import { type Bench, CheckFailed } from './bench';
import { Random } from './random';

/** Acts of one batch, as partners send them at most. */
export const ACTS_A_BATCH = 5_000;
const METHODS = ['metro', 'electric-bus', 'shared-bike-metro-city'] as const;
const HOLDER = '01900000-0000-7000-8000-000000000001';
const SECONDS_A_DAY = 86_400;
const RESIDENTS_A_FOLD = 5_000;

interface Act {
  readonly eventId: string;
  readonly resident: string;
  readonly method: string;
  readonly startedAt: string;
  readonly durationS: number;
  readonly amount: number;
}

/** The inclusion room on a database of its own, with residents that a partner may tell of. */
export class InclusionStage {
  private readonly random = new Random(7);
  private events = 0;

  private constructor(
    private readonly bench: Bench,
    readonly ownerUrl: string,
    readonly database: Database,
    private readonly parts: InclusionParts & { readonly hasher: ActHasher },
    readonly residents: number,
  ) {}

  static async open(bench: Bench, residents: number): Promise<InclusionStage> {
    bench.say(`entering ${residents.toLocaleString('en')} residents`);
    const ownerUrl = await bench.server.createDatabase();
    await migrate(ownerUrl, registryMigrations);
    await enterResidents(bench, ownerUrl, residents);
    const database = await connect({
      url: await ensureServiceLogin(ownerUrl, 'carbon_bench', 'bench-only'),
      poolSize: 4,
    });
    const ledger = await Ledger.create(systemClock);
    const parts = { ledger, packs: () => Promise.resolve(releasedPacks), hasher: await ActHasher.create() };
    await bench.server.settle();
    return new InclusionStage(bench, ownerUrl, database, parts, residents);
  }

  /** Batches of acts of one month, as they come: by time, of anybody. */
  batches(acts: number, month: string, days: number): Act[][] {
    const begin = Date.parse(`${month}-01T00:00:00+08:00`);
    const step = (days * SECONDS_A_DAY * 1_000) / acts;
    const batches: Act[][] = [];
    for (let at = 0; at < acts; at += ACTS_A_BATCH) {
      const size = Math.min(ACTS_A_BATCH, acts - at);
      batches.push(Array.from({ length: size }, (_, each) => this.act(begin + (at + each) * step)));
    }
    return batches;
  }

  private act(startedMs: number): Act {
    const { random } = this;
    this.events += 1;
    const durationS = 600 + random.below(1_800);
    const whole = Math.floor(startedMs / 1_000) * 1_000;
    return {
      eventId: `EV${this.events.toString().padStart(10, '0')}`,
      resident: `R${random.below(this.residents).toString().padStart(7, '0')}`,
      method: METHODS[random.below(METHODS.length)] ?? 'metro',
      startedAt: new Date(whole).toISOString(),
      durationS,
      // about 14 km/h: possible for every method
      amount: durationS * 4,
    };
  }

  /** Lands batches, two at a time; gives seconds. Everything is durable when it returns. */
  async land(batches: readonly Act[][], now: Date): Promise<number> {
    const told = batches.map((acts, at) => ({
      ...{ partnerId: 1, channel: 'http' as const, actor: 'bench', acts },
      key: `${now.getTime()}-${acts[0]?.eventId ?? at}`,
      bodyHash: createHash('sha256')
        .update(acts[0]?.eventId ?? '')
        .digest(),
    }));
    const started = performance.now();
    await twoAtATime(told, async (batch) => {
      const landed = await this.database.transaction((tx) => landActs(tx, this.parts, batch, now));
      if (landed.accepted !== batch.acts.length) throw new CheckFailed('an act of the bench was refused');
    });
    return (performance.now() - started) / 1_000;
  }

  /** Judges everything that waits; gives seconds and acts. */
  async judge(now: Date): Promise<{ readonly seconds: number; readonly acts: number }> {
    const started = performance.now();
    let acts = 0;
    for (;;) {
      const pass = await evaluateOnce(this.database, this.parts, () => now);
      if (pass === undefined) return { seconds: (performance.now() - started) / 1_000, acts };
      acts += pass.acts;
    }
  }

  /** Folds everything that waits; gives seconds and points. */
  async fold(now: Date): Promise<{ readonly seconds: number; readonly points: bigint }> {
    const started = performance.now();
    let points = 0n;
    for (let after: bigint | undefined = 0n; after !== undefined;) {
      const from: bigint = after;
      const folded = await this.database.transaction((tx) =>
        foldAfter(tx, this.parts, { after: from, residents: RESIDENTS_A_FOLD, now }),
      );
      points += folded.points;
      after = folded.last;
    }
    return { seconds: (performance.now() - started) / 1_000, points };
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.bench.server.dropDatabase(this.ownerUrl);
  }
}

async function twoAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all([worker(), worker()]);
}

/** The same rows by COPY and nothing else, into a table with the same partitions and indexes. */
export class RawCopy {
  constructor(private readonly stage: InclusionStage) {}

  async prepare(bench: Bench, months: readonly string[]): Promise<void> {
    await bench.server.as(this.stage.ownerUrl, async (client) => {
      await client.query(`
        create schema raw;
        create table raw.act (like inclusion.act including defaults) partition by range (month);
        create unique index on raw.act (resident_id, partner_id, event_id, month);
        create index on raw.act using brin (act_no) with (pages_per_range = 32);
        grant usage on schema raw to carbon_app; grant insert on raw.act to carbon_app`);
      for (const [at, month] of months.entries())
        await client.query(
          `create table raw.act_${at} partition of raw.act
             for values from ('${month}-01') to (date '${month}-01' + interval '1 month')`,
        );
    });
  }

  /** Copies batches, two at a time; gives seconds. Encoding is not counted: the reference is what the server takes. */
  async copy(batches: readonly Act[][], month: string): Promise<number> {
    const messages = batches.map((acts, batch) => encoded(acts, batch, month));
    const started = performance.now();
    await twoAtATime(messages, (message) =>
      this.stage.database.transaction((tx) =>
        tx.copy('copy raw.act from stdin with (format binary)', [message]),
      ),
    );
    return (performance.now() - started) / 1_000;
  }
}

const COLUMNS = 11;

function encoded(acts: readonly Act[], batch: number, month: string): Buffer {
  const copy = new BinaryCopy(COLUMNS, acts.length * 160);
  const salt = Buffer.alloc(16, batch);
  for (const [at, act] of acts.entries())
    copy
      .row()
      .int8(BigInt(act.resident.slice(1)) + 1n)
      .date(`${month}-01`)
      .int8(BigInt(batch * 8_192 + at))
      .timestamp(new Date(act.startedAt))
      .int8(BigInt(act.amount))
      .int4(act.durationS)
      .int4(1)
      .int2(1)
      .int2(1)
      .text(act.eventId)
      .bytes(salt);
  return copy.finish();
}

/** Residents, their accounts and links, set-based: how people register is not what is measured. */
async function enterResidents(bench: Bench, ownerUrl: string, residents: number): Promise<void> {
  await bench.server.as(ownerUrl, async (client) => {
    const first = 1_024;
    await client.query(
      `insert into ledger.instrument (code, kind, unit, scheme, serialised) values ('POINTS-SZ', 'points', 'point', 'PTS', false)`,
    );
    const chunk = 50_000;
    for (let from = 0; from <= residents; from += chunk) {
      const size = Math.min(chunk, residents + 1 - from);
      const ids = Array.from({ length: size }, (_, at) => first + from + at);
      await client.query(
        `insert into ledger.account (id, number, holder_id, kind) select t.id, t.number, $3, 'points'
           from unnest($1::int[], $2::text[]) as t(id, number)`,
        [ids, ids.map((id) => accountNumber('points', id)), HOLDER],
      );
    }
    await client.query(
      `insert into inclusion.programme (code, kind, name_zh, name_en, operator_id, pack, points_instrument, points_pool,
         source, opened_at)
       values ('SZ', 'city', '示例', 'Example', $1, 'inclusion-shenzhen', 'POINTS-SZ', $2, 'synthetic', now())`,
      [HOLDER, accountNumber('points', first)],
    );
    await client.query(
      `insert into inclusion.partner (code, holder_id, programme_id, name_zh, name_en, methods, source, opened_at)
       values ('P1', $1, 1, '示例', 'Example', $2, 'synthetic', now())`,
      [HOLDER, [...METHODS]],
    );
    await client.query(
      `insert into inclusion.resident (id, person_id, holder_id, account_number, joined_at)
       select a.id - ${first}, gen_random_uuid(), gen_random_uuid(), a.number, now() from ledger.account a
        where a.id > ${first} order by a.id`,
    );
    await client.query(
      `insert into inclusion.link (partner_id, reference, resident_id, text_version, linked_at)
       select 1, 'R' || lpad((id - 1)::text, 7, '0'), id, '2026.1', now() from inclusion.resident order by id`,
    );
    await client.query(
      `insert into inclusion.membership (resident_id, programme_id, joined_at) select id, 1, now() from inclusion.resident`,
    );
    await client.query('analyze');
  });
}
