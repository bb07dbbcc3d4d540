import type { EmissionResult, VerifiedFigures } from '../../domain/index';
import { correctedFigures, figuresOfContent, percentOf, verifiedParts } from './verified-parts';

const part = (id: string, wholeT: string) => ({ id, exactT: wholeT, electricityT: '0', wholeT });
const result = { totalT: '300', parts: [part('1', '100'), part('2', '200')] } as unknown as EmissionResult;

describe('verified parts', () => {
  it('CYC-02 a part is as calculated unless the verifier has it otherwise, and the total moves with it', () => {
    const { parts, totalT, unknown } = verifiedParts(result, [{ id: '2', verifiedT: 190n }]);
    expect(parts).toEqual([
      { id: '1', reportedT: '100', verifiedT: '100', differenceT: '0', percent: '0.00' },
      { id: '2', reportedT: '200', verifiedT: '190', differenceT: '-10', percent: '-5.00' },
    ]);
    expect([totalT, unknown]).toEqual([290n, []]);
  });

  it('a part that is none is told', () => {
    expect(verifiedParts(result, [{ id: '3', verifiedT: 1n }]).unknown).toEqual(['3']);
  });

  it.each([
    [1n, 3n, '33.33'],
    [1n, 8n, '12.50'],
    [5n, 0n, null],
    [0n, 0n, '0.00'],
  ])('%s of %s in percent is %s, half-up', (one, whole, percent) => {
    expect(percentOf(one, whole)).toBe(percent);
  });

  it('SUR-001 figures carry what allocation rests on', () => {
    const head = {
      market: 'CN',
      year: 2025,
      holderId: 'h',
      sector: 'steel',
      province: '浙江',
      source: 's',
    } as const;
    const content = { units: [], lines: [{ id: 'a', outputT: '7' }], flows: [] };
    const verified = { parts: [{ id: 'a', verifiedT: '5' }], verifiedT: 5n };
    expect(figuresOfContent(head, content, verified)).toEqual({
      ...head,
      ...{ verifiedT: 5n, units: [], lines: [{ id: 'a', outputT: '7', emissionsT: 5n }] },
    });
  });
});

describe('ALC-012 corrections', () => {
  const standing: VerifiedFigures = {
    ...{
      market: 'CN',
      year: 2025,
      holderId: 'h',
      sector: 'steel',
      province: null,
      source: 's',
      verifiedT: 100n,
    },
    ...{ units: [], lines: [{ id: 'a', outputT: '7', emissionsT: 60n }] },
  };

  it('move the total by as much as their parts', () => {
    expect(correctedFigures(standing, [{ id: 'a', verifiedT: 50n }]).figures).toMatchObject({
      ...{ verifiedT: 90n, lines: [{ emissionsT: 50n }] },
    });
  });

  it('may state the total, for what is in no part', () => {
    expect(correctedFigures(standing, [], 101n).figures.verifiedT).toBe(101n);
    expect(correctedFigures(standing, [{ id: 'b', verifiedT: 1n }]).unknown).toEqual(['b']);
  });
});
