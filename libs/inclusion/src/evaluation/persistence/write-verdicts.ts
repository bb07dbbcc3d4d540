import { BinaryCopy, type Transaction } from '@carbon/database';
import type { JudgedAct, ToldAct } from '../../domain/index';

const VERDICT = [
  ...['resident_id', 'month', 'act_no', 'pass_id', 'started_at', 'amount', 'reduced_ug', 'emitted_ug'],
  ...['event_hash', 'duration_s', 'partner_id', 'points', 'programme_id', 'method', 'reason', 'poolable_ug'],
];
const TAIL = [
  ...[
    'resident_id',
    'pass_id',
    'programme_id',
    'month',
    'acts',
    'points',
    'reduced_ug',
    'poolable_ug',
    'emitted_ug',
  ],
];
const ROWS_A_PART = 10_000;

/** What a resident gained in one programme and month of a pass. */
export interface Gained {
  readonly resident: bigint;
  readonly programme: number;
  /** Days from 2000-01-01 to the first of the month, as the database counts. */
  readonly monthDay: number;
  acts: number;
  points: number;
  reducedUg: number;
  poolableUg: number;
  emittedUg: number;
}

/** Rows of one pass, encoded as they are judged and copied at its end. */
export class VerdictWriter {
  private readonly parts: { readonly verdicts: Buffer[]; readonly tail: Buffer[] } = {
    verdicts: [],
    tail: [],
  };
  private readonly verdicts = new BinaryCopy(VERDICT.length, ROWS_A_PART * 160);
  private readonly tail = new BinaryCopy(TAIL.length, ROWS_A_PART * 110);
  private verdictRows = 0;
  private tailRows = 0;

  /** @param tailPass the number its rows stand under in the tail, where a pass writes a resident and month once */
  constructor(
    private readonly pass: bigint,
    private readonly tailPass: bigint = pass,
  ) {}

  verdict(
    resident: bigint,
    monthDay: number,
    told: ToldAct,
    judged: JudgedAct & { readonly poolableUg: number },
  ): void {
    this.verdicts
      .row()
      .int8(resident)
      .int4(monthDay)
      .int8(told.actNo)
      .int8(this.pass)
      .timestampMs(told.startedMs)
      .whole(judged.amount)
      .whole(judged.reducedUg)
      .whole(judged.emittedUg)
      .int8(told.eventHash)
      .int4(told.durationS)
      .int4(told.partner)
      .int4(judged.points)
      .int2(told.programme)
      .int2(told.method)
      .int2(judged.reason)
      .whole(judged.poolableUg);
    if (++this.verdictRows % ROWS_A_PART === 0) this.parts.verdicts.push(this.verdicts.take());
  }

  gained(each: Gained): void {
    this.tail
      .row()
      .int8(each.resident)
      .int8(this.tailPass)
      .int2(each.programme)
      .int4(each.monthDay)
      .int4(each.acts)
      .whole(each.points)
      .whole(each.reducedUg)
      .whole(each.poolableUg)
      .whole(each.emittedUg);
    if (++this.tailRows % ROWS_A_PART === 0) this.parts.tail.push(this.tail.take());
  }

  async write(tx: Transaction): Promise<void> {
    const { verdicts, tail } = this.parts;
    await tx.copy(`copy inclusion.verdict (${VERDICT.join(', ')}) from stdin with (format binary)`, [
      ...verdicts,
      this.verdicts.finish(),
    ]);
    await tx.copy(`copy inclusion.unfolded (${TAIL.join(', ')}) from stdin with (format binary)`, [
      ...tail,
      this.tail.finish(),
    ]);
  }
}
