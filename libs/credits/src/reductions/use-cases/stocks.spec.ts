import { Refusal } from '@carbon/kernel';
import { requireStocksInOrder } from './stocks';

const forest = { sourceKind: 'stock' } as const;
const land = { parcels: ['LB-001', 'LB-002'] };
const grown = (parcel: string, fromKg = '0', toKg = '1000') => ({ parcel, fromKg, toKg });

function faultsOf(...args: Parameters<typeof requireStocksInOrder>): string[] {
  try {
    requireStocksInOrder(...args);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ field, rule }) => `${field} ${rule}`);
    throw error;
  }
}

describe('the growth of stock behind a report', () => {
  it('INV-04 is told of parcels of the project, each once, however they are written', () => {
    expect(faultsOf(land, [grown('LB-001'), grown('LB-002', '5', '9')], forest)).toEqual([]);
    expect(faultsOf(land, [grown('LB-001'), grown('lb 001')], forest)).toEqual(['stocks[1].parcel unique']);
    expect(faultsOf(land, [grown('LB-003')], forest)).toEqual(['stocks[0].parcel parcel']);
  });

  it('grows: what shrank earns nothing', () => {
    expect(faultsOf(land, [grown('LB-001', '9', '9')], forest)).toEqual(['stocks[0].toKg order']);
  });

  it('is needed where it stands behind the units, and nowhere else', () => {
    expect(faultsOf(land, [], forest)).toEqual(['stocks required']);
    expect(faultsOf(land, [grown('LB-001')], { sourceKind: 'energy' })).toEqual(['stocks unknown']);
    expect(faultsOf(land, [], { sourceKind: 'energy' })).toEqual([]);
  });
});
