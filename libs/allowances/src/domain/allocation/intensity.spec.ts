import { releasedPacks } from '@carbon/rules/domain';
import type { Sector } from '../carbon-market';
import { allocationRules } from './allocation-rules';
import { intensityOf } from './intensity';

const rulesOf = (sector: Sector) =>
  allocationRules(releasedPacks, { market: 'CN', sector, year: 2026 }, '2026-11-21');
const line = (emissionsT: bigint, outputT: string, special?: string) => ({
  id: outputT,
  emissionsT,
  outputT,
  ...(special !== undefined && { special }),
});

describe('ALC-023 intensity', () => {
  it('is the emissions of all lines over their output', () => {
    expect(intensityOf(rulesOf('steel'), [line(1_520_000n, '600000'), line(0n, '400000')])).toBe('1.52');
    expect(intensityOf(rulesOf('cement'), [line(2n, '3')])).toBe('0.666666666667');
  });

  it('ALC-025 leaves out the lines that get what they emitted', () => {
    const lines = [line(850n, '1000'), line(9_000n, '1000', 'white-clinker')];
    expect(intensityOf(rulesOf('cement'), lines)).toBe('0.85');
  });

  it('without output there is none', () => {
    expect(intensityOf(rulesOf('aluminium'), [])).toBeUndefined();
    expect(intensityOf(rulesOf('aluminium'), [line(5n, '0')])).toBeUndefined();
  });
});
