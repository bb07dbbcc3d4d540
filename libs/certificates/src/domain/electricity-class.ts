import type { PowerUse } from './technology';

/**
 * Where power went, as certificates tell it: the last but one digit of a certificate code (GEC-018, own layout).
 * `price-settled` is on-grid power inside the sustainable-price settlement scheme (GEC-007), `grid-agency` power of
 * existing hydro that the grid company buys as agent (GEC-011).
 */
export const electricityClasses = {
  'on-grid': '1',
  'self-use': '2',
  'off-grid': '3',
  'price-settled': '4',
  'grid-agency': '5',
} as const satisfies Record<PowerUse | 'price-settled' | 'grid-agency', string>;
export type ElectricityClass = keyof typeof electricityClasses;

/** The order in which the classes of a plant-month take their stretches of energy and their serials. */
export const CLASS_ORDER = [
  'on-grid',
  'price-settled',
  'grid-agency',
  'self-use',
  'off-grid',
] as const satisfies readonly ElectricityClass[];

/** How the rules on trading see a class (GEC-004, GEC-005): power of both schemes went to the grid. */
export function useOf(electricityClass: ElectricityClass): PowerUse {
  return electricityClass === 'price-settled' || electricityClass === 'grid-agency'
    ? 'on-grid'
    : electricityClass;
}

/** GEC-007, GEC-011: certificates of these classes go to the provincial account, not to the owner. */
export function goesToProvince(electricityClass: ElectricityClass): boolean {
  return electricityClass === 'price-settled' || electricityClass === 'grid-agency';
}
