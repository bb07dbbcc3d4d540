import { type Json, Refusal } from '@carbon/kernel';
import { plausibilityKinds } from '../plausibility/examine';
import { fits, partA, partB, partC } from '../plausibility/printed-contradictions.spec-support';
import { plausibilityPacks } from '../plausibility/plausibility-pack';
import { plausibility } from './plausibility';

type Figures = Readonly<Record<string, Json>>;
const flagsOf = (kind: string, figures: Figures) =>
  plausibility({ kind, figures }, { today: '2026-03-02' }).flags;
const found = (kind: string, figures: Figures) =>
  flagsOf(kind, figures).map(({ check, expectedRange }) => `${check} ${expectedRange}`);

describe('plausibility', () => {
  it.each([...partA, ...partB, ...partC])('%s', (_, kind, figures, expected) => {
    expect(found(kind, figures)).toEqual(expected);
  });

  it.each(fits)('fits: %s', (_, kind, figures) => {
    expect(found(kind, figures)).toEqual([]);
  });

  it('PLA-04 to PLA-07 of a meter month: idle, above its nameplate, negative, a jump', () => {
    const month = { technology: 'pv', capacityKw: '1000', hours: '744' };
    const checks = (energyWh: string, previousEnergyWh?: string) =>
      flagsOf('meter-month', { ...month, energyWh, ...(previousEnergyWh && { previousEnergyWh }) }).map(
        ({ check, action }) => `${check} ${action}`,
      );
    expect(checks('120000000', '110000000')).toEqual([]);
    expect(checks('1000000')).toEqual(['PLA-04 flag']);
    expect(checks('900000000')).toEqual(['PLA-05 block']);
    expect(checks('-1000')).toEqual(['PLA-06 block']);
    expect(checks('120000000', '20000000')).toEqual(['PLA-07 flag']);
  });

  it('the first contradiction is 8.0 times, in both languages', () => {
    expect(flagsOf('certificate-offset', { certificates: '120000', claimedT: '800000' })[0]?.message).toEqual(
      {
        zh: '绿证抵消量为可抵消量的 8.0 倍',
        en: 'what the certificates are said to offset is 8.0 times what they can',
      },
    );
  });

  it('every check stands in the pack with its source and certainty, and the pack has no other', () => {
    const pack = plausibilityPacks.on('2026-03-02');
    const checks = new Set(plausibilityKinds.flatMap((kind) => kind.checks.map(({ id }) => id)));
    for (const id of checks)
      expect(pack.find(id)).toMatchObject({ rules: [id], source: expect.any(String) as string });
    const unknown = Array.from({ length: 99 }, (_, n) => `PLA-${String(n + 1).padStart(2, '0')}`).filter(
      (id) => pack.find(id) !== undefined && !checks.has(id),
    );
    expect(unknown).toEqual([]);
  });

  it('faults of every figure are told at once', () => {
    const wrong = {
      kind: 'scopes',
      figures: {
        parts: [
          { amount: '-1', scope: '' },
          { amount: '1e3', scope: 'a' },
        ],
      },
    };
    let fields: readonly { readonly field: string; readonly rule: string }[] = [];
    try {
      plausibility(wrong, { today: '2026-03-02' });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      fields = error.fields;
    }
    expect(fields.map(({ field, rule }) => [field, rule])).toEqual([
      ['figures.parts[0].amount', 'decimal'],
      ['figures.parts[0].scope', 'text'],
      ['figures.parts[1].amount', 'decimal'],
    ]);
  });
});
