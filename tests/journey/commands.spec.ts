import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carbon, command } from '../support/running-platform';

it('carbon demo tells the whole story, in Chinese where the environment is Chinese', async () => {
  const told = await carbon(['demo'], { LANG: 'zh_CN.UTF-8' });
  expect(told.stderr).not.toContain('Error');
  expect(told.status).toBe(0);
  for (const part of [
    '298050000 千瓦时 = 298050 张 × 1,000 千瓦时 + 结转 0 千瓦时',
    '409 GEC_ALREADY_CLAIMED (GEC-014)',
    '已锚定',
    '证据有效。',
    '证据无效：seal 未通过。',
    'INCONSISTENT',
    'JOURNAL_ROW_ALTERED',
  ]) {
    expect(told.stdout).toContain(part);
  }
});

it('carbon demo credits tells Suzhou and the exclusivity of one energy on a turned clock', async () => {
  const told = await carbon(['demo', 'credits'], { LANG: 'zh_CN.UTF-8' });
  expect(told.stderr).not.toContain('Error');
  expect(told.status).toBe(0);
  for (const part of [
    '时钟由故事拨动',
    '= 6000.04656 t，向下取整签发 6000 吨',
    '[2023-01-16] E007 PHER-SIP-PJ000001-20220101-20221231：6000 可用',
    '[2023-01-18] E007 PHER-SIP-PJ000001-20220101-20221231：0',
    '(REG-009)',
    '：17000 可用',
    '：73000 可用',
    '-202501：1000 锁定',
    '-202501：10 可用',
    '422 CREDITS_MONTHS_TRADED (EXC-002)',
    '-202503 1-1010',
    '来源已归还',
    '凭证有效',
  ]) {
    expect(told.stdout).toContain(part);
  }
});

it('carbon demo inclusion tells a month of trips, from the partners to a farewell', async () => {
  const told = await carbon(['demo', 'inclusion'], { LANG: 'zh_CN.UTF-8' });
  expect(told.stderr).not.toContain('Error');
  expect(told.status).toBe(0);
  for (const part of [
    'EV900003 拒收：没有这个日期或时间 [started-at]',
    'EV900005 拒收：数量应为正整数 [amount]',
    'EV900001 不计：另一来源已上报同一次出行 [same-trip]',
    'EV000005 不计：事件号已由另一来源上报 [event-repeated]',
    'EV900004 不计：速度不可能 [speed]',
    'M02 核销：HTTP 404',
    'M03 核销：HTTP 200',
    'HTTP 410 ACT_ERASED',
  ]) {
    expect(told.stdout).toContain(part);
  }
});

it('carbon demo allowances tells a compliance year from the list to the certificates', async () => {
  const told = await carbon(['demo', 'allowances'], { LANG: 'zh_CN.UTF-8' });
  expect(told.stderr).not.toContain('Error');
  expect(told.status).toBe(0);
  for (const part of [
    'E003 2024-07 存证逾期 3 天',
    '[2025-03-13] E001 CEA24：3360000 可用',
    'E001 核定 4878510 吨，本次发放 1518510，收回 0',
    'E003 核定 320000 吨，本次发放 0，收回 16000',
    'E002 B：应缴 1769550，配额 1743550，CCER 0，尚欠 26000',
    'E005 A：应缴 1234567，配额 1172839，CCER 61728，尚欠 0',
    '812500000–1625000000 分，决定 1218750000 分',
    'E001 CC-20251201-',
    '凭证有效',
  ]) {
    expect(told.stdout).toContain(part);
  }
});

describe('carbon calc', () => {
  it('AC-90 by standard input', async () => {
    const months = [
      { month: '2025-01', energyMwh: '12345.678' },
      { month: '2025-02', energyMwh: '10.400' },
      { month: '2025-03', energyMwh: '0.500' },
      { month: '2025-04', energyMwh: '0.422' },
    ];
    const { status, stdout } = await carbon(
      ['calc', 'gec-issue', '--input', '-'],
      {},
      JSON.stringify({ months }),
    );
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as {
      months: { certificates: string; remainderMwh: string }[];
      rules: string[];
    };
    expect(answer.months.map(({ certificates, remainderMwh }) => [certificates, remainderMwh])).toEqual([
      ['12345', '0.678'],
      ['11', '0.078'],
      ['0', '0.578'],
      ['1', '0'],
    ]);
    expect(answer.rules).toContain('GEC-001');
  });

  it('a refused input exits 2 with the problem document on standard output', async () => {
    const { status, stdout } = await carbon(['calc', 'gec-validity'], {}, '{"productionMonth":"2025-13"}');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      code: 'INPUT_MALFORMED',
      status: 400,
      fields: [{ field: 'productionMonth', rule: 'month', message: { zh: expect.any(String) as string } }],
    });
  });

  it.each([
    ['no such calculator', ['calc', 'nope'], '{}', 'CALCULATOR_UNKNOWN'],
    ['no JSON', ['calc', 'gec-code'], '{', 'INPUT_MALFORMED'],
    ['no such file', ['calc', 'gec-code', '--input', '/nowhere.json'], '', 'INPUT_MALFORMED'],
  ])('%s', async (_, parameters, input, code) => {
    const { status, stdout } = await carbon(parameters, {}, input);
    expect([status, (JSON.parse(stdout) as { code: string }).code]).toEqual([2, code]);
  });
});

it.each([
  ['an empty file', ''],
  ['another JSON', '{"a":1}'],
  ['no JSON at all', '\u0000\u0001'],
])('carbon verify: %s is not valid, exit 1', async (_, content) => {
  const file = join(tmpdir(), `carbon-not-a-bundle-${process.pid}.json`);
  writeFileSync(file, content);
  const { status, stdout } = await carbon(['verify', file]);
  expect(status).toBe(1);
  expect(stdout).toContain('The evidence is not valid');
});

it('a platform that is not there: exit 3 and a sentence', async () => {
  const { status, stdout } = await carbon(['trace', '1'.repeat(32)], { CARBON_DATA: '/nowhere' });
  expect(status).toBe(3);
  expect(stdout).toContain('No running platform was found');
  const unreachable = await carbon(['--url', 'http://127.0.0.1:9', 'issue']);
  expect(unreachable.status).toBe(3);
});

it('npm run simulate plays seeded stories and prints a report of each', async () => {
  const played = await command(['scripts/run.mjs', 'tests/simulate/main', '--seed', '7', '--steps', '12']);
  expect(played).toMatchObject({ status: 0 });
  expect(JSON.parse(played.stdout)).toMatchObject({ seed: 7 });
});
