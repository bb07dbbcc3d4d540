import type { Reader } from '@carbon/database';
import type { ChinaMonth } from '@carbon/kernel';
import { AMOUNT_UNITS, type AmountUnit, type DepositedAmount, type Stream } from '../../domain/index';
import { depositsNow } from '../../emitters/persistence/deposits';

/** Parameters of deposits that reports tell too. */
const STREAM_OF: Readonly<Record<string, Stream>> = {
  'fuel-consumed': 'fuel',
  'carbonate-consumed': 'carbonate',
  'electricity-purchased': 'electricity',
};

const isAmountUnit = (unit: string): unit is AmountUnit => AMOUNT_UNITS.some((known) => known === unit);

/** What units deposited of the months of a year, as a report names them. @param parts names in the report, by unit id */
export async function depositedAmounts(
  reader: Reader,
  parts: ReadonlyMap<string, string>,
  year: number,
): Promise<DepositedAmount[]> {
  const months = Array.from(
    { length: 12 },
    (_, at) => `${year}-${String(at + 1).padStart(2, '0')}` as ChinaMonth,
  );
  const places = [...parts.keys()].flatMap((unitId) => months.map((month) => ({ unitId, month })));
  if (places.length === 0) return [];
  const deposits = await depositsNow(reader, places);
  return [...deposits.values()].flatMap(({ unitId, month, data }) =>
    data.flatMap(({ parameter, unit, value: amount }): DepositedAmount[] => {
      const stream = STREAM_OF[parameter];
      const part = parts.get(unitId);
      if (stream === undefined || part === undefined || !isAmountUnit(unit)) return [];
      return [{ part, month, stream, unit, amount }];
    }),
  );
}
