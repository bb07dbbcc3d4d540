import { releasedPacks } from '@carbon/rules/domain';
import { ACT_REASONS, programmeRules } from '../../domain/index';
import { amountInWords } from './amount-words';
import { type ActOfResident, explain, formulaOf, type Verdict } from './told-act';

const rules = programmeRules(releasedPacks, 'inclusion-shenzhen', '2026-09-01');
const BEGAN = new Date('2026-08-31T17:00:00.000Z');

const verdict: Verdict = {
  ...{ passId: 1n, judgedAt: new Date('2026-09-01T02:00:00.000Z'), startedAt: BEGAN, durationS: 1_800 },
  ...{ amount: 20_000n, reducedUg: 934_000_000n, emittedUg: 0n, points: 186, reason: 0, corrected: false },
};

const act = (change: Partial<ActOfResident> = {}): ActOfResident => ({
  ...{ number: 8_193n, month: '2026-09-01', startedAt: BEGAN, durationS: 1_800, amount: 20_000n },
  partner: { code: 'METRO', name: { zh: '示例', en: 'Invented' } },
  ...{ programme: 1, method: 1, verdict, appeal: undefined },
  ...change,
});

describe('an act in words', () => {
  it('AC-110 counts with its formula and the factor of its China day', () => {
    const told = explain(act(), rules, '2026-09-02');
    expect(told).toMatchObject({ state: 'counted', factor: { id: 'SZ-METRO-2021' }, emittedUg: undefined });
    expect(told.words).toEqual({
      zh: '地铁 20 公里，减排 934 克，得 186 分',
      en: 'Metro, 20 km: 934 g less CO2, 186 points',
    });
    expect(formulaOf(told)?.en).toBe('20000 m × 0.0467 g/m = 934 g; 934 g ÷ 5 g = 186 points (rounded down)');
  });

  it('says what of it counts where a cap cut it', () => {
    const cut = { ...verdict, amount: 5_500n, reducedUg: 256_850_000n, points: 51 };
    expect(explain(act({ verdict: cut }), rules, '2026-09-02').words.zh).toBe(
      '地铁 20 公里（计入 5.5 公里），减排 256.85 克，得 51 分',
    );
  });

  it('waits without figures, and cannot be appealed against', () => {
    const told = explain(act({ verdict: undefined }), rules, '2026-09-02');
    expect(told).toMatchObject({ state: 'pending', appealUntil: undefined, reason: undefined });
    expect(formulaOf(told)).toBeUndefined();
  });

  it('is refused for its reason, until the last day of an appeal', () => {
    const refused = { ...verdict, amount: 0n, reducedUg: 0n, points: 0, reason: ACT_REASONS.overlap.number };
    const told = (today: string, appeal?: string) => explain(act({ verdict: refused, appeal }), rules, today);
    expect(told('2026-10-01')).toMatchObject({
      state: 'refused',
      reason: { code: 'overlap' },
      appealUntil: '2026-10-01',
    });
    expect(told('2026-10-02').appealUntil).toBeUndefined();
    expect(told('2026-09-02', 'open').appealUntil).toBeUndefined();
    expect(formulaOf(told('2026-09-02'))).toBeUndefined();
  });
});

describe('amounts', () => {
  it.each([
    [20_000n, 'm', '20 km'],
    [20_500n, 'm', '20.5 km'],
    [7n, 'm', '0.007 km'],
    [0n, 'Wh', '0 kWh'],
    [1_200n, 'g', '1.2 kg'],
    [3n, 'L', '3 L'],
    [2n, 'piece', '2 times'],
  ] as const)('%s %s are %s', (amount, unit, words) => {
    expect(amountInWords(amount, unit).en).toBe(words);
  });
});
