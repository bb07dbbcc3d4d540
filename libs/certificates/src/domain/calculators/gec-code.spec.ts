import { encodeCertificateCode } from '../certificate-code';
import { encodePlantCode } from '../plant-code';
import { gecCode } from './gec-code';

const run = (input: unknown) => gecCode(input, { today: '2025-06-01' });

describe('calculator gec-code', () => {
  it('GEC-018 any 32 digits are valid and split 17 + 15, though they be none of ours (AC-94)', () => {
    const answer = run({ code: '9'.repeat(32) });
    expect(answer).toMatchObject({ valid: true, plant: '9'.repeat(17), rest: '9'.repeat(15) });
    expect(answer).toMatchObject({ ownLayout: { decoded: false } });
  });

  it('GEC-018 a code of ours is read out as well', () => {
    const plant = encodePlantCode({
      projectType: 'distributed',
      technology: 'wind-onshore',
      filedOn: '2024-02-29',
      province: '12',
      serialOfDay: 7,
    });
    const code = encodeCertificateCode({
      plant,
      productionMonth: '2025-03',
      serial: 1_234n,
      electricityClass: 'self-use',
      tradeClass: 'non-tradable',
    });
    expect(run({ code })).toMatchObject({
      valid: true,
      plant,
      ownLayout: {
        decoded: true,
        projectType: 'distributed',
        technology: 'wind-onshore',
        filedOn: '2024-02-29',
        province: '12',
        serialOfDay: '7',
        productionMonth: '2025-03',
        serial: '1234',
        electricityClass: 'self-use',
        tradeClass: 'non-tradable',
      },
    });
  });

  it.each([
    ['31 digits', '1'.repeat(31), 'it has 31'],
    ['33 digits', '1'.repeat(33), 'it has 33'],
    ['a letter', '1'.repeat(31) + 'A', 'other characters'],
    ['nothing', '', 'it has 0'],
  ])('GEC-018 %s is not a code, and the reason is told (AC-94)', (_, code, reason) => {
    const answer = run({ code });
    expect(answer).toMatchObject({ valid: false, reason: { en: expect.stringContaining(reason) as string } });
    expect(answer).not.toHaveProperty('plant');
  });

  it.each([[{}], [{ code: 12345 }], [{ code: '1'.repeat(201) }], [{ code: null }]])(
    'GEC-018 %j is no text to judge',
    (input) => {
      expect(() => run(input)).toThrow('code');
    },
  );
});
