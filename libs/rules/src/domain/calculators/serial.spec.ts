import type { ChinaDate } from '@carbon/kernel';
import { Refusal } from '@carbon/kernel';
import { serialAnswer, serialCalculator } from './serial';

const context = { today: '2026-03-13' as ChinaDate };
const said = (text: string) => serialAnswer({ text }, context);

function ruleOf(text: unknown): string | undefined {
  try {
    serialAnswer({ text }, context);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.fields[0]?.rule;
    throw error;
  }
}

describe('serial numbers of other registries', () => {
  it('AC-146 SER-001 the Verra example: 20,745 units of project 1060, vintage 2019, no flag', () => {
    expect(said('9660-115597313-115618057-VCS-VCU-261-VER-US-14-1060-01012019-31122019-0')).toMatchObject({
      units: '20745',
      project: '1060',
      vintage: '2019',
      flag: false,
      rules: ['SER-001'],
    });
  });

  it('SER-002 an older Verra number: one unit, over two years, with the flag', () => {
    expect(said('8040-449402275-449402275-VCU-042-MER-PE-14-1360-01072013-30062014-1')).toMatchObject({
      format: 'verra-12',
      units: '1',
      project: '1360',
      vintage: '2013-2014',
      flag: true,
    });
  });

  it('SER-003 a Gold Standard block of 29,743 credits', () => {
    expect(said('GS1-1-KE-GS7495-16-2025-30645-608-30350')).toMatchObject({
      units: '29743',
      project: 'GS7495',
      vintage: '2025',
      country: 'KE',
    });
  });

  it('SER-004 a block of a national registry', () => {
    expect(said('CA0001-LK-LK-001-1-1000-2024')).toMatchObject({ units: '1000', vintage: '2024' });
  });

  it('SER-005 a batch says its period and no units', () => {
    const batch = said('C01-001-20190101-20200101-001');
    expect(batch).toMatchObject({ project: 'C01-001', from: '2019-01-01', to: '2020-01-01' });
    expect(batch).not.toHaveProperty('units');
  });

  it('SER-006 I-REC: an inclusive range, and second-hand knowledge says so', () => {
    const range = said('0000-0000-0000-0001 to 0000-0000-0000-1000');
    expect(range).toMatchObject({ units: '1000', pack: { certainty: 'S' } });
  });

  it.each([
    ['ends before it begins', 'GS1-1-KE-GS7495-16-2025-30645-30350-608', 'order'],
    ['a day that does not exist', '9660-1-2-VCS-VCU-261-VER-US-14-1060-31022019-31122019-0', 'date'],
    ['a format nobody uses', 'VCS-1-2', 'format'],
    ['no text', 5, 'string'],
    ['far too long', '1'.repeat(1_000), 'string'],
  ])('%s is refused', (_, text, rule) => {
    expect(ruleOf(text)).toBe(rule);
  });

  it('its example gives what it says', () => {
    const [example] = serialCalculator.examples;
    expect(serialAnswer(example?.input, context)).toEqual(example?.output);
  });
});
