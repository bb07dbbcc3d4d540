import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CERTAINTIES, PackFaultsError, packHash } from '@carbon/rules/domain';
import manifest from '../../../packs/manifest.json';
import { CREDIT_SCHEMES } from '../schemes/credit-scheme';
import { creditSchemePacks } from '../schemes/credit-schemes';
import type { Founded } from './methodology';
import { loadMethodologies, methodologies, methodologyEdition, methodologyOn } from './methodology-packs';

const folder = join(__dirname, '../../../packs');
const offshoreFile = JSON.parse(
  readFileSync(join(folder, 'methodology-CCER-01-002-V01.2023-1.json'), 'utf8'),
) as Record<string, unknown>;
const pinned = (file: Record<string, unknown>) => ({
  [`methodology-${String(file['code'])}@${String(file['version'])}`]: packHash(file),
});
const load = (file: Record<string, unknown>) => loadMethodologies([file], pinned(file));
const changed = (changes: Record<string, unknown>) => ({ ...offshoreFile, ...changes });
const firstOf = (list: string) => (offshoreFile[list] as Record<string, unknown>[])[0]!;
const withFirst = (list: string, changes: Record<string, unknown>) => {
  const [, ...others] = offshoreFile[list] as unknown[];
  return changed({ [list]: [{ ...firstOf(list), ...changes }, ...others] });
};

describe('methodologies as they stand', () => {
  it('INV-10 every file of the room is loaded, and pinned by its hash', () => {
    const names = [
      ...methodologies.map(({ code, version }) => `methodology-${code}@${version}`),
      ...CREDIT_SCHEMES.flatMap((id) =>
        creditSchemePacks[id].versions().map(({ version }) => `${creditSchemePacks[id].id}@${version}`),
      ),
    ].sort();
    const files = readdirSync(folder)
      .filter((name) => name !== 'manifest.json')
      .map((name) => name.replace(/\.json$/, '').replace(/\.(\d{4})-(\d+)$/, '@$1.$2'));
    expect(files.sort()).toEqual(names);
    expect(Object.keys(manifest).sort()).toEqual(names);
  });

  it.each(methodologies.map((one) => [one.code, one] as const))(
    'INV-10 %s: every figure, check and step has rules, source and certainty',
    (_, one) => {
      const founded: Founded[] = [
        one,
        one.crediting,
        one.additionality,
        ...one.parameters.flatMap((parameter) => [parameter, ...(parameter.factors ?? [])]),
        ...[one.monitored, one.facts, one.checks, one.conditions, one.steps].flat(),
      ];
      for (const { rules, source, certainty } of founded) {
        expect(rules.length).toBeGreaterThan(0);
        expect(source).toMatch(/\S{3}/);
        expect(CERTAINTIES).toContain(certainty);
      }
    },
  );

  it('only the methodology whose text was read says that it is complete', () => {
    expect(methodologies.filter(({ complete }) => complete).map(({ code }) => code)).toEqual([
      'CCER-01-002-V01',
    ]);
    for (const { complete, missing } of methodologies) expect(missing === undefined).toBe(complete);
  });

  it('CCM-01 CCM-02 CCM-04 CCM-05 crediting periods are those of the rules', () => {
    const years = (code: string) => {
      const { minimumYears, maximumYears } = methodologyOn(code, '2026-11-21').crediting;
      return [minimumYears, maximumYears];
    };
    expect(years('CCER-01-001-V01')).toEqual([undefined, 10]);
    expect(years('CCER-01-002-V01')).toEqual([undefined, 10]);
    expect(years('CCER-14-001-V01')).toEqual([20, 40]);
    expect(years('CCER-14-002-V01')).toEqual([20, 40]);
  });

  it('CCM-06 the two methodologies of 2025 stand with checks, and say what was not seen', () => {
    for (const code of ['CCER-10-001-V01', 'CCER-07-001-V01']) {
      const found = methodologyOn(code, '2026-11-21');
      expect(found.checks.length).toBeGreaterThan(0);
      expect(found.checks.every(({ certainty }) => certainty === 'M-')).toBe(true);
      expect(() => methodologyOn(code, '2024-12-31')).toThrow('CREDITS_METHODOLOGY_NOT_IN_FORCE');
    }
  });

  it('a methodology is found by its code and by its other names; another is refused', () => {
    expect(methodologyOn('distributed-pv', '2022-12-31').code).toBe('PHER-SIP-PV-V01');
    expect(methodologyOn('mixed', '2023-01-01').code).toBe('PHER-POOL-V01');
    expect(methodologyEdition('CCER-01-002-V01', '2023.1').hash).toMatch(/^[0-9a-f]{64}$/);
    expect(() => methodologyOn('CCER-99-001-V01', '2026-01-01')).toThrow('CREDITS_METHODOLOGY_UNKNOWN');
    expect(() => methodologyEdition('CCER-01-002-V01', '2024.1')).toThrow('CREDITS_METHODOLOGY_UNKNOWN');
    expect(() => methodologyOn('CCER-01-002-V01', '2023-10-23')).toThrow('CREDITS_METHODOLOGY_NOT_IN_FORCE');
  });
});

describe('a methodology with a fault is refused when it is loaded', () => {
  it('a released edition whose content changed is refused', () => {
    expect(() => loadMethodologies([offshoreFile], pinned(offshoreFile))).not.toThrow();
    const other = withFirst('parameters', { maximum: '3' });
    expect(() => loadMethodologies([other], pinned(offshoreFile))).toThrow('the manifest says');
    expect(() => loadMethodologies([offshoreFile], {})).toThrow('the manifest says nothing');
  });

  it('editions may not share a day, nor two methodologies a name', () => {
    const next = changed({ version: '2024.1', effectiveFrom: '2024-01-01' });
    const namesake = changed({ code: 'CCER-01-009-V01', aliases: ['CCER-01-002-V01'] });
    const pins = { ...pinned(offshoreFile), ...pinned(next), ...pinned(namesake) };
    expect(() => loadMethodologies([offshoreFile, next], pins)).toThrow('shares a name or days');
    expect(() => loadMethodologies([offshoreFile, namesake], pins)).toThrow('shares a name or days');
    const first = changed({ effectiveTo: '2023-12-31' });
    expect(loadMethodologies([first, next], { ...pins, ...pinned(first) })).toHaveLength(2);
  });

  it.each([
    ['a code', changed({ code: 'wind' }), 'code must be like'],
    ['a version', changed({ version: '1' }), 'version must be like'],
    ['an end after its start', changed({ effectiveTo: '2023-01-01' }), 'effectiveTo is before'],
    [
      'no word of what is missing when it is complete',
      changed({ missing: { zh: '无', en: 'nothing' } }),
      'missing must',
    ],
    ['a word of what is missing when it is not', changed({ complete: false }), 'missing must say'],
    ['steps', changed({ steps: [] }), 'a complete methodology has steps'],
    ['no other fields', changed({ note: 'x' }), 'has no field note'],
    [
      'a source of every figure',
      withFirst('parameters', { source: '' }),
      'parameters [0] source must be a text',
    ],
    ['a known certainty', withFirst('steps', { certainty: 'sure' }), 'certainty must be one of'],
    ['decimals as text', withFirst('parameters', { maximum: 2 }), 'maximum must be a decimal string'],
    ['a range in order', withFirst('parameters', { minimum: '3' }), 'minimum is above maximum'],
    ['names that are names', withFirst('parameters', { name: 'sum' }), 'sum: is no name'],
    ['each name once', withFirst('parameters', { name: 'efBm' }), 'efBm: stands twice'],
    ['units', withFirst('parameters', { unit: 't CO2' }), 'has no such unit'],
    ['expressions that can be read', withFirst('steps', { expression: '1 +' }), 'ends too early'],
    ['known names only', withFirst('steps', { expression: 'wind' }), 'names wind, which is not known'],
    ['steps in order', withFirst('steps', { expression: 'countedImport' }), 'names countedImport'],
    ['units that fit', withFirst('steps', { expression: 'exportMwh + efOm' }), '+ joins MWh and tCO2/MWh'],
    [
      'the unit it says',
      withFirst('steps', { expression: 'exportMwh * efOm' }),
      'comes out in tCO2, not MWh',
    ],
    ['months summed', withFirst('steps', { every: 'period' }), 'of each month outside of sum'],
    [
      'a rounding where it divides',
      withFirst('steps', { expression: 'exportMwh / 3' }),
      'does not say how it is rounded',
    ],
    [
      'checks that say yes or no',
      withFirst('checks', { expression: 'distanceKm' }),
      'must come out as yes or no',
    ],
    ['numbers where numbers stand', withFirst('steps', { expression: 'not exportMwh' }), 'takes yes or no'],
    [
      'a reduction at its end',
      changed({ steps: (offshoreFile['steps'] as unknown[]).slice(0, -1) }),
      'the last step',
    ],
  ])('it needs %s', (_, file, fault) => {
    expect(() => load(file)).toThrow(PackFaultsError);
    expect(() => load(file)).toThrow(fault);
  });

  it('CCR-014 a baseline is rounded down and emissions up, never the other way', () => {
    const steps = offshoreFile['steps'] as { role: string }[];
    const rounded = (role: string, direction: string) =>
      changed({
        steps: steps.map((step) =>
          step.role === role ? { ...step, rounding: { direction, places: 3 } } : step,
        ),
      });
    for (const [role, right, wrong] of [
      ['baseline', 'down', 'up'],
      ['reduction', 'down', 'up'],
      ['project', 'up', 'down'],
      ['leakage', 'up', 'down'],
    ] as const) {
      expect(() => load(rounded(role, right))).not.toThrow();
      expect(() => load(rounded(role, wrong))).toThrow(`a ${role} step is rounded ${right}`);
    }
  });
});
