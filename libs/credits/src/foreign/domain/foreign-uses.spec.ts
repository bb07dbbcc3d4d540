import { FOREIGN_REGISTRY_NAMES } from './registries';
import { UNIT_EQUIVALENCES } from './rules/equivalences';
import { FOREIGN_USES, refuseForeignPurpose } from './rules/foreign-uses';

it.each(FOREIGN_REGISTRY_NAMES)(
  'CCR-010 SUR-003 units of %s are never used where only CCER count',
  (scheme) => {
    for (const purpose of [
      'national-ets-offset',
      'local-offset',
      'ecological-damage-compensation',
    ] as const) {
      expect(() => {
        refuseForeignPurpose(scheme, purpose);
      }).toThrow('EXTERNAL_PURPOSE_REFUSED');
    }
    expect(() => {
      refuseForeignPurpose(scheme, 'voluntary');
    }).not.toThrow();
  },
);

it('GEC-003 certificates of energy neutralise no carbon, and carbon claims no green power', () => {
  expect(FOREIGN_USES['I-REC'].purposes).not.toContain('corporate-neutrality');
  expect(FOREIGN_USES.VCS.purposes).not.toContain('green-power-claim');
});

it('what stands for as much as what is shown and never exchanged; all of it our own reading (X)', () => {
  for (const equivalence of UNIT_EQUIVALENCES) {
    expect(equivalence).toMatchObject({ exchangeable: false, certainty: 'X' });
    expect(equivalence.rules.length).toBeGreaterThan(0);
  }
  const ids = UNIT_EQUIVALENCES.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toContain('i-rec-gec');
});
