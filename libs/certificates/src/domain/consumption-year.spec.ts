import { judgeConsumptionYear } from './consumption-year';
import { gecPackAt } from './rules/gec';

const pack = gecPackAt('2026-06-01');

describe('consumption year', () => {
  it('GEC-015 a certificate of 2025-12 for power of 2026 is flagged, or refused when so configured (AC-96)', () => {
    expect(judgeConsumptionYear('2025-12', 2026, pack)).toBe('flag');
    expect(judgeConsumptionYear('2025-12', 2026, pack, 'refuse')).toBe('refuse');
  });

  it('GEC-015 the same year matches', () => {
    expect(judgeConsumptionYear('2026-01', 2026, pack, 'refuse')).toBe('match');
  });

  it('GEC-015 does not bind power used before 2026, nor claims made before the rule', () => {
    expect(judgeConsumptionYear('2024-12', 2025, pack)).toBe('match');
    expect(judgeConsumptionYear('2024-12', 2026, gecPackAt('2025-12-31'))).toBe('match');
  });
});
