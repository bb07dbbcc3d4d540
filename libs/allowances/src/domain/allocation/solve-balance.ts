import type { IndustryFirm } from './allocation';
import type { AllocationRules } from './allocation-rules';
import { isSpecial } from './balance-curve';
import { type Ratio, ratioOf, significantOf } from './ratio';
import { figureMissing, noBalance, otherMethod } from './refusals';

/** So many significant digits has a balance value that no decimal gives exactly; it is rounded up, so that what the exact value just reaches is reached. */
const DIGITS = 30;

/** The balance value as it is published: exact where it ends within 30 significant digits, otherwise rounded up to these. */
export const balanceText = (balance: Ratio): string => significantOf(balance, DIGITS);

/**
 * ALC-022 as a decimal, see `exactBalance`.
 * @throws Refusal ALLOWANCES_NO_BALANCE, ALLOWANCES_OTHER_METHOD or ALLOWANCES_SPECIAL_UNKNOWN (422)
 */
export const solveBalance = (rules: AllocationRules, firms: readonly IndustryFirm[]): string =>
  balanceText(exactBalance(rules, firms));

interface Emitter {
  readonly emissions: bigint;
  /** On the scale that all intensities share. */
  readonly intensity: bigint;
}

/**
 * ALC-022: the BP at which allowances before rounding are together the emissions, exactly.
 *
 * A firm's coefficient rises with BP from one bound, where BP = I/(1+t), to the other, where BP = I/(1-t), and is flat
 * outside. So the sum of E times alpha never falls, and between two neighbouring bounds the three groups are fixed: there
 * it is zero at BP = sum of E I / (sum of E + t (E above - E below)), sums over those between their bounds. The bounds
 * are walked in order until the sum is no longer below zero. Where it is zero on a whole interval, because everybody is
 * beyond a bound and the two sides weigh the same, its middle is taken; the allowances are the same on all of it.
 * Lines that get what they emitted, and those without emissions, weigh nothing.
 * @throws Refusal ALLOWANCES_NO_BALANCE (422) without emissions, or where those of intensity 0 outweigh the others
 */
export function exactBalance(rules: AllocationRules, firms: readonly IndustryFirm[]): Ratio {
  const { method, scope } = rules;
  if (method.kind !== 'balance-curve') throw otherMethod(scope, method.kind);
  const threshold = ratioOf(method.threshold);
  const { emitters, scale } = emittersOf(rules, firms);
  if (emitters.length === 0) throw noBalance({ zh: '没有排放量', en: 'there are no emissions' });
  return reduced(walk(emitters, threshold, scale));
}

function walk(emitters: readonly Emitter[], { n: t, d }: Ratio, scale: bigint): Ratio {
  // Bounds on a common scale: BP = key / (scale (d + t)(d - t) / d), in which a firm enters at I (d - t) and leaves at I (d + t).
  const unit = { n: scale * (d + t) * (d - t), d };
  const enter = ({ intensity }: Emitter) => intensity * (d - t);
  const leave = ({ intensity }: Emitter) => intensity * (d + t);
  let [below, between, above, weighed] = [0n, 0n, 0n, 0n];
  for (const { emissions, intensity } of emitters) {
    if (intensity === 0n) above += emissions;
    else below += emissions;
  }
  const moving = emitters.filter(({ intensity }) => intensity > 0n);
  if (above > below) {
    throw noBalance({
      zh: '强度为 0 的排放量超过其余排放量',
      en: 'emissions of intensity 0 outweigh the others',
    });
  }
  const first = moving[0];
  if (first === undefined) throw noBalance({ zh: '所有强度均为 0', en: 'every intensity is 0' });
  if (above === below) return { n: enter(first) * unit.d, d: 2n * unit.n };

  let [entering, leaving] = [0, 0];
  let zeroFrom: bigint | undefined;
  for (;;) {
    const next = moving[entering];
    const last = moving[leaving];
    if (last === undefined) throw new RangeError('the last bound was passed without a balance');
    const key = next !== undefined && enter(next) <= leave(last) ? enter(next) : leave(last);
    if (zeroFrom !== undefined) return { n: (zeroFrom + key) * unit.d, d: 2n * unit.n };
    // Sum of E alpha at this bound, times what makes it whole; BP = key d / unit.n.
    const net = (between * d + t * (above - below)) * key * d - (weighed * unit.n * d) / scale;
    if (net > 0n) return { n: weighed * d, d: (between * d + t * (above - below)) * scale };
    for (let one = moving[entering]; one !== undefined && enter(one) === key; one = moving[++entering]) {
      below -= one.emissions;
      between += one.emissions;
      weighed += one.emissions * one.intensity;
    }
    for (let one = moving[leaving]; one !== undefined && leave(one) === key; one = moving[++leaving]) {
      between -= one.emissions;
      above += one.emissions;
      weighed -= one.emissions * one.intensity;
    }
    if (net === 0n) {
      if (between > 0n) return { n: key * unit.d, d: unit.n };
      zeroFrom = key;
    }
  }
}

function emittersOf(
  rules: AllocationRules,
  firms: readonly IndustryFirm[],
): { readonly emitters: readonly Emitter[]; readonly scale: bigint } {
  const weighing = firms
    .filter((firm) => !isSpecial(rules, firm) && firm.emissionsT > 0n)
    .map(({ id, emissionsT, intensity }) => {
      if (intensity === undefined) throw figureMissing(id, 'intensity', 'ALC-021');
      return { emissions: emissionsT, ratio: ratioOf(intensity) };
    });
  const scale = weighing.reduce((most, { ratio }) => (ratio.d > most ? ratio.d : most), 1n);
  const emitters = weighing
    .map(({ emissions, ratio }) => ({ emissions, intensity: ratio.n * (scale / ratio.d) }))
    .sort((a, b) => (a.intensity < b.intensity ? -1 : a.intensity > b.intensity ? 1 : 0));
  return { emitters, scale };
}

function reduced({ n, d }: Ratio): Ratio {
  let [a, b] = [n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return { n: n / a, d: d / a };
}
