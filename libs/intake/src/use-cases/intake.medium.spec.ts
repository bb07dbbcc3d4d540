import { csvOf, IntakeFixture, intervals } from '../intake.spec-support';
import { evidenceHashOf, monthlyEnergy } from './monthly-energy';

interface BatchJson {
  id: string;
  state: string;
  signed: boolean;
  faultCount: number;
  faults: { row: number; column: string; rule: string }[];
  evidenceHash: string;
  preview?: {
    added: number;
    unchanged: number;
    conflicts: number;
    overlaps: number;
    blocks: string[];
    months: {
      month: string;
      completenessPercent: string;
      gapCount: number;
      gaps: { from: string }[];
      flags: { check: string }[];
      energyAfterWh: string;
    }[];
  };
}

const MARCH = '2026-03-01T00:00:00+08:00';
const code = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;

describe('meter intake', () => {
  let desk: IntakeFixture;
  beforeAll(async () => {
    desk = await IntakeFixture.open();
  });
  afterAll(() => desk.close());

  const staged = async (csv: string) => {
    const answer = await desk.upload('readings.csv', csv);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json<BatchJson>();
  };
  const commit = (id: string, body: object = {}) =>
    desk.send('POST', `/v1/intake-batches/${id}/commit`, body);
  const committed = async (csv: string) => {
    const { id } = await staged(csv);
    const answer = await commit(id);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return id;
  };

  it('a month of quarter hours: staged first, then it counts, all of it', async () => {
    const meter = await desk.device('month');
    const batch = await staged(csvOf(meter, intervals(MARCH, 2_976, 15, '40000')));
    expect([batch.state, batch.signed, batch.faultCount]).toEqual(['staged', false, 0]);
    expect(batch.preview).toMatchObject({
      added: 2_976,
      unchanged: 0,
      conflicts: 0,
      overlaps: 0,
      blocks: [],
    });
    expect(batch.preview?.months).toEqual([
      expect.objectContaining({
        month: '2026-03',
        completenessPercent: '100.00',
        gapCount: 0,
        gaps: [],
        flags: [],
      }),
    ]);
    const before = await monthlyEnergy(desk.platform.database, [meter], ['2026-03']);
    expect(before).toMatchObject([{ energyWh: 0n, completenessPercent: '0.00', gapCount: 1 }]);
    expect((await commit(batch.id)).json()).toEqual({
      ...{ state: 'committed', added: 2_976, corrected: 0, unchanged: 0, flags: 0 },
      evidenceHash: batch.evidenceHash,
    });
    const after = await monthlyEnergy(desk.platform.database, [meter], ['2026-03']);
    expect(after).toMatchObject([
      {
        energyWh: 119_040_000n,
        completenessPercent: '100.00',
        gapCount: 0,
        signed: false,
        evidence: [batch.evidenceHash],
      },
    ]);
    expect(await evidenceHashOf(desk.platform.database, batch.id)).toBe(batch.evidenceHash);
  });

  it('gaps are told: before, between and after, and the month is not complete', async () => {
    const meter = await desk.device('gaps');
    const hours = intervals('2026-03-02T00:00:00+08:00', 5, 60, '1000');
    const batch = await staged(csvOf(meter, [hours[0]!, hours[1]!, hours[4]!]));
    expect(batch.preview?.months[0]).toMatchObject({ gapCount: 3, completenessPercent: '0.40' });
    await commit(batch.id);
    const [month] = await monthlyEnergy(desk.platform.database, [meter], ['2026-03']);
    expect(month?.gaps.map(({ from, to }) => [from.toISOString(), to.toISOString()])).toEqual([
      ['2026-02-28T16:00:00.000Z', '2026-03-01T16:00:00.000Z'],
      ['2026-03-01T18:00:00.000Z', '2026-03-01T20:00:00.000Z'],
      ['2026-03-01T21:00:00.000Z', '2026-03-31T16:00:00.000Z'],
    ]);
  });

  it('the same file again changes nothing; other figures are a conflict until they are called corrections', async () => {
    const meter = await desk.device('corrections');
    const day = intervals(MARCH, 24, 60, '1000');
    await committed(csvOf(meter, day));
    const again = await staged(csvOf(meter, day));
    expect(again.preview).toMatchObject({ added: 0, unchanged: 24, conflicts: 0, overlaps: 0 });
    expect((await commit(again.id)).json()).toMatchObject({ added: 0, unchanged: 24 });
    const changed = await staged(
      csvOf(
        meter,
        day.map((one, n) => (n === 3 ? { ...one, energyWh: '1500' } : one)),
      ),
    );
    expect(changed.preview).toMatchObject({ unchanged: 23, conflicts: 1 });
    const refused = await commit(changed.id);
    expect([refused.statusCode, code(refused)]).toEqual([409, 'INTAKE_CONFLICT']);
    const correction = await commit(changed.id, {
      corrections: true,
      reason: 'the register was read wrongly',
    });
    expect(correction.json()).toMatchObject({ corrected: 1, unchanged: 23 });
    const [month] = await monthlyEnergy(desk.platform.database, [meter], ['2026-03']);
    expect(month).toMatchObject({ energyWh: 24_500n, corrections: 1 });
    const rows = await desk.platform.database.query<{ generation: number; energy: string }>(
      `select generation, energy_wh::text as energy from intake.reading r join intake.device d on d.id = r.device_id
        where d.number = $1 and starts_at = $2 order by generation`,
      [meter, day[3]!.start],
    );
    expect(rows).toEqual([
      { generation: 0, energy: '1000' },
      { generation: 1, energy: '1500' },
    ]);
  });

  it('overlapping intervals are refused: by the preview, and by the database whoever writes', async () => {
    const meter = await desk.device('overlaps');
    await committed(csvOf(meter, intervals(MARCH, 4, 60, '1000')));
    const late = await staged(csvOf(meter, intervals('2026-03-01T00:30:00+08:00', 1, 60, '1000')));
    expect(late.preview?.overlaps).toBeGreaterThan(0);
    expect(code(await commit(late.id))).toBe('INTAKE_OVERLAP');
    const twice = csvOf(meter, intervals('2026-03-02T00:00:00+08:00', 1, 60, '1'));
    const within = await staged(`${twice}\n${twice.split('\n')[1] ?? ''}`);
    expect(code(await commit(within.id))).toBe('INTAKE_OVERLAP');
    const forged = desk.platform.database.query(
      `insert into intake.reading (month, device_id, starts_at, ends_at, energy_wh, batch_id, line)
       select 202603, d.id, '2026-03-01T00:30+08:00', '2026-03-01T01:30+08:00', 1, $2, 1
         from intake.device d where d.number = $1`,
      [meter, late.id],
    );
    await expect(forged).rejects.toThrow('intervals_do_not_overlap');
    await expect(desk.platform.database.query('delete from intake.reading')).rejects.toThrow(
      'permission denied',
    );
  });

  it('faulty rows are named one by one and hold up the commit', async () => {
    const meter = await desk.device('faults');
    const csv = [
      'meter,start,end,energy_wh,register_start_wh,register_end_wh',
      `${meter},2026-03-01 00:00,2026-03-01 01:00,100,,`,
      `MD-999999,2026-03-01 01:00,2026-03-01 02:00,100,,`,
      `${meter},2026-03-01 03:00,2026-03-01 02:00,100,,`,
      `${meter},yesterday,2026-03-01 04:00,1.5,,`,
      `${meter},2026-03-31 23:30,2026-04-01 00:30,100,,`,
      `${meter},2026-03-01 05:00,2026-03-01 06:00,100,1000,1200`,
      `${meter},2026-03-01 06:00,2026-03-01 07:00,,,`,
    ].join('\n');
    const batch = await staged(csv);
    expect(batch.faults.map(({ row, column, rule }) => `${row} ${column} ${rule}`)).toEqual([
      '3 meter unknown',
      '4 end after-start',
      '5 start moment',
      '5 energy_wh whole-wh',
      '6 end one-month',
      '7 energy_wh register',
      '8 energy_wh required',
    ]);
    const refused = await commit(batch.id);
    expect([refused.statusCode, code(refused)]).toEqual([422, 'INTAKE_BATCH_FAULTY']);
  });

  it('committed twice at once, one does it and both answer the same', async () => {
    const meter = await desk.device('twice');
    const { id } = await staged(csvOf(meter, intervals(MARCH, 96, 15, '1000')));
    const answers = await Promise.all(Array.from({ length: 8 }, () => commit(id)));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.json()).toMatchObject({ state: 'committed', added: 96 });
    const records = await desk.platform.database.query(
      `select action from audit.record where subject_id = $1 and action = 'intake.batch-committed'`,
      [id],
    );
    expect(records).toHaveLength(1);
    expect(code(await desk.send('POST', `/v1/intake-batches/${id}/discard`, { reason: 'late' }))).toBe(
      'INTAKE_BATCH_DECIDED',
    );
  });

  it('two batches of one interval at once: one counts, the other is a conflict', async () => {
    const meter = await desk.device('race');
    const ids = await Promise.all(
      ['1000', '2000'].map(async (wh) => (await staged(csvOf(meter, intervals(MARCH, 10, 60, wh)))).id),
    );
    const answers = await Promise.all(ids.map((id) => commit(id)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  });

  it('PLA-05 more than nameplate holds up the commit, until somebody says why, with a document', async () => {
    const meter = await desk.device('too-much');
    const { id, preview } = await staged(csvOf(meter, intervals(MARCH, 1, 60, '5000000')));
    expect(preview?.blocks).toEqual(['PLA-05']);
    const refused = await commit(id);
    expect([refused.statusCode, code(refused), refused.json<{ rule: string }>().rule]).toEqual([
      422,
      'INTAKE_IMPLAUSIBLE',
      'PLA-05',
    ]);
    const override = (document: string) =>
      desk.send('POST', `/v1/intake-batches/${id}/override`, { reason: 'extended by 5 MW', document });
    expect(code(await override('0'.repeat(64)))).toBe('DOCUMENT_UNKNOWN');
    const letter = await desk.upload(
      'letter.txt',
      'the plant was extended',
      desk.maker,
      '/v1/documents?kind=letter',
    );
    expect((await override(letter.json<{ sha256: string }>().sha256)).statusCode).toBe(201);
    expect((await commit(id)).statusCode).toBe(201);
  });

  it('PLA-07 a jump against the month before is shown and does not block', async () => {
    const meter = await desk.device('jump');
    await committed(csvOf(meter, [{ start: '2026-02-01T00:00:00+08:00', end: MARCH, energyWh: '90000000' }]));
    const month = { start: MARCH, end: '2026-04-01T00:00:00+08:00', energyWh: '16000000' };
    const { id, preview } = await staged(csvOf(meter, [month]));
    expect(preview?.months[0]?.flags.map(({ check }) => check)).toEqual(['PLA-07']);
    expect((await commit(id)).statusCode).toBe(201);
  });

  it('batches and meters of others are not there', async () => {
    const meter = await desk.device('reach');
    const { id } = await staged(csvOf(meter, intervals(MARCH, 1, 60, '1')));
    for (const url of [
      `/v1/intake-batches/${id}`,
      `/v1/devices/${meter}`,
      `/v1/meter-readings?meter=${meter}&month=2026-03`,
    ]) {
      expect((await desk.send('GET', url, undefined, desk.stranger)).statusCode).toBe(404);
      expect((await desk.send('GET', url)).statusCode).toBe(200);
    }
    expect((await desk.send('POST', `/v1/intake-batches/${id}/commit`, {}, desk.stranger)).statusCode).toBe(
      404,
    );
    const theirs = await desk.upload('x.csv', csvOf(meter, intervals(MARCH, 1, 60, '1')), desk.stranger);
    expect(theirs.json<BatchJson>().faults).toMatchObject([{ column: 'meter', rule: 'unknown' }]);
  });

  it('a calibration in force is known of a month (CCM-03)', async () => {
    const meter = await desk.device('calibrated');
    const calibration = { calibratedOn: '2025-06-01', dueOn: '2026-03-15', maxErrorPercent: '0.2' };
    await desk.send('POST', `/v1/devices/${meter}/calibrations`, calibration, desk.administrator);
    const months = await monthlyEnergy(desk.platform.database, [meter], ['2026-02', '2026-03']);
    expect(
      months.map(({ month, calibrated, maxErrorPercent }) => [month, calibrated, maxErrorPercent]),
    ).toEqual([
      ['2026-02', true, '0.2'],
      ['2026-03', false, '0.5'],
    ]);
  });

  it('100,000 rows of forty meters are staged and committed in one piece', async () => {
    const meters = await Promise.all(Array.from({ length: 40 }, (_, n) => desk.device(`many-${n}`)));
    const rows = meters.flatMap((meter) =>
      csvOf(meter, intervals(MARCH, 2_500, 15, '25'))
        .split('\n')
        .slice(1),
    );
    const batch = await staged(['meter,start,end,energy_wh', ...rows].join('\n'));
    expect([batch.faultCount, batch.preview?.added, batch.preview?.months.length]).toEqual([0, 100_000, 40]);
    expect((await commit(batch.id)).json()).toMatchObject({ added: 100_000 });
  });

  it('plans of data quality are kept version by version', async () => {
    const meter = await desk.device('plan');
    const parameter = {
      ...{ parameter: 'energy exported', unit: 'MWh', source: 'measured', meters: [meter] },
      ...{ location: 'gate', measuredEvery: '15 min', accuracy: '0.2S', calibratedEvery: 'yearly' },
      ...{ recordedEvery: 'monthly', missingData: 'the lower neighbour', responsibleRole: 'production' },
      archiving: 'ten years',
    };
    const file = (meters: string[]) =>
      desk.send('POST', '/v1/data-quality-plans', {
        ...{ subjectKind: 'asset', subjectId: desk.asset },
        parameters: [{ ...parameter, meters }],
      });
    expect((await file([meter])).json()).toMatchObject({ version: 1 });
    const second = (await file([])).json<{ id: string; version: number }>();
    expect(second.version).toBe(2);
    expect(code(await file(['MD-999999']))).toBe('INPUT_MALFORMED');
    const { items } = (await desk.send('GET', `/v1/data-quality-plans?subject=${desk.asset}`)).json<{
      items: { version: number }[];
    }>();
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
    expect(
      (await desk.send('GET', `/v1/data-quality-plans/${second.id}`, undefined, desk.stranger)).statusCode,
    ).toBe(404);
  });
});
