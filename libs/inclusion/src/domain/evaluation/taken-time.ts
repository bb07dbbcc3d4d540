import { ACT_REASONS, COUNTED } from '../act-reasons';
import type { CountedAct } from '../acts';
import type { ReadyMethod } from './ready-rules';

/** What of an act tells when it was, and from whom: acts told and acts that count have it alike. */
export type Timed = Pick<CountedAct, 'startedMs' | 'durationS' | 'partner' | 'eventHash'>;

const endOf = ({ startedMs, durationS }: Timed): number => startedMs + durationS * 1_000;

/**
 * The time of one resident that is taken by what counts, in the order of beginning (CNV-003). Two trips never share
 * time, whatever moved; anything else shares none with its own mode. Ends that touch share nothing.
 */
export class TakenTime {
  private readonly trips = new Line();
  private readonly others = new Line();

  take(act: Timed, { mode, trip }: ReadyMethod): void {
    (trip ? this.trips : this.others).take(act, mode);
  }

  /** COUNTED where the time is free. Being the same act is told before merely sharing time. */
  reasonAgainst(act: Timed, method: ReadyMethod): number {
    return method.trip
      ? this.trips.against(act, method, method.rules.sameTripMs, toTrip)
      : this.others.against(act, method, 0, toOther);
  }
}

/** How one act stands to another whose time is taken. */
type Relation = 'same' | 'shares' | 'apart';
type Relate = (act: Timed, method: ReadyMethod, other: Timed, otherMode: string) => Relation;

const toTrip: Relate = (act, { mode, rules }, other, otherMode) => {
  if (mode === otherMode && Math.abs(act.startedMs - other.startedMs) <= rules.sameTripMs) return 'same';
  return shareTime(act, other) ? 'shares' : 'apart';
};

/** Without a way between places, only what begins and ends with another source's is taken for the same. */
const toOther: Relate = (act, { mode }, other, otherMode) => {
  if (mode !== otherMode) return 'apart';
  const equal = act.startedMs === other.startedMs && act.durationS === other.durationS;
  if (equal && act.partner !== other.partner) return 'same';
  return shareTime(act, other) ? 'shares' : 'apart';
};

function shareTime(a: Timed, b: Timed): boolean {
  return a.startedMs < endOf(b) && b.startedMs < endOf(a);
}

/** Acts by their beginning, each with its mode. */
class Line {
  private readonly acts: Timed[] = [];
  private readonly modes: string[] = [];
  private longestMs = 0;

  /** Most begin after all that is there already; what does not moves up to its place. */
  take(act: Timed, mode: string): void {
    const { acts, modes } = this;
    let at = acts.push(act) - 1;
    modes.push(mode);
    for (let before = acts[at - 1]; before && before.startedMs > act.startedMs; before = acts[at - 1]) {
      acts[at] = before;
      modes[at] = modes[at - 1] ?? mode;
      at -= 1;
    }
    acts[at] = act;
    modes[at] = mode;
    this.longestMs = Math.max(this.longestMs, act.durationS * 1_000);
  }

  /** Looks at all that can share time with an act, or begin within `nearMs` of it. */
  against(act: Timed, method: ReadyMethod, nearMs: number, relate: Relate): number {
    const last = Math.max(endOf(act), act.startedMs + nearMs);
    let found: number = COUNTED;
    for (let at = this.firstFrom(act.startedMs - Math.max(this.longestMs, nearMs)); ; at += 1) {
      const other = this.acts[at];
      if (other === undefined || other.startedMs > last) return found;
      const relation = relate(act, method, other, this.modes[at] ?? '');
      if (relation === 'same' && other.eventHash === act.eventHash) return ACT_REASONS.eventRepeated.number;
      if (relation === 'same') found = ACT_REASONS.sameTrip.number;
      else if (relation === 'shares' && found === COUNTED) found = ACT_REASONS.overlap.number;
    }
  }

  /** The place of the first act that begins at a moment or later. */
  private firstFrom(ms: number): number {
    let low = 0;
    let high = this.acts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.acts[middle]?.startedMs ?? Infinity) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
