import { ACT_REASONS, COUNTED } from '../act-reasons';
import type { ToldAct } from '../acts';
import type { ReadyMethod } from './ready-rules';

/** In seconds. */
const HOUR = 3_600;
const PERMILLE = 1_000;

/** Each looks at one act by itself, and gives COUNTED or the number of the reason against it. */
type Look = (act: ToldAct, method: ReadyMethod) => number;

/** PTS-006, CNV-003: both the least and the most one act may be still count. */
export const withinLimits: Look = ({ amount }, { least, most, trip }) => {
  if (amount < least) return ACT_REASONS.tooSmall.number;
  if (amount <= most) return COUNTED;
  return trip ? ACT_REASONS.distance.number : ACT_REASONS.tooMuch.number;
};

/** CNV-003: who tells of a trip takes its time from every other, whoever tells of that. */
export const withinDuration: Look = ({ durationS }, { trip, rules }) =>
  trip && durationS > rules.longestTripS ? ACT_REASONS.tooLong.number : COUNTED;

/** CNV-003: over the whole trip; nobody gets anywhere in no time. */
export const possibleSpeed: Look = ({ amount, durationS }, { trip, mostMetresPerHour }) =>
  trip && amount * HOUR > mostMetresPerHour * durationS ? ACT_REASONS.speed.number : COUNTED;

/** CNV-003: no way is shorter than the straight line, as far as places and distances are known. */
export const notBelowStraightLine: Look = ({ amount, straightM }, { trip, rules }) =>
  trip &&
  straightM !== null &&
  (amount + rules.straightMetres) * PERMILLE < straightM * (PERMILLE - rules.straightPermille)
    ? ACT_REASONS.distance.number
    : COUNTED;

/** The first reason why an act cannot have been as it is told. */
export function possibleAct(act: ToldAct, method: ReadyMethod): number {
  return (
    withinLimits(act, method) ||
    withinDuration(act, method) ||
    possibleSpeed(act, method) ||
    notBelowStraightLine(act, method)
  );
}
