import { IntakeFixture, intervals, newDeviceKey } from '../intake.spec-support';
import { monthlyEnergy } from './monthly-energy';

interface BatchJson {
  id: string;
  state: string;
  preview?: { blocks: string[] };
}

const MARCH = '2026-03-01T00:00:00+08:00';
const code = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;

describe('readings', () => {
  let desk: IntakeFixture;
  beforeAll(async () => {
    desk = await IntakeFixture.open();
  });
  afterAll(() => desk.close());

  describe('signed by the device', () => {
    const post = (body: object, who = desk.maker) => desk.send('POST', '/v1/meter-readings', body, who);
    const batchOf = (meter: string, batch: string, signedAt = '2026-04-02T09:59:00+08:00') => ({
      ...{ batch, meter, signedAt },
      readings: intervals(MARCH, 96, 15, '1000'),
    });

    it('counts at once, is shown as signed, and a replay is harmless', async () => {
      const meter = await desk.keyed('signed');
      const sent = desk.signed(batchOf(meter, 'b-1'));
      const answers = await Promise.all(Array.from({ length: 5 }, () => post(sent)));
      expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
      expect(answers[0]?.json()).toMatchObject({ state: 'committed', signed: true, rows: 96 });
      const [month] = await monthlyEnergy(desk.platform.database, [meter], ['2026-03']);
      expect(month).toMatchObject({ energyWh: 96_000n, signed: true });
      const other = desk.signed({ ...batchOf(meter, 'b-1'), readings: intervals(MARCH, 1, 15, '5') });
      const refused = await post(other);
      expect([refused.statusCode, code(refused)]).toEqual([409, 'INTAKE_REFERENCE_REUSED']);
    });

    it('what is not plausible waits for a person', async () => {
      const meter = await desk.keyed('implausible');
      const readings = intervals(MARCH, 1, 60, '5000000');
      const answer = (await post(desk.signed({ ...batchOf(meter, 'b-2'), readings }))).json<BatchJson>();
      expect([answer.state, answer.preview?.blocks]).toEqual(['staged', ['PLA-05']]);
    });

    it('a signature that does not fit is refused: changed, of another key, of another meter’s key, ended, expired, to come', async () => {
      const wrong = async (body: object) => {
        const answer = await post(body);
        return [answer.statusCode, code(answer)];
      };
      const refused = [422, 'INTAKE_SIGNATURE_WRONG'];
      const meter = await desk.keyed('wrong');
      const sent = desk.signed(batchOf(meter, 'w-1'));
      const readings = sent.readings.map((one, n) => (n === 0 ? { ...one, energyWh: '1001' } : one));
      expect(await wrong({ ...sent, readings })).toEqual(refused);
      const others = newDeviceKey();
      const another = await desk.keyed('another', {}, others);
      expect(await wrong(desk.signed(batchOf(meter, 'w-2'), others))).toEqual(refused);
      expect(await wrong({ ...desk.signed(batchOf(another, 'w-3'), others), meter })).toEqual(refused);
      expect(await wrong(desk.signed(batchOf(meter, 'w-4', '2026-05-01T00:00:00+08:00')))).toEqual(refused);
      expect(await wrong(desk.signed(batchOf(meter, 'w-5', '2025-12-31T00:00:00+08:00')))).toEqual(refused);
      const expired = await desk.keyed('expired', { validTo: '2026-03-15T00:00:00+08:00' });
      expect(await wrong(desk.signed(batchOf(expired, 'w-6', '2026-03-10T00:00:00+08:00')))).toEqual(refused);
      const keys = `/v1/devices/${another}/keys`;
      const more = newDeviceKey();
      const body = { keyOf: 'device', publicKey: more.publicKey, validFrom: '2026-01-01T00:00:00+08:00' };
      const { id } = (await desk.send('POST', keys, body, desk.administrator)).json<{ id: string }>();
      expect((await post(desk.signed(batchOf(another, 'w-7'), more))).statusCode).toBe(201);
      await desk.send('POST', `${keys}/${id}/end`, { reason: 'lost' }, desk.administrator);
      expect(await wrong(desk.signed(batchOf(another, 'w-8'), more))).toEqual(refused);
    });

    it('a data partner sends for the meters it is named for, and for no others', async () => {
      const partnerId = await desk.platform.holder('METERCO', 'data-partner');
      const partner = await desk.platform.person(partnerId, 'maker');
      const meter = await desk.device('partnered', { partner: 'METERCO' });
      const key = newDeviceKey();
      const body = {
        keyOf: 'data-partner',
        publicKey: key.publicKey,
        validFrom: '2026-01-01T00:00:00+08:00',
      };
      await desk.send('POST', `/v1/devices/${meter}/keys`, body, desk.administrator);
      const answer = await post(desk.signed(batchOf(meter, 'p-1'), key), partner);
      expect(answer.json()).toMatchObject({ state: 'committed', signed: true });
      const { id } = answer.json<BatchJson>();
      expect((await desk.send('GET', `/v1/intake-batches/${id}`)).statusCode).toBe(200);
      const ours = await desk.keyed('ours-alone');
      expect((await post(desk.signed(batchOf(ours, 'p-2')), partner)).statusCode).toBe(404);
    });
  });
});
