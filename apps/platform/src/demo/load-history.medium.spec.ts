import { JobRunner } from '@carbon/jobs';
import { Exchange } from '@carbon/market';
import { StoryStage } from '../../../../tests/support/story-stage';
import { loadHistory } from './load-history';
import { enterSuzhou, issuePv, registerPv } from './suzhou';

const NOW = new Date('2026-11-20T02:00:00.000Z');

describe('the history of the demonstration', () => {
  let stage: StoryStage;
  const of = async (path: string) => (await stage.get<{ items: object[] }>('REGISTRY/maker', path)).items;

  beforeAll(async () => {
    stage = await StoryStage.open();
    // while history is lived nobody else is at work: another process would take its jobs, by another clock
    await stage.platform.app.get(JobRunner).stop();
    await stage.platform.app.get(Exchange).onApplicationShutdown();
    // a first start that was interrupted: the roofs are there, nothing else is
    stage.on('2022-03-01');
    await enterSuzhou(stage);
    await issuePv(stage, await registerPv(stage));
  });
  afterAll(() => stage.close());

  it('goes on where an interrupted start stopped, and is lived once', async () => {
    const told = await loadHistory(stage.platform, NOW);
    expect(told?.receipts).toEqual([
      expect.stringMatching(/^CR-20230118-/),
      expect.stringMatching(/^CR-20240103-/),
    ]);
    expect(await loadHistory(stage.platform, NOW)).toBeUndefined();
    stage.turnTo(NOW);
    expect(await of('/v1/projects?state=registered')).toHaveLength(3);
    expect(await of('/v1/reduction-reports?state=registered')).toHaveLength(3);
    const retired = await stage.get<{ items: object[] }>(undefined, '/v1/public/retirements');
    expect(retired.items).toMatchObject([{ quantity: '7719' }, { quantity: '6000' }]);
  });

  it('SUR-014 PEN-001 four of five emitters have certificates of 2024, and one was fined', async () => {
    expect(await of('/v1/compliance-certificates?market=CN&year=2024')).toHaveLength(4);
    expect(await of('/v1/penalties?market=CN')).toMatchObject([{ rule: 'PEN-001', state: 'open' }]);
  });

  it('leaves something to do: a listing to buy from, a suspicion to decide, a case to verify', async () => {
    const pooled = { quantity: '3000', remaining: '3000', state: 'open', seller: { code: 'E008' } };
    expect(await of('/v1/listings')).toMatchObject([pooled]);
    expect(await of('/v1/asset-suspicions?state=open')).toMatchObject([
      { signs: expect.arrayContaining(['same-name']) as string[] },
    ]);
    const { items } = await stage.get<{ items: object[] }>('VERIFIER/maker', '/v1/verification-cases');
    // the latest first: one waits, those of the compliance year were concluded on
    expect(items[0]).toMatchObject({ purpose: 'verification', subjectKind: 'reductions' });
  });
});
