import { releasedPacks } from '@carbon/rules/domain';
import type { CarbonMarket, Sector } from '../carbon-market';
import { allocateShares, type Participant } from './allocate-shares';
import { allocationRules } from './allocation-rules';

const rulesOf = (market: CarbonMarket, sector: Sector, year = 2025) =>
  allocationRules(releasedPacks, { market, sector, year }, '2026-11-21');
const given = (market: CarbonMarket, sector: Sector, participant: Omit<Participant, 'id'>) =>
  allocateShares(rulesOf(market, sector), [{ id: 'a', ...participant }])[0]!.allowanceT;

describe('other methods of allocation', () => {
  it('a park: historic emissions, output, the same for everybody', () => {
    expect(given('PARK', 'manufacturing', { historicT: '1001' })).toBe(970n);
    expect(given('PARK', 'building', { output: '20019' })).toBe(1_000n);
    expect(given('PARK', 'other', {})).toBe(1_000n);
    expect(rulesOf('PARK', 'other').reference.certainty).toBe('X');
  });

  it('European style: activity, benchmark, leakage and correction, rounded half-up', () => {
    const clinker = { product: 'grey-clinker', output: '1000.5' };
    expect(given('EU', 'cement', { ...clinker, exposed: true })).toBe(693n);
    expect(given('EU', 'cement', clinker)).toBe(208n);
    expect(rulesOf('EU', 'cement').reference.certainty).toBe('M-');
  });

  it('what is missing, unknown or another method is refused', () => {
    expect(() => given('PARK', 'manufacturing', {})).toThrow('historicT');
    expect(() => given('EU', 'steel', { output: '1' })).toThrow('product');
    expect(() => given('EU', 'steel', { output: '1', product: 'paper' })).toThrow(
      'ALLOWANCES_FIGURE_MISSING',
    );
    expect(() => given('CN', 'power', {})).toThrow('ALLOWANCES_OTHER_METHOD');
  });
});
