import { splitExactly } from '@carbon/kernel';

/**
 * What of a plant's contracts of an interval was delivered, in Wh: all of them where it metered as much, else what it metered
 * shared by what was contracted, exactly; single Wh that no share comes out at go to the largest remainders (CNV-002).
 * @returns by contract
 */
export function deliveredOf(
  meteredWh: bigint,
  contracts: readonly { readonly id: string; readonly energyWh: bigint }[],
): ReadonlyMap<string, bigint> {
  const contracted = contracts.reduce((sum, { energyWh }) => sum + energyWh, 0n);
  const delivered = meteredWh < contracted ? meteredWh : contracted;
  return splitExactly(
    delivered,
    contracts.map(({ id: key, energyWh: weight }) => ({ key, weight })),
  );
}
