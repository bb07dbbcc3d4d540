import { readPoints } from '@carbon/inclusion';
import { accountNumber } from '@carbon/ledger';
import { type Bench, CheckFailed, type Line, type Note } from '../bench';
import { ACTS_A_BATCH, InclusionStage, RawCopy } from '../inclusion-stage';
import { Random } from '../random';
import { median, ratioOf } from '../rounds';

const MONTHS = ['2026-09', '2026-10'] as const;
const AFTER = new Date('2026-09-30T14:00:00Z');
const LATER = new Date('2026-10-05T02:00:00Z');
const READS = 2_000;

/** A month of a city: acts landed, judged, folded, and what the next month costs on top of it. */
export const acts: Line = {
  name: 'acts',
  async run(bench) {
    const { residents, acts: total, rounds } = sizesOf(bench);
    const stage = await InclusionStage.open(bench, residents);
    const raw = new RawCopy(stage);
    await raw.prepare(bench, MONTHS);
    const rates = { raw: [] as number[], landed: [] as number[], judged: [] as number[] };
    const seconds = { raw: 0, judged: 0 };
    const all = stage.batches(total, MONTHS[0], 29);
    const aRound = Math.ceil(all.length / rounds);
    for (let round = 0; round < rounds; round += 1) {
      const batches = all.splice(0, aRound);
      const count = batches.reduce((sum, { length }) => sum + length, 0);
      bench.say(`acts: round ${round + 1} of ${rounds}, ${count.toLocaleString('en')} acts`);
      const copying = await raw.copy(batches, MONTHS[0]);
      const landing = await stage.land(batches, AFTER);
      const judging = await stage.judge(AFTER);
      if (judging.acts !== count) throw new CheckFailed(`${judging.acts} of ${count} acts were judged`);
      rates.raw.push(count / copying);
      rates.landed.push(count / landing);
      rates.judged.push(count / judging.seconds);
      seconds.raw += copying;
      seconds.judged += judging.seconds;
    }
    bench.say('acts: folding');
    const fold = await stage.fold(AFTER);
    await checkAll(stage, total, fold.points);
    const reads = await readTimes(stage, residents);
    const next = await oneMoreMonth(bench, stage, Math.min(total, ACTS_A_BATCH * 40));
    const size = await sizeOnDisk(stage);
    await stage.close();
    const common = { reference: 'binary COPY of the same rows, same indexes', unit: '/s' };
    return {
      ratios: [
        ratioOf(
          { ...common, path: 'acts accepted, deduplicated, committed to, durable', goal: { atLeast: 0.55 } },
          rates.raw,
          rates.landed,
        ),
        ratioOf(
          { ...common, path: 'acts judged and folded', goal: { atLeast: 0.5 } },
          [total / seconds.raw],
          [total / (seconds.judged + fold.seconds)],
        ),
      ],
      notes: [
        {
          about: `${residents.toLocaleString('en')} residents, ${total.toLocaleString('en')} acts`,
          lines: [
            `judged ${rate(median(rates.judged))}; folded ${residents.toLocaleString('en')} residents in ${fold.seconds.toFixed(1)} s`,
            `a balance is read in ${reads.median.toFixed(2)} ms (median), ${reads.p99.toFixed(2)} ms (99 %)`,
            size,
            `resident memory of the process ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
          ],
        },
        next,
      ],
    };
  },
};

const rate = (value: number): string => `${Math.round(value).toLocaleString('en')} acts/s`;

function sizesOf({ sizes }: Bench): {
  readonly residents: number;
  readonly acts: number;
  readonly rounds: number;
} {
  return { residents: sizes.residents, acts: sizes.acts, rounds: sizes.rounds * 2 };
}

/** @throws CheckFailed where what is on the ledger is not what was judged */
async function checkAll(stage: InclusionStage, total: number, folded: bigint): Promise<void> {
  const [row] = await stage.database.query<Record<string, string>>(
    `select (select count(*) from inclusion.verdict) as verdicts, (select sum(points) from inclusion.verdict) as points,
            (select sum(points) from inclusion.resident_month) as months,
            (select count(*) from inclusion.unfolded) as waiting,
            (select sum(b.available) from ledger.balance b where b.account_id > 1024) as ledger`,
  );
  const right =
    Number(row?.['verdicts']) === total &&
    BigInt(row?.['points'] ?? -1) === folded &&
    BigInt(row?.['months'] ?? -1) === folded &&
    BigInt(row?.['ledger'] ?? -1) === folded &&
    row?.['waiting'] === '0';
  if (!right) throw new CheckFailed(`the figures of acts do not agree: ${JSON.stringify(row)}`);
}

async function readTimes(
  stage: InclusionStage,
  residents: number,
): Promise<{ readonly median: number; readonly p99: number }> {
  const random = new Random(3);
  const times: number[] = [];
  for (let read = 0; read < READS; read += 1) {
    const id = random.below(residents) + 1;
    const started = performance.now();
    await readPoints(stage.database, { id: BigInt(id), accountNumber: accountNumber('points', 1_024 + id) });
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { median: median(times), p99: times[Math.floor(READS * 0.99)] ?? NaN };
}

/** What the same acts cost in an empty month behind a full one. */
async function oneMoreMonth(bench: Bench, stage: InclusionStage, count: number): Promise<Note> {
  bench.say('acts: one more month');
  const batches = stage.batches(count, MONTHS[1], 3);
  const landing = await stage.land(batches, LATER);
  const { seconds } = await stage.judge(LATER);
  const fold = await stage.fold(LATER);
  return {
    about: `one more month: ${count.toLocaleString('en')} acts behind the first`,
    lines: [
      `landed ${rate(count / landing)}, judged ${rate(count / seconds)}, folded in ${fold.seconds.toFixed(1)} s`,
    ],
  };
}

async function sizeOnDisk(stage: InclusionStage): Promise<string> {
  const [row] = await stage.database.query<{ told: string; acts: string; verdicts: string; leaves: string }>(
    `select (select count(*) from inclusion.act) as told,
            (select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'inclusion.act'::regclass) as acts,
            (select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'inclusion.verdict'::regclass) as verdicts,
            pg_total_relation_size('inclusion.intake_batch') as leaves`,
  );
  const each = (bytes: string | undefined): string =>
    (Number(bytes ?? 0) / Number(row?.told ?? 1)).toFixed(0);
  return `bytes an act with indexes: told ${each(row?.acts)}, verdict ${each(row?.verdicts)}, leaf ${each(row?.leaves)}`;
}
