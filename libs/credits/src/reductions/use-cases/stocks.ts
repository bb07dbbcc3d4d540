import { fault, malformed } from '@carbon/kernel';
import { stockKey } from '@carbon/sources/domain';
import type { Methodology } from '../../domain/methodologies/methodology';
import type { Project } from '../../projects/persistence/project';
import type { StockGrowth } from '../persistence/report';

/**
 * Growth of stock is told where it stands behind the units and nowhere else, of parcels of the project, each once.
 * @throws Refusal INPUT_MALFORMED naming `stocks[n]`
 */
export function requireStocksInOrder(
  { parcels }: Pick<Project, 'parcels'>,
  stocks: readonly StockGrowth[],
  { sourceKind }: Pick<Methodology, 'sourceKind'>,
): void {
  if (sourceKind !== 'stock') {
    if (stocks.length === 0) return;
    throw malformed([fault('stocks', 'unknown', 'are not asked by the methodology', '方法学未要求碳储量')]);
  }
  if (stocks.length === 0) {
    throw malformed([
      fault('stocks', 'required', 'must tell the growth of each parcel', '必须给出各地块碳储量的变化'),
    ]);
  }
  const [own, given] = [parcels.map(stockKey), stocks.map(({ parcel }) => stockKey(parcel))];
  const faults = stocks.flatMap(({ parcel, fromKg, toKg }, at) => [
    ...(own.includes(stockKey(parcel))
      ? []
      : [fault(`stocks[${at}].parcel`, 'parcel', 'is no parcel of the project', '不是本项目的地块')]),
    ...(given.indexOf(stockKey(parcel)) === at
      ? []
      : [fault(`stocks[${at}].parcel`, 'unique', 'is repeated', '重复')]),
    ...(BigInt(fromKg) < BigInt(toKg)
      ? []
      : [fault(`stocks[${at}].toKg`, 'order', 'must be above fromKg', '须大于 fromKg')]),
  ]);
  if (faults.length > 0) throw malformed(faults);
}
