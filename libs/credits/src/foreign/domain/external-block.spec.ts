import { opaqueBlock, readExternalSerial } from './external-block';
import { foreignInstrument } from './instrument-code';
import { factsOf } from './facts';

const VERRA = '9660-115597313-115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0';
const GOLD = 'GS1-1-KE-GS7495-16-2025-30645-608-30350';

it('AC-146 the example of Verra: 20,745 units of project 1060, vintage 2019', () => {
  expect(readExternalSerial('VCS', VERRA, 20_745n, 'serial')).toEqual({
    registry: 'VCS',
    batch: '9660',
    first: 115_597_313n,
    last: 115_618_057n,
    project: '1060',
    vintage: '2019',
    country: 'US',
    text: VERRA,
  });
});

it.each([
  ['13 parts', VERRA],
  ['12 parts', '9660-115597313-115618057-VCU-261-VER-US-14-1060-01012019-31122019-0'],
  ['padding', '09660-0115597313-0115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0'],
  ['small letters', VERRA.toLowerCase()],
  ['other dashes and spaces', ` ${VERRA.replaceAll('-', ' – ')} `],
  ['full width', VERRA.replaceAll('-', '－')],
  ['another program number', VERRA.replace('-261-', '-262-')],
])('SER-001 SER-002 a batch is one in whatever spelling: %s', (_, text) => {
  const { batch, first, last } = readExternalSerial('VCS', text, 20_745n, 'serial');
  expect([batch, first, last]).toEqual(['9660', 115_597_313n, 115_618_057n]);
});

it.each([GOLD, 'GS1-1-KE-GS07495-16-2025-030645-0608-030350'])(
  'SER-003 zeros in front are spelling for Gold Standard: %s',
  (text) => {
    const { batch, first, last } = readExternalSerial('GS', text, 29_743n, 'serial');
    expect([batch, first, last]).toEqual(['7495/2025/30645', 608n, 30_350n]);
  },
);

it('SER-006 numbers of I-REC run through its whole registry', () => {
  const block = readExternalSerial('I-REC', '0000-0000-0000-0001 to 0000-0000-0000-1000', 1_000n, 'serial');
  expect(block).toMatchObject({ batch: 'ALL', first: 1n, last: 1_000n });
});

it('SER-008 the sample of CAD Trust, 1000 to 1010 with count 10, is refused: these are 11', () => {
  const block = { batch: 'KH-01', first: 1_000n, last: 1_010n };
  expect(() => opaqueBlock('JCM', block, 10n, 'block')).toThrow('EXTERNAL_COUNT_WRONG');
  expect(opaqueBlock('JCM', block, 11n, 'block')).toMatchObject({ first: 1_000n, last: 1_010n });
});

it.each([
  ['of another registry', 'VCS', GOLD],
  ['that ends before it begins', 'VCS', VERRA.replace('115618057', '115597312')],
  ['of a day that does not exist', 'VCS', VERRA.replace('31122019', '31022019')],
  ['that is none', 'GS', 'hello'],
] as const)('a number %s is refused', (_, registry, text) => {
  expect(() => readExternalSerial(registry, text, 1n, 'serial')).toThrow('INPUT_MALFORMED');
});

it('a block without known format is one in whatever spelling', () => {
  const one = opaqueBlock('JCM', { batch: 'kh-003-01', first: 1n, last: 2n }, 2n, 'block');
  const other = opaqueBlock('JCM', { batch: 'KH－3－1', first: 1n, last: 2n }, 2n, 'block');
  expect(one.batch).toBe(other.batch);
});

it('what the number says is not told otherwise; what it does not say must be told', () => {
  const block = readExternalSerial('VCS', VERRA, 20_745n, 'serial');
  expect(factsOf(block, {})).toEqual({ project: '1060', vintage: '2019', country: 'US' });
  expect(() => factsOf(block, { vintage: '2020' })).toThrow('EXTERNAL_SERIAL_CONTRADICTS');
  const gold = { registry: 'JCM', batch: 'A', first: 1n, last: 1n, text: 'A' } as const;
  expect(() => factsOf(gold, { project: 'P', vintage: '2024' })).toThrow('EXTERNAL_FACT_MISSING');
});

it('instruments name registry and batch, and fit the ledger', () => {
  const facts = { project: '1060', vintage: '2019' };
  const codes = [
    foreignInstrument({ registry: 'VCS', batch: '9660' }, facts),
    foreignInstrument({ registry: 'GS', batch: '7495/2025/30645' }, facts),
    foreignInstrument({ registry: 'I-REC', batch: 'ALL' }, { project: 'DEVICE-01', vintage: '2025' }),
    foreignInstrument({ registry: 'JCM', batch: 'KH-3-1' }, facts),
  ];
  expect(codes).toEqual(['VCS:9660', 'GS:7495/2025/30645', 'IREC:DEVICE-01/2025', 'JCM:KH-3-1']);
  for (const code of codes) expect(code).toMatch(/^[A-Z0-9][A-Z0-9./:-]{0,79}$/);
});
