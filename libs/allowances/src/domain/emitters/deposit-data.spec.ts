import { dataFaults, type DepositDatum, orderedData } from './deposit-data';

const coal: DepositDatum = {
  ...{ parameter: 'fuel-consumed', material: 'raw coal', value: '1200.5', unit: 't', source: 'measured' },
};
const generation: DepositDatum = {
  ...{ parameter: 'generation', value: '4000', unit: 'MWh', source: 'measured' },
};
const rulesOf = (data: readonly DepositDatum[]) =>
  dataFaults(data, 'data').map(({ field, rule }) => `${field} ${rule}`);

it('CYC-09 figures of a month in their units, each once, are fine', () => {
  expect(rulesOf([coal, { ...coal, material: 'natural gas', unit: '10^4Nm3' }, generation])).toEqual([]);
});

it.each([
  [[{ ...coal, unit: 'kg' }], 'data[0].unit unit'],
  [[generation, { ...generation, value: '1' }], 'data[1].parameter repeated'],
  [[{ ...generation, material: 'raw coal' }], 'data[0].material none'],
])('CYC-09 %j is refused', (data, expected) => {
  expect(rulesOf(data)).toEqual([expected]);
});

it('CYC-09 a fuel is named', () => {
  const { parameter, value, unit, source } = coal;
  expect(rulesOf([{ parameter, value, unit, source }])).toEqual(['data[0].material required']);
});

it('the order of figures does not matter', () => {
  expect(orderedData([generation, coal])).toEqual(orderedData([coal, generation]));
});
