import {
  decide,
  enterVillage,
  INSTALLER,
  openSuspicions,
  tryFile,
  underReview,
  VILLAGE,
  VILLAGE_METER,
  VILLAGE_NAME,
} from '../../../apps/platform/src/demo/doubles';
import { BY_REGISTRY } from '../../../apps/platform/src/demo/houses';
import { registerProject } from '../../../apps/platform/src/demo/project-life';
import { StoryStage } from '../../support/story-stage';

/** One plant, filed twice under two names, by its owner and by whoever installed it. */
describe('CCR-002 the same project filed twice is found out', () => {
  let stage: StoryStage;
  let project: string;
  let asset: string;
  const registration = (number: string) => ({ project: number, decision: 'register', reason: '示例' });
  const numberOf = async (who: string, number: string) =>
    (await stage.get<{ asset: string }>(`${who}/maker`, `/v1/projects/${number}`)).asset;

  beforeAll(async () => {
    stage = await StoryStage.open();
    stage.on('2026-03-02');
    await enterVillage(stage);
    const filed = await underReview(stage, VILLAGE.code, { nameZh: VILLAGE_NAME, meters: [VILLAGE_METER] });
    project = filed.number;
    asset = await numberOf(VILLAGE.code, project);
    await registerProject(stage, project);
  });
  afterAll(() => stage.close());

  it('exact: with the same meter it is the same plant, whatever it is called, and another house cannot file it', async () => {
    const refused = await tryFile(stage, INSTALLER.code, {
      ...{ nameZh: '示例屋顶发电', meters: [VILLAGE_METER.toLowerCase().replaceAll('-', ' ')] },
    });
    expect(refused.body).toMatchObject({ code: 'CREDITS_ASSET_OF_ANOTHER' });
    expect(await openSuspicions(stage)).toEqual([]);
  });

  it('exact: its owner files it again under another name: recognised at once, and not registered twice', async () => {
    const again = await underReview(stage, VILLAGE.code, { nameZh: '示例屋顶发电', meters: [VILLAGE_METER] });
    expect(again.suspected).toBe(0);
    expect(await numberOf(VILLAGE.code, again.number)).toBe(asset);
    const refused = await stage.tryAct('project-registration', registration(again.number), BY_REGISTRY);
    expect(refused).toMatchObject({ status: 409, body: { code: 'CREDITS_ASSET_CREDITED', rule: 'PHI-001' } });
  });

  describe('likely: another meter, nearly the same name, the same place and size', () => {
    let second: string;
    beforeAll(async () => {
      const filed = await underReview(stage, INSTALLER.code, {
        ...{ nameZh: '雪水港村光伏发电项目', meters: ['SYN-XSG-0002'], latitude: '30.5233' },
      });
      second = filed.number;
      expect(filed.suspected).toBe(1);
    });

    it('is entered and suspected, and told why', async () => {
      const [suspicion, ...others] = await openSuspicions(stage);
      expect(others).toEqual([]);
      expect(suspicion?.signs).toEqual(expect.arrayContaining(['same-name', 'near', 'same-size']));
      expect(await numberOf(INSTALLER.code, second)).not.toBe(asset);
    });

    it('is not registered while nobody has said what it is', async () => {
      const refused = await stage.tryAct('project-registration', registration(second), BY_REGISTRY);
      expect(refused).toMatchObject({ status: 409, body: { code: 'SOURCE_ASSET_SUSPECTED' } });
    });

    it('two people say that it is the same: it stays refused, for the plant is another’s', async () => {
      stage.on('2026-03-03');
      const [suspicion] = await openSuspicions(stage);
      await decide(stage, suspicion?.id ?? '', 'same');
      expect(await openSuspicions(stage)).toEqual([]);
      const refused = await stage.tryAct('project-registration', registration(second), BY_REGISTRY);
      expect(refused.body).toMatchObject({ code: 'CREDITS_ASSET_OF_ANOTHER' });
    });
  });

  it('likely, but a neighbour: two people say so, and both are registered', async () => {
    const neighbour = await underReview(stage, INSTALLER.code, {
      ...{ nameZh: '雪水湾村光伏', meters: ['SYN-XSG-0003'], latitude: '30.5240', capacityKw: '15990' },
    });
    const [suspicion] = await openSuspicions(stage);
    await decide(stage, suspicion?.id ?? '', 'different');
    const registered = await registerProject(stage, neighbour.number);
    expect(registered).toBeDefined();
    expect(await stage.get(undefined, `/v1/public/projects/${neighbour.number}`)).toMatchObject({
      state: 'registered',
    });
    expect(await stage.get(undefined, `/v1/public/projects/${project}`)).toMatchObject({
      state: 'registered',
    });
  });
});
