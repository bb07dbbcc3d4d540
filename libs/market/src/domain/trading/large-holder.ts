import type { TradingRules } from './trading-rules';

const HUNDRED = 100n;

/**
 * TRD-017: the holding (units) from which on a subject is reported: the lower of the quantity and the share of all there is
 * that the rules name, the share rounded up. Undefined where no line is known, or nothing is there.
 */
export function reportFrom(rules: TradingRules, totalT: bigint): bigint | undefined {
  const line = rules.reportLine;
  if (line === undefined || totalT === 0n) return undefined;
  const lines = [line.quantityT, shareOf(line.sharePercent, totalT)].filter((one) => one !== undefined);
  return lines.reduce((lowest, one) => (one < lowest ? one : lowest));
}

function shareOf(percent: string | undefined, totalT: bigint): bigint | undefined {
  if (percent === undefined) return undefined;
  const [whole = '0', fraction = ''] = percent.split('.');
  const full = HUNDRED * 10n ** BigInt(fraction.length);
  return (totalT * BigInt(whole + fraction) + full - 1n) / full;
}
