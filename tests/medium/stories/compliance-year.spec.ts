import { setTimeout as pause } from 'node:timers/promises';
import { verifyReceiptCode } from '@carbon/transparency/verify';
import { LATE } from '../../../apps/platform/src/demo/compliance-year/deposits';
import { OFFSET_T } from '../../../apps/platform/src/demo/compliance-year/offset-credits';
import { AVERAGE_PRICE } from '../../../apps/platform/src/demo/compliance-year/surrendering';
import { ComplianceYear } from '../../../apps/platform/src/demo/compliance-year/year';
import { exportYear } from '../../support/compliance-year-export';
import { qrOfPdf } from '../../support/qr-of-pdf';
import { StoryStage } from '../../support/story-stage';

/**
 * The data year 2024 of five key emitters, from the list to the certificates, with the figures of `apps/platform/demo`.
 * Allocations beside CASES.md (AC-01, AC-04, AC-20) and by hand.
 */
describe('a compliance year', () => {
  let stage: StoryStage;
  let year: ComplianceYear;
  let lived: string;

  beforeAll(async () => {
    stage = await StoryStage.open();
    year = new ComplianceYear(stage);
  });
  afterAll(() => stage.close());

  type Items<T> = { items: T[] };
  const ask = <T>(path: string) => stage.get<T>('REGULATOR/reader', path);
  const items = async <T>(path: string) => (await ask<Items<T>>(path)).items;

  it('ETS-004 CYC-07 CYC-08 five provinces list their emitters, who file their units and plans', async () => {
    await year.list();
    await year.plan();
    const listed = await items<{ holder: string; publishedOn: string }>('/v1/emitter-lists/CN/2024');
    expect(listed.map(({ holder, publishedOn }) => [holder, publishedOn])).toEqual(
      ['E001', 'E002', 'E003', 'E004', 'E005'].map((code) => [code, '2023-10-16']),
    );
    const plans = await items<{ state: string }>('/v1/quality-plans?market=CN&year=2024');
    expect(plans.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'submitted'));
  });

  it('CYC-09 nine units deposit twelve months; one month of one of them is three days late', async () => {
    await year.deposit();
    const deposits = await items<object>('/v1/emission-deposits?market=CN&limit=500');
    expect(deposits).toHaveLength(9 * 12);
    expect(await items('/v1/emission-deposits?market=CN&late=true')).toMatchObject([
      { holder: LATE.enterprise, month: LATE.month, dueOn: '2024-09-09', daysLate: 3 },
    ]);
  });

  it('SUR-001 2023 is settled: what is left of its allowances stays with its owner', async () => {
    const lines = await items<{ holder: string; status: string }>('/v1/compliance?market=CN&year=2023');
    expect(lines.map(({ holder, status }) => [holder, status])).toEqual([
      ...[
        ['E001', 'A'],
        ['E002', 'A'],
        ['E003', 'A'],
      ],
    ]);
    expect(await stage.held('E001', 'CEA23')).toEqual({ available: 61_271n });
    expect(await stage.held('E002', 'CEA23')).toEqual({ available: 1_108n });
  });

  it('ALC-009 CYC-03 seventy percent of what was verified for 2023, unit by unit, by 20 April', async () => {
    await year.preAllocate();
    expect(stage.today <= '2025-04-20').toBe(true);
    expect(await held('CEA24')).toEqual({
      // 1,701,000 + 1,659,000; ⌊773,220⌋ + ⌊475,183.8⌋; 336,000
      ...{ E001: 3_360_000n, E002: 1_248_403n, E003: 336_000n },
    });
  });

  it('CYC-01 CYC-02 power reports, is verified and confirmed; a finding leaves a corrected version', async () => {
    await year.reportPower();
    expect(stage.today <= '2025-03-31').toBe(true);
    const reported = await checksOf('E001', 1);
    expect(reported).toContain('deposit-differs');
    await year.verifyPower();
    expect(await checksOf('E001', 2)).not.toContain('deposit-differs');
    const findings = await items(`/v1/emission-reports/${year.reportOf('E001')}/findings`);
    expect(findings).toMatchObject([{ number: 1, field: 'flows[2].amount', state: 'closed' }]);
    expect(await verifiedOf(...['E001', 'E002', 'E003'])).toEqual(['4842350', '1770050', '320000']);
  });

  it('ETS-013 the objection to 500 t is filed within seven working days, and upheld within ten', async () => {
    await year.objectAndDecide();
    const [one] = await items<{ decideBy: string; outcome: string }>('/v1/verification-objections');
    expect(one).toMatchObject({ outcome: 'upheld', decideBy: '2025-05-22' });
    expect(await verifiedOf('E002')).toEqual(['1769550']);
  });

  it('ALC-026 ALC-023 steel by its mass balance and cement by its clinker come to what was verified', async () => {
    await year.reportIndustry();
    expect(await verifiedOf('E004', 'E005')).toEqual(['2345678', '1234567']);
    const methods = await Promise.all(['E004', 'E005'].map((code) => version(code, 1)));
    expect(methods.map(({ result }) => result.method)).toEqual(['mass-balance', 'factor']);
  });

  it('AC-01 AC-04 ALC-007 final allocation of power: trued up, handed back where it was too much', async () => {
    await year.allocatePower();
    expect(await unitsOf('E001')).toEqual(['2476300', '2402210']);
    // Ff 1.015^(16 − 20 × 58 %) = 1.067703: ⌊965,880 × Ff⌋ + ⌊51,650⌋
    expect(await unitsOf('E002')).toEqual(['1082922', '659520']);
    // gas: initial 309,245 (AC-06), exempt up to what it emitted
    expect(await unitsOf('E003')).toEqual(['320000']);
    const [gas] = await items<object>('/v1/allocations?market=CN&year=2024&phase=final&holder=E003');
    expect(gas).toMatchObject({ amountT: '320000', issuedT: '0', returnedT: '16000' });
    expect(await items('/v1/allocation-appeals')).toMatchObject([{ holder: 'E002', outcome: 'dismissed' }]);
  });

  it('AC-20 ALC-020 steel and cement get what they emitted; the cap has room left', async () => {
    await year.allocateIndustry();
    expect(await held('CEA24')).toEqual({
      ...{ E001: 4_878_510n, E002: 1_742_442n, E003: 320_000n, E004: 2_345_678n, E005: 1_234_567n },
    });
    const [whole] = await items<object>('/v1/allowance-caps?market=CN&year=2024');
    expect(whole).toMatchObject({ capT: '11000000', issuedT: '10521197' });
  });

  it('AC-30 SUR-002 SUR-003 SUR-008 SUR-012 surrendered under review, the oldest vintage first', async () => {
    const credits = await year.offset();
    const notices = await items<{ content: { dueT: string; creditCapT: string; deadline: string } }>(
      '/v1/compliance-notices?market=CN&year=2024',
    );
    expect(notices).toHaveLength(5);
    expect(notices.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({ dueT: '1234567', creditCapT: OFFSET_T.toString(), deadline: '2025-12-31' }),
    );
    await year.surrender(credits);
    const lines = await items<object>('/v1/compliance?market=CN&year=2024');
    expect(lines).toMatchObject([
      { holder: 'E001', status: 'A', surrendered: '4842350', credits: '0', shortfall: '0' },
      { holder: 'E002', status: 'B', due: '1769550', surrendered: '1743550', shortfall: '26000' },
      { holder: 'E003', status: 'A', surrendered: '320000' },
      { holder: 'E004', status: 'A', surrendered: '2345678' },
      { holder: 'E005', status: 'A', due: '1234567', surrendered: '1172839', credits: '61728' },
    ]);
    expect(await stage.held('E001', 'CEA23')).toEqual({});
    // 61,271 of 2023 and 4,781,079 of 2024 met 4,842,350
    expect(await held('CEA24')).toEqual({ E001: 97_431n, E005: 61_728n });
  });

  it('PEN-001 the short one is fined within five to ten times the invented average price', async () => {
    const { decision, fineFen, range, missingT } = await year.fine();
    // 26,000 t × 62.50 yuan × 5 and × 10
    expect([missingT, range]).toEqual(['26000', { fromFen: '812500000', toFen: '1625000000' }]);
    expect(fineFen).toBe('1218750000');
    expect(await ask(`/v1/penalties/${decision}`)).toMatchObject({
      ...{ state: 'open', rule: 'PEN-001', fineFen },
      facts: { averagePrice: AVERAGE_PRICE, deadline: '2025-12-31' },
    });
  });

  it('S02 the rate of each province: four met the year, one did not', async () => {
    const rates = await ask<{ groups: { group: string; ratePercent: string }[]; all: object }>(
      '/v1/compliance-rate?market=CN&year=2024&by=province',
    );
    expect(rates.all).toMatchObject({ obliged: 5, fulfilled: 4, inTime: 4, ratePercent: '80.00' });
    const byProvince = rates.groups.map(({ group, ratePercent }) => [group, ratePercent] as const);
    expect(Object.fromEntries(byProvince)).toEqual({
      ...{ 浙江: '100.00', 陕西: '0.00', 江苏: '100.00', 河北: '100.00', 安徽: '100.00' },
    });
  });

  it('SUR-014 the four have certificates with numbers that verify offline; the short one has none', async () => {
    const certificates = await items<{ number: string; facts: { holder: { code: string } } }>(
      '/v1/compliance-certificates?market=CN&year=2024',
    );
    expect(certificates.map(({ facts }) => facts.holder.code).sort()).toEqual([
      'E001',
      'E003',
      'E004',
      'E005',
    ]);
    for (const { number } of certificates) {
      expect(number).toMatch(/^CC-20251201-\d{8}-\d$/);
      const verdict = verifyReceiptCode(await codeOf(number));
      expect(verdict).toMatchObject({ valid: true, state: 'shown', document: { market: 'CN', year: 2024 } });
    }
    const number = certificates[0]?.number ?? '';
    const path = `/v1/receipts/${number}/pdf?lang=both`;
    const pdf = await stage.platform.send('GET', path, stage.platform.machine);
    const read = qrOfPdf(pdf.rawPayload) ?? '';
    expect(read).toContain(`/r/${number}#`);
    expect(verifyReceiptCode(read.slice(read.indexOf('#') + 1)).valid).toBe(true);
  });

  it('the same year told again, as after a crash, does nothing twice', async () => {
    lived = await exportYear(stage, year);
    for (const figure of ['"approvedT":"2476300"', '"shortfall":"26000"', '"CC-20251201-', '{{1,3360000,']) {
      expect(lived).toContain(figure);
    }
    expect(await exportYear(stage, await liveAll(stage))).toBe(lived);
  });

  it('the same year lived again in another house gives the same bytes', async () => {
    const again = await StoryStage.open();
    try {
      const other = await liveAll(again);
      expect(await exportYear(again, other)).toBe(lived);
    } finally {
      await again.close();
    }
  });

  async function held(instrument: string): Promise<Readonly<Record<string, bigint>>> {
    const parts: Record<string, bigint> = {};
    for (const { code } of year.all) {
      const { available = 0n } = await stage.held(code, instrument);
      if (available > 0n) parts[code] = available;
    }
    return parts;
  }

  async function checksOf(code: string, number: number): Promise<string[]> {
    const path = `/v1/emission-reports/${year.reportOf(code)}/versions/${number}/checks`;
    return (await items<{ code: string }>(path)).map((check) => check.code);
  }

  function version(code: string, number: number): Promise<{ result: { method: string } }> {
    return ask(`/v1/emission-reports/${year.reportOf(code)}/versions/${number}`);
  }

  async function verifiedOf(...codes: readonly string[]): Promise<string[]> {
    const dues: string[] = [];
    for (const code of codes) dues.push((await ask<{ due: string }>(`/v1/compliance/${code}/CN/2024`)).due);
    return dues;
  }

  /** What each unit got, as its calculation says. */
  async function unitsOf(code: string): Promise<string[]> {
    const path = `/v1/allocation-rounds/${year.round(code).number}/lines/${code}`;
    const { versions } = await ask<{
      versions: { document: { steps: { units: { approvedT: string }[] } } }[];
    }>(path);
    return versions[0]?.document.steps.units.map(({ approvedT }) => approvedT) ?? [];
  }

  async function codeOf(number: string): Promise<string> {
    for (;;) {
      const { code } = await ask<{ code: string | null }>(`/v1/receipts/${number}`);
      if (code !== null) return code;
      await pause(100);
    }
  }
});

async function liveAll(stage: StoryStage): Promise<ComplianceYear> {
  const year = new ComplianceYear(stage);
  await year.live();
  return year;
}
