import {
  CERTIFICATE_BUYER,
  certify,
  chooseReductions,
  enterExclusivity,
  issueMonths,
  OFFSHORE,
  reduce,
  reportOf,
  sellJanuary,
  trySellLocked,
  type WindFarm,
} from '../../../apps/platform/src/demo/exclusivity';
import { StoryStage } from '../../support/story-stage';

interface Claim {
  readonly kind: string;
  readonly instrument: string | null;
  readonly project: string | null;
  readonly over: boolean;
  readonly overlaps: readonly string[];
  readonly places: readonly { readonly state: string; readonly quantity: string; readonly traded: boolean }[];
}

const byState = (a: { readonly state: string }, b: { readonly state: string }) =>
  a.state.localeCompare(b.state);

/** AC-88 in full: one wind farm, its certificates, and the project that it becomes. */
describe('AC-88 certificates and credits of one energy exclude one another', () => {
  let stage: StoryStage;
  let farm: WindFarm;
  let project: string;
  let credit: string;
  const held = (month: string, house = OFFSHORE.code) => stage.held(house, farm.certificates(month));

  beforeAll(async () => {
    stage = await StoryStage.open();
    stage.on('2025-04-07');
    await enterExclusivity(stage);
  });
  afterAll(() => stage.close());

  it('GEC-001 three months get their certificates, and ten of January are sold', async () => {
    farm = await certify(stage);
    await sellJanuary(stage, farm);
    expect(await held('2025-01')).toEqual({ available: 1_000n });
    expect(await held('2025-01', CERTIFICATE_BUYER)).toEqual({ available: 10n });
    expect(await held('2025-02')).toEqual({ available: 1_010n });
    expect(await held('2025-03')).toEqual({ available: 1_010n });
  });

  it('EXC-003 the project is registered: what was not traded is locked, what was sold stays', async () => {
    project = await chooseReductions(stage, farm);
    // twenty working days after 7 April by the calendar of 2025, the days off of May among them
    expect(stage.today).toBe('2025-05-08');
    expect(await held('2025-01')).toEqual({ locked: 1_000n });
    expect(await held('2025-02')).toEqual({ locked: 1_010n });
    expect(await held('2025-03')).toEqual({ locked: 1_010n });
    expect(await held('2025-01', CERTIFICATE_BUYER)).toEqual({ available: 10n });
    expect(await stage.get(undefined, `/v1/public/projects/${project}`)).toMatchObject({
      ...{ state: 'registered', monthsNotCreditable: ['2025-01'] },
    });
  });

  it('EXC-003 a later month is born locked, and nobody sells it', async () => {
    await issueMonths(stage, farm, ['2025-04']);
    expect(await held('2025-04')).toEqual({ locked: 1_010n });
    for (const month of ['2025-02', '2025-04']) {
      const refused = await trySellLocked(stage, farm, month);
      expect(refused).toMatchObject({ status: 422 });
    }
  });

  it('EXC-002 a month of which anything was traded earns no reductions', async () => {
    const document = await stage.document('OFFSHORE/maker', 'with January');
    const refused = await stage.ask('OFFSHORE/maker', 'POST', '/v1/reduction-reports', {
      ...{ ...reportOf(project, ['2025-01', '2025-02', '2025-03']), verifier: 'VERIFIER', document },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'CREDITS_MONTHS_TRADED', rule: 'EXC-002', details: { months: '2025-01' } },
    });
  });

  it('EXC-004 two months become 1,000 t: their certificates are cancelled, for everybody to see', async () => {
    const issued = await reduce(stage, project);
    credit = issued.instrument;
    expect(issued).toMatchObject({ instrument: `CCER-${project}-20250201-20250331`, quantity: '1000' });
    expect(await stage.held(OFFSHORE.code, credit)).toEqual({ available: 1_000n });
    expect([await held('2025-02'), await held('2025-03')]).toEqual([{}, {}]);
    const { items } = await stage.get<{ items: object[] }>(undefined, '/v1/public/cancelled-certificates');
    expect(items).toMatchObject([
      { instrument: farm.certificates('2025-02'), first: '1', last: '1010', project, report: issued.report },
      { instrument: farm.certificates('2025-03'), first: '1', last: '1010', project, report: issued.report },
    ]);
  });

  it('what was sold was never touched, and what waits still waits', async () => {
    expect(await held('2025-01', CERTIFICATE_BUYER)).toEqual({ available: 10n });
    expect(await held('2025-01')).toEqual({ locked: 1_000n });
    expect(await held('2025-04')).toEqual({ locked: 1_010n });
  });

  it('the search for overlaps shows all of it on one asset: sold, locked, given back, reduced, reserved', async () => {
    const { items } = await stage.get<{ items: Claim[] }>(
      'OFFSHORE/maker',
      `/v1/source-overlaps?plant=${farm.code}&limit=100`,
    );
    const of = (instrument: string) =>
      items
        .filter((claim) => claim.instrument === instrument)
        .map((claim) => ({ ...claim, places: claim.places.toSorted(byState) }));
    expect(of(farm.certificates('2025-01'))).toMatchObject([
      {
        overlaps: expect.arrayContaining(['reserved']) as string[],
        places: [
          { state: 'available', quantity: '10', traded: true },
          { state: 'locked', quantity: '1000', traded: false },
        ],
      },
    ]);
    expect(of(farm.certificates('2025-02'))).toMatchObject([{ over: true, places: [] }]);
    expect(of(farm.certificates('2025-04'))).toMatchObject([
      { places: [{ state: 'locked', quantity: '1010' }] },
    ]);
    expect(of(credit).every(({ over }) => !over)).toBe(true);
    expect(of(credit).length).toBeGreaterThan(0);
    expect(items.filter(({ kind }) => kind === 'reservation')).toMatchObject([{ project, over: false }]);
  });
});
