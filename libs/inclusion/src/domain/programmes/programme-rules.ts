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
}

/** One kind of act of one programme: data of its pack. */
export interface Method {
  /** Stored with every act; never given anew within a family. */
  readonly number: number;
  readonly code: string;
  readonly title: Text;
  /** Why this lowers emissions, in a sentence for residents. */
  readonly why: Text;
  readonly unit: MethodUnit;
  readonly evidence: EvidenceClass;
  /** A trip has a duration and stands in nobody else's time; a reading is compared with a baseline; others are counted. */
  readonly kind: 'trip' | 'reading' | 'counted';
  readonly factors: readonly MethodFactor[];
  /** In base units; null where nothing is capped. */
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
}

/** Everything a programme's pack says, on a day. */
export interface ProgrammeRules {
  readonly reference: PackReference;
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
}

/** The factor of a method on a day; undefined where it is not in force. */
export function factorOn(method: Method, day: ChinaDate): MethodFactor | undefined {
  return method.factors.find(({ from, to }) => from <= day && (to === undefined || day <= to));
}
