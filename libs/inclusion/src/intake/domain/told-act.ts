import { ACT_REASONS, TOLD_BEFORE } from '../../domain/act-reasons';
import type { ProgrammeRules } from '../../domain/programmes/programme-rules';
import { momentMs } from './strict-moment';

/** Acts of one batch at most, whichever way it comes. */
export const MOST_ACTS = 5_000;

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** An act that may be stored as far as it and its day alone can say. */
export interface FitAct {
  /** In its batch, as it was told. */
  readonly place: number;
  readonly eventId: string;
  readonly reference: string;
  readonly residentId: string;
  readonly method: { readonly number: number; readonly code: string };
  readonly startedMs: number;
  readonly durationS: number;
  readonly amount: number;
  /** Precise places, where it was told with them. */
  readonly from: Place | undefined;
  readonly to: Place | undefined;
}

/** Whom a partner's references mean, with consent in force. */
export interface Known {
  /** The resident's number; undefined for nobody who consented. */
  residentOf(reference: string): string | undefined;
  /** Whether the resident consented to precise places, asked for alone. */
  mayPlace(residentId: string): boolean;
}

/** What acts of a partner are looked at by. */
export interface Terms {
  /** Methods by code: those of the partner that stand in its programme's pack. */
  readonly methods: ReadonlyMap<string, { readonly number: number; readonly code: string }>;
  /** An act must have ended by now, and have begun within so many days. */
  readonly nowMs: number;
  readonly lateMs: number;
}

const DAY_MS = 86_400_000;

/** PTS-001: of the partner's methods those that the pack of the day has. */
export function termsOf(rules: ProgrammeRules, methods: readonly string[], now: Date): Terms {
  const found = methods.flatMap((code) => rules.methodNamed(code) ?? []);
  return {
    methods: new Map(found.map((method) => [method.code, { number: method.number, code: method.code }])),
    nowMs: now.getTime(),
    lateMs: rules.lateDays * DAY_MS,
  };
}

/** What was told of one act, in the right form but not yet looked at. */
export interface ToldShape {
  readonly eventId: string;
  readonly resident: string;
  readonly method: string;
  readonly startedAt: string;
  readonly durationS: number;
  readonly amount: number;
  readonly from?: Place;
  readonly to?: Place;
}

const FIELDS = new Set([
  ...['eventId', 'resident', 'method', 'startedAt', 'durationS', 'amount', 'from', 'to'],
]);
const LONGEST_EVENT_ID = 64;
const REFERENCE = /^[A-Z0-9][A-Z0-9._-]{0,39}$/;
/** Control characters and halves of characters: PostgreSQL refuses some, and nobody can read any. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const MOST_SECONDS = 2_147_483_647;

/** Whether a JSON value has the form of an act; what it says is judged by `fitAct`. */
export function isToldAct(value: unknown): value is ToldShape {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const name of Object.keys(value)) if (!FIELDS.has(name)) return false;
  const { eventId, resident, method, startedAt, durationS, amount, from, to } = value as Record<
    string,
    unknown
  >;
  return (
    isEventId(eventId) &&
    typeof resident === 'string' &&
    REFERENCE.test(resident) &&
    typeof method === 'string' &&
    typeof startedAt === 'string' &&
    typeof durationS === 'number' &&
    Number.isInteger(durationS) &&
    durationS >= 0 &&
    durationS <= MOST_SECONDS &&
    typeof amount === 'number' &&
    (from === undefined) === (to === undefined) &&
    (from === undefined || (isPlace(from) && isPlace(to)))
  );
}

/** Any text of 1 to 64 characters that can be stored and shown. */
export function isEventId(value: unknown): value is string {
  return (
    typeof value === 'string' && value !== '' && value.length <= LONGEST_EVENT_ID && !UNPRINTABLE.test(value)
  );
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return false;
  const { latitude, longitude } = value as Record<string, unknown>;
  return (
    typeof latitude === 'number' &&
    Math.abs(latitude) <= 90 &&
    typeof longitude === 'number' &&
    Math.abs(longitude) <= 180
  );
}

/**
 * Looks at acts one by one, in their order. What cannot be known from them and their day (whether an event was told
 * before) is found when they are stored.
 * @returns what of them may be stored, and for every act told the number of its refusal, 0 where there is none
 */
export function fitActs(
  acts: readonly unknown[],
  terms: Terms,
  known: Known,
): { readonly fit: FitAct[]; readonly outcomes: Uint8Array } {
  const fit: FitAct[] = [];
  const outcomes = new Uint8Array(acts.length);
  const seen = new Set<string>();
  for (let place = 0; place < acts.length; place++) {
    const found = fitAct(acts[place], place, terms, known, seen);
    if (typeof found === 'number') outcomes[place] = found;
    else fit.push(found);
  }
  return { fit, outcomes };
}

function fitAct(
  told: unknown,
  place: number,
  { methods, nowMs, lateMs }: Terms,
  known: Known,
  seen: Set<string>,
): FitAct | number {
  if (!isToldAct(told)) return ACT_REASONS.malformed.number;
  const { eventId, resident: reference, durationS, amount, from, to } = told;
  if (seen.has(eventId)) return ACT_REASONS.repeatedInBatch.number;
  seen.add(eventId);
  const method = methods.get(told.method);
  if (method === undefined) return ACT_REASONS.unknownMethod.number;
  const startedMs = momentMs(told.startedAt);
  if (Number.isNaN(startedMs)) return ACT_REASONS.startedAt.number;
  if (!Number.isSafeInteger(amount) || amount <= 0) return ACT_REASONS.amount.number;
  if (startedMs + durationS * 1000 > nowMs) return ACT_REASONS.future.number;
  if (startedMs < nowMs - lateMs) return ACT_REASONS.tooLate.number;
  const residentId = known.residentOf(reference);
  if (residentId === undefined) return ACT_REASONS.noConsent.number;
  if (from !== undefined && !known.mayPlace(residentId)) return ACT_REASONS.placesWithoutConsent.number;
  return { place, eventId, reference, residentId, method, startedMs, durationS, amount, from, to };
}

/** What was told of an event earlier, as far as it decides whether a resend is the same. */
export interface StandingAct {
  readonly actNo: bigint;
  readonly startedMs: number;
  readonly durationS: number;
  readonly amount: number;
  readonly method: number;
}

/** CNV-003: word for word the same is a resend and harmless; other content under the same event id is refused. */
export function outcomeAgain(told: FitAct, standing: StandingAct): number {
  const same =
    told.startedMs === standing.startedMs &&
    told.durationS === standing.durationS &&
    told.amount === standing.amount &&
    told.method.number === standing.method;
  return same ? TOLD_BEFORE : ACT_REASONS.conflict.number;
}
