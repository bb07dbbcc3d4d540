import {
  enterSuzhou,
  FACTORY,
  issuePool,
  issuePv,
  openPool,
  POOL,
  POOL_BUYER,
  POOL_TRADED_T,
  PRICE_FEN,
  PV,
  registerPv,
  retirePv,
  sellPv,
  tradePool,
} from '../../../apps/platform/src/demo/suzhou';
import { StoryStage } from '../../support/story-stage';

/** S15, Suzhou Industrial Park with its published figures, from the roofs in 2022 to what is left of the pool in 2025. */
describe('S15 Suzhou Industrial Park', () => {
  let stage: StoryStage;
  let project: string;
  let instrument: string;

  beforeAll(async () => {
    stage = await StoryStage.open();
    stage.on('2022-03-01');
    await enterSuzhou(stage);
  });
  afterAll(() => stage.close());

  it('PHI-003 PHI-004 the roofs of the park are registered as a project, by three of the registry', async () => {
    project = await registerPv(stage);
    const told = await stage.get(undefined, `/v1/public/projects/${project}`);
    expect(told).toMatchObject({ state: 'registered', scheme: 'PHER-SIP', nameZh: PV.nameZh, owner: 'E008' });
  });

  it('CCR-004 a year is monitored, computed and verified: 6,000 t are issued', async () => {
    const issued = await issuePv(stage, project);
    instrument = issued.instrument;
    expect(issued).toMatchObject({
      instrument: `PHER-SIP-${project}-20220101-20221231`,
      quantity: '6000',
    });
    const report = await stage.get<{ exactT: string; computedT: string }>(
      'E008/maker',
      `/v1/reduction-reports/${issued.report}`,
    );
    // 11,181.6 MWh at 0.5366 t a MWh, rounded down
    expect(report).toMatchObject({ exactT: '6000.04656', computedT: '6000' });
    expect(await stage.held('E008', instrument)).toEqual({ available: 6_000n });
  });

  it('INV-04 another unit of the same year and roofs is not to be had', async () => {
    const claims = await stage.get<{ items: { instrument: string; source: { key: string } }[] }>(
      'E008/maker',
      `/v1/source-overlaps?instrument=${instrument}`,
    );
    expect(claims.items.map((claim) => claim.source.key.split(':')[0])).toContain('reduction');
    const again = await stage.ask('E008/maker', 'POST', '/v1/reduction-reports', {
      ...{ project, periodFrom: '2022-06-01', periodTo: '2022-06-30', period: [], source: 'synthetic' },
      ...{ months: [{ month: '2022-06', values: [{ name: 'generatedMwh', value: '1', unit: 'MWh' }] }] },
      ...{ verifier: 'VERIFIER', document: await stage.document('E008/maker', 'again') },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'CREDITS_PERIOD_REPORTED' } });
  });

  it('sold to BorgWarner in January 2023, units against cash', async () => {
    const { amountFen } = await sellPv(stage, instrument);
    expect(stage.today).toBe('2023-01-16');
    expect(amountFen).toBe((6_000n * PRICE_FEN).toString());
    expect(await stage.held('E008', instrument)).toEqual({});
    expect(await stage.held(FACTORY, instrument)).toEqual({ available: 6_000n });
    expect(await funds('E008')).toBe(30_000_000n);
    expect(await funds(FACTORY)).toBe(0n);
  });

  it('retired against scope 1, for everybody to see', async () => {
    const number = await retirePv(stage, instrument);
    expect(await stage.held(FACTORY, instrument)).toEqual({});
    const { items } = await stage.get<{ items: object[] }>(undefined, '/v1/public/retirements');
    expect(items).toMatchObject([{ number, quantity: '6000', scheme: 'PHER-SIP' }]);
    const receipt = await stage.get<{ lines: { value: string }[] }>(
      `${FACTORY}/maker`,
      `/v1/receipts/${number}`,
    );
    expect(JSON.stringify(receipt)).toContain('范围一');
    expect(JSON.stringify(receipt)).toContain('博格华纳苏州工厂（示例）');
  });

  it('CNV-002 PHI-005 the pool of the park: 90,000 t issued, 17,000 t traded, 73,000 t left', async () => {
    const pooled = await issuePool(stage, await openPool(stage));
    expect(pooled.tonnes).toBe('90000');
    expect(await stage.held('E008', pooled.instrument)).toEqual({ available: POOL.verifiedT });
    await tradePool(stage, pooled.instrument);
    expect(await stage.held(POOL_BUYER, pooled.instrument)).toEqual({ available: 17_000n });
    expect(await stage.held('E008', pooled.instrument)).toEqual({ available: 73_000n });
    expect(POOL.verifiedT - POOL_TRADED_T).toBe(73_000n);
    expect(await funds('E008')).toBe(30_000_000n + 17_000n * PRICE_FEN);
  });

  async function funds(house: string): Promise<bigint> {
    const { items } = await stage.get<{ items: { total: string }[] }>(`${house}/maker`, '/v1/cash');
    return items.reduce((sum, { total }) => sum + BigInt(total), 0n);
  }
});
