import { setTimeout as pause } from 'node:timers/promises';
import { verifyReceiptCode } from '@carbon/transparency/verify';
import {
  claimOfNeutrality,
  enterFujian,
  INVENTORY,
  issueWind,
  PARK,
  registerWind,
  retireWind,
  sellWind,
  WIND,
} from '../../../apps/platform/src/demo/fujian';
import { byHouse } from '../../../apps/platform/src/demo/houses';
import { qrOfPdf } from '../../support/qr-of-pdf';
import { StoryStage } from '../../support/story-stage';

/** S14, the Fujian park: what it emitted in 2020 is matched tonne by tonne, and anybody can check the paper. */
describe('S14 a park is neutral for a year', () => {
  let stage: StoryStage;
  let project: string;
  let instrument: string;
  let receipt: string;

  beforeAll(async () => {
    stage = await StoryStage.open();
    stage.on('2023-11-06');
    await enterFujian(stage);
  });
  afterAll(() => stage.close());

  it('CCR-003 the wind farm is public for twenty working days, validated, and registered', async () => {
    project = await registerWind(stage);
    // twenty working days after Monday 6 November end on Monday 4 December; it was validated on the day after
    expect(stage.today).toBe('2023-12-05');
    expect(await stage.get(undefined, `/v1/public/projects/${project}`)).toMatchObject({
      ...{ state: 'registered', commentUntil: '2023-12-04', validator: 'VALIDATOR' },
    });
  });

  it('CCR-004 CCR-005 half a year is public, verified by another body, and 7,719 t are registered', async () => {
    const issued = await issueWind(stage, project);
    instrument = issued.instrument;
    expect(stage.today).toBe('2024-01-03');
    expect(issued).toMatchObject({ instrument: `CCER-${project}-20210101-20210630`, quantity: '7719' });
    const report = await stage.get('E008/maker', `/v1/reduction-reports/${issued.report}`);
    expect(report).toMatchObject({ exactT: '7719.2', computedT: '7719', verifier: 'VERIFIER' });
    expect(await stage.held(WIND.owner, instrument)).toEqual({ available: 7_719n });
  });

  it('the park buys them all against cash', async () => {
    await sellWind(stage, instrument);
    expect(await stage.held(PARK, instrument)).toEqual({ available: 7_719n });
  });

  it('a claim that leaves a gram uncovered is refused', async () => {
    const claim = await claimOfNeutrality(stage, instrument);
    const neutrality = { ...(claim as { neutrality: object }).neutrality, scope3: '518.250001' };
    const refused = await stage.tryAct('credit-retirement', { ...claim, neutrality }, byHouse(PARK));
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'RETIREMENT_INVENTORY_NOT_COVERED', details: { needed: '7720' } },
    });
  });

  it('CCR-010 it retires exactly its inventory, and says for what, by whom certified', async () => {
    receipt = await retireWind(stage, instrument);
    expect(await stage.held(PARK, instrument)).toEqual({});
    const { items } = await stage.get<{ items: object[] }>(
      undefined,
      '/v1/public/retirements?purpose=corporate-neutrality',
    );
    expect(items).toMatchObject([{ number: receipt, quantity: '7719', scheme: 'CCER' }]);
  });

  it('the receipt is printed, and what a camera reads from it verifies without us', async () => {
    await untilLogged();
    const pdf = await stage.platform.send(
      'GET',
      `/v1/receipts/${receipt}/pdf?lang=both`,
      stage.platform.machine,
    );
    const read = qrOfPdf(pdf.rawPayload) ?? '';
    expect(read).toContain(`/r/${receipt}#`);
    const verdict = verifyReceiptCode(read.slice(read.indexOf('#') + 1));
    expect(verdict).toMatchObject({
      ...{ valid: true, state: 'shown', record: { kind: 'retire', instrument, quantity: '7719' } },
      document: {
        ...{ receipt, periodStart: '2020-01-01', periodEnd: '2020-12-31', purpose: 'corporate-neutrality' },
        neutrality: { ...INVENTORY, certifier: '示范核查机构（示例）' },
        credits: [{ instrument, quantity: '7719' }],
      },
    });
    const page = await stage.platform.send('GET', `/r/${receipt}`, {});
    expect(page.body).toContain('福建三峡海上风电国际产业园（示例）');
  });

  /** Waits until the notary has taken the retirement into the log. */
  async function untilLogged(): Promise<void> {
    for (;;) {
      const { code } = await stage.get<{ code: string | null }>(`${PARK}/maker`, `/v1/receipts/${receipt}`);
      if (code !== null) return;
      await pause(100);
    }
  }
});
