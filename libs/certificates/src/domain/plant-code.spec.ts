import { Refusal } from '@carbon/kernel';
import fc from 'fast-check';
import { checkDigit } from './check-digit';
import {
  decodePlantCode,
  encodePlantCode,
  parsePlantCode,
  type PlantCodeFields,
  type ProjectType,
  projectTypes,
} from './plant-code';
import { provinces } from './provinces';
import { technologies } from './technology';

const delingha: PlantCodeFields = {
  projectType: 'centralised',
  technology: 'solar-thermal',
  filedOn: '2018-12-30',
  province: '63',
  serialOfDay: 1,
};

function faultsOf(code: string): string[] {
  try {
    decodePlantCode(code);
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ field }) => field);
    throw error;
  }
  return [];
}
const withCheck = (digits: string) => digits + checkDigit(digits);

describe('plant code', () => {
  it('GEC-018 is 17 digits: project type, energy, technology, date, place, serial, check digit', () => {
    const code = encodePlantCode(delingha);
    expect(code).toMatch(/^123181230630000\d{2}$/);
    expect(code.slice(0, 16)).toBe('1231812306300001');
    expect(decodePlantCode(code)).toEqual(delingha);
    expect(parsePlantCode(code)).toBe(code);
  });

  it('GEC-018 every plant is read back from its code', () => {
    const plants = fc.record({
      projectType: fc.constantFrom(...(Object.keys(projectTypes) as ProjectType[])),
      technology: fc.constantFrom(...technologies.map(({ code }) => code)),
      filedOn: fc
        .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10) as PlantCodeFields['filedOn']),
      province: fc.constantFrom(...provinces.map(({ code }) => code)),
      serialOfDay: fc.integer({ min: 1, max: 99_999 }),
    });
    fc.assert(
      fc.property(plants, (plant) => {
        const code = encodePlantCode(plant);
        expect(code).toMatch(/^\d{17}$/);
        expect(decodePlantCode(code)).toEqual(plant);
      }),
    );
  });

  it.each([
    ['16 digits', '1231812306300001', ['plant']],
    ['a letter', '1231812306300001A', ['plant']],
    ['a project type not in use', withCheck('9231812306300001'), ['plant.projectType']],
    ['a technology not in use', withCheck('1291812306300001'), ['plant.technology']],
    ['a day that does not exist', withCheck('1231802306300001'), ['plant.filedOn']],
    ['a place that is no province', withCheck('1231812309900001'), ['plant.province']],
    ['a serial of zero', withCheck('1231812306300000'), ['plant.serialOfDay']],
    [
      'nothing right',
      '00000000000000000',
      [
        'plant.checkDigit',
        'plant.projectType',
        'plant.technology',
        'plant.filedOn',
        'plant.province',
        'plant.serialOfDay',
      ],
    ],
  ])('GEC-018 %s is refused by name', (_, code, fields) => {
    expect(faultsOf(code).sort()).toEqual([...fields].sort());
  });

  it('GEC-018 one wrong digit is found', () => {
    const code = encodePlantCode(delingha);
    expect(faultsOf(code.slice(0, 15) + '2' + code.slice(16))).toEqual(['plant.checkDigit']);
  });

  it.each([
    ['serial 0', { serialOfDay: 0 }, 'serialOfDay'],
    ['serial 100000', { serialOfDay: 100_000 }, 'serialOfDay'],
    ['half a serial', { serialOfDay: 1.5 }, 'serialOfDay'],
    ['another century', { filedOn: '1999-01-01' as const }, 'filedOn'],
    ['a day that does not exist', { filedOn: '2025-02-30' as const }, 'filedOn'],
  ])('GEC-018 %s has no code', (_, over, field) => {
    expect(() => encodePlantCode({ ...delingha, ...over })).toThrow(field);
  });
});
