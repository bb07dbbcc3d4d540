import type { ChinaDate, Text } from '@carbon/kernel';
import type { Certainty, PackReference } from '@carbon/rules/domain';

export const METHOD_UNITS = ['m', 'Wh', 'g', 'L', 'piece'] as const;
/** The base unit in which acts of a method are told, always whole. */
export type MethodUnit = (typeof METHOD_UNITS)[number];

export const EVIDENCE_CLASSES = [
  'meter',
  'ride-record',
  'till-record',
  'weighed',
  'witnessed',
  'told',
] as const;
/** How an act is known, best first: a meter, a vehicle's or gate's record, a till, scales, a witness, somebody's word. */
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

export const METHOD_KINDS = ['trip', 'reading', 'counted'] as const;
/** A trip has a duration and stands in nobody else's time; a reading is compared with a baseline; others are counted. */
export type MethodKind = (typeof METHOD_KINDS)[number];

/** A factor of a method, over the days on which it is in force. Micrograms of CO2 for one base unit, whole. */
export interface MethodFactor {
  /** Names this value for ever: `SZ-METRO-2021`. */
  readonly id: string;
  readonly reducedUg: number;
  /** What doing it emits; undefined where nobody knows. */
  readonly emittedUg: number | undefined;
  readonly from: ChinaDate;
  readonly to: ChinaDate | undefined;
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
  /** Ids of values for the same act and days that another source gives: kept and shown, never mixed. */
  readonly conflictsWith: readonly string[];
}

/** One kind of act of one programme: data of its pack. */
export interface Method {
  /** Stored with every act; never given anew within a family. */
  readonly number: number;
  readonly code: string;
  /** What is done, whichever programme counts it: two tellings of one act have one mode. */
  readonly mode: string;
  readonly title: Text;
  /** Why this lowers emissions, in a sentence for residents. */
  readonly why: Text;
  readonly unit: MethodUnit;
  readonly evidence: EvidenceClass;
  readonly kind: MethodKind;
  /** Those that count, one on a day at most. */
  readonly factors: readonly MethodFactor[];
  /** Values of other sources that conflict with one that counts (RULES C-2): for comparison only. */
  readonly rivals: readonly MethodFactor[];
  /** In base units, of a China day and month; null where nothing is capped, as for readings. */
  readonly dailyCap: number | null;
  readonly monthlyCap: number | null;
  /** The least and the most one act may be. */
  readonly least: number;
  readonly most: number;
  /** Trips: metres per hour at most, on the whole trip. */
  readonly mostMetresPerHour: number | null;
  /** Whether its reductions may be pooled to credits. */
  readonly poolable: boolean;
  /** Whether it earns points. */
  readonly earnsPoints: boolean;
  /** Of its caps and limits; factors tell their own. */
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
}

/** Given to who has reduced so much in all. */
export interface BadgeTier {
  readonly code: string;
  readonly reducedUg: bigint;
  readonly title: Text;
}

/** How residents' reductions become credits together (CNV-001). */
export interface PoolingRules {
  /** Days after an act began until it may be pooled: nobody corrects it any more. */
  readonly settledDays: number;
  /** Of what a sale brings, in thousandths. */
  readonly residentsPermille: number;
  readonly mostResidents: number;
}

/** What straight lines between places may differ from distances told. */
export interface StraightLineTolerance {
  readonly metres: number;
  readonly permille: number;
}

/** Everything a programme's pack says, on a day. */
export interface ProgrammeRules {
  /** Of all that stands here; the certainty is that of the worst founded figure. */
  readonly reference: PackReference;
  /** The pack in an answer that rests on some figures only. */
  readonly referenceOf: (used: readonly { readonly certainty: Certainty }[]) => PackReference;
  /** The family, `inclusion-shenzhen`. */
  readonly pack: string;
  readonly version: string;
  readonly hash: string;
  readonly methods: readonly Method[];
  readonly methodOf: (number: number) => Method | undefined;
  readonly methodNamed: (code: string) => Method | undefined;
  /** Micrograms for one point; points of an act are rounded down (PTS-006). */
  readonly ugPerPoint: number;
  /** PTS-002: months after that of crediting; at most 120. */
  readonly pointsValidMonths: number;
  /** How many days after it began an act may be told. */
  readonly lateDays: number;
  /** How long after a verdict its resident may appeal, in days. */
  readonly appealDays: number;
  /** No statistics are shown of fewer participants. */
  readonly smallestGroup: number;
  /** Two tellings are of one trip when they begin within so many seconds of each other and have the same mode. */
  readonly sameTripSeconds: number;
  /** A trip takes no longer: its time is taken from all others. */
  readonly longestTripSeconds: number;
  readonly straightLine: StraightLineTolerance;
  /** Of a reading's baseline, how much may count as saved, in thousandths. */
  readonly mostSavingPermille: number;
  /** Least first. */
  readonly badges: readonly BadgeTier[];
  readonly pooling: PoolingRules;
  /** How long points stay set apart for a reward that is not taken yet. */
  readonly reservationMinutes: number;
  /** Days on which a voucher may be used, that of issue counted. */
  readonly voucherDays: number;
}

/** The factor of a method on a day; undefined where it is not in force. */
export function factorOn(method: Method, day: ChinaDate): MethodFactor | undefined {
  return method.factors.find(({ from, to }) => from <= day && (to === undefined || day <= to));
}

/** A value of a method by its id, in force, of before, or of another source. */
export function factorNamed(method: Method, id: string): MethodFactor | undefined {
  return method.factors.find((one) => one.id === id) ?? method.rivals.find((one) => one.id === id);
}
