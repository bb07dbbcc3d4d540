import { defineInstrument, openAccounts } from '@carbon/ledger';
import jsQR from 'jsqr';
import {
  openPlatformFixture,
  type Person,
  type PlatformFixture,
} from '../../../../tests/support/platform-fixture';
import type { VerifiedFigures } from '../domain/index';
import { recordVerified } from '../verified/record-verified';
import { WarningWatch } from './warning-watch';

let platform: PlatformFixture;
const ids = new Map<string, string>();
let maker: Person, checker: Person, stranger: Person;

const send = async (method: 'GET' | 'POST' | 'PUT', url: string, who?: Person, body?: object) => {
  const answer = await platform.send(method, url, who?.headers ?? {}, body);
  return { status: answer.statusCode, text: answer.body, body: tryJson(answer.body) };
};
const tryJson = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-09-20T02:00:00Z'));
  const figures: VerifiedFigures[] = [];
  for (const [code, verifiedT] of [
    ['STEEL-1', 800n],
    ['STEEL-2', 1000n],
    ['STEEL-3', 1200n],
    ['CEMENT-1', 500n],
  ] as const) {
    const holderId = await platform.holder(code, 'key-emitter');
    ids.set(code, holderId);
    figures.push({
      ...{ market: 'CN', year: 2025, holderId, verifiedT, province: null, source: 'test', units: [] },
      sector: code.startsWith('STEEL') ? 'steel' : 'cement',
      lines: [{ id: '1', emissionsT: verifiedT, outputT: '1000' }],
    });
  }
  await platform.database.transaction((tx) =>
    recordVerified(tx, figures, { now: platform.clock.now(), by: 'test' }),
  );
  maker = await platform.person(ids.get('STEEL-1') ?? '', 'maker');
  checker = await platform.person(ids.get('STEEL-1') ?? '', 'checker');
  stranger = await platform.person(ids.get('CEMENT-1') ?? '', 'maker');
});
afterAll(() => platform.close());

describe('the carbon code of an enterprise (S06)', () => {
  let link = '';

  it('S06 its people see grade, intensity and mean; it is nobody else’s and not public', async () => {
    const { body } = await send('GET', '/v1/carbon-codes/STEEL-1', maker);
    expect(body).toMatchObject({
      ...{ year: 2025, sector: 'steel', grade: 'B', percentOfMean: '80.00', firms: 3, shown: false },
      ...{ intensity: '0.800000', sectorMean: '1.000000' },
      pack: { id: 'carbon-account', version: '2026.1', certainty: 'X' },
    });
    expect(body).not.toHaveProperty('link');
    expect((await send('GET', '/v1/carbon-codes/STEEL-1', stranger)).status).toBe(404);
    expect((await send('GET', '/v1/carbon-codes/STEEL-1/qr.svg', maker)).status).toBe(404);
  });

  it('S06 a sector of one has no grade, and says so', async () => {
    const { body } = await send('GET', '/v1/carbon-codes/CEMENT-1', stranger);
    expect(body).toMatchObject({ sector: 'cement', year: 2025 });
    expect(body).not.toHaveProperty('grade');
  });

  it('S06 who may write switches the page on; the QR code leads to it; off again it is gone', async () => {
    const put = (who: Person, shown: boolean) =>
      send('PUT', '/v1/carbon-codes/STEEL-1/publication', who, { shown });
    expect((await put(checker, true)).status).toBe(403);
    expect((await put(stranger, true)).status).toBe(404);
    const shown = await put(maker, true);
    expect(shown).toMatchObject({ status: 200, body: { shown: true } });
    link = String(shown.body['link']);
    const path = new URL(link).pathname;
    const page = await send('GET', path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('STEEL-1（示例）');
    expect(page.text).toContain('<b>B</b>');
    expect(page.text).not.toContain('0.800000');
    const slug = path.slice('/c/'.length);
    const open = await send('GET', `/v1/public/carbon-codes/${slug}`);
    expect(open.body).toMatchObject({ grade: 'B', firms: 3 });
    expect(open.body).not.toHaveProperty('intensity');
    const { text } = await send('GET', '/v1/carbon-codes/STEEL-1/qr.svg', maker);
    expect(readQr(text)).toBe(link);
    expect((await put(maker, false)).body).toMatchObject({ shown: false, link });
    expect((await send('GET', path)).status).toBe(404);
    expect((await send('GET', `/v1/public/carbon-codes/${slug}`)).status).toBe(404);
    expect((await put(maker, true)).body['link']).toBe(link);
  });

  it('a made-up address is a page that says so, and markup in it stays text', async () => {
    const { status, text } = await send('GET', `/c/${encodeURIComponent('<script>x</script>')}`);
    expect([status, text.includes('<script>x')]).toEqual([404, false]);
  });
});

describe('the carbon account of an enterprise (S06)', () => {
  it('S06 one page tells what is held, due and missing; strangers find nothing', async () => {
    const { body } = await send('GET', '/v1/carbon-accounts/STEEL-1?year=2025', maker);
    expect(body).toMatchObject({
      ...{ market: 'CN', year: 2025, heldT: '0', dueT: '800', shortfallT: '800', balanceT: '-800' },
      ...{ tradedT: '0', status: 'B', grade: 'B', deadline: '2026-12-31' },
      pack: { id: 'compliance-cn' },
    });
    expect((await send('GET', '/v1/carbon-accounts/STEEL-1', stranger)).status).toBe(404);
  });
});

describe('warnings (S06)', () => {
  const inbox = async (who: Person, show = 'standing') =>
    (await send('GET', `/v1/warnings?show=${show}`, who)).body['items'] as Record<string, string>[];
  const measured = (tonnes: string) => ({
    ...{ holder: 'STEEL-1', source: 'synthetic' },
    months: Array.from({ length: 20 }, (_, at) => ({
      month: `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
      tonnes,
    })),
  });

  it('S06 a budget that will not do is told once, seen by its people, and over when it does', async () => {
    const watch = platform.app.get(WarningWatch);
    expect((await send('POST', '/v1/measured-emissions', maker, measured('10'))).status).toBe(201);
    await watch.run();
    await watch.run();
    const [warning, ...more] = (await inbox(maker)).filter(({ kind }) => kind === 'budget-overrun');
    expect(more).toEqual([]);
    expect(warning).toMatchObject({ holder: 'STEEL-1', titleZh: '配额预算超支' });
    expect(warning?.['textZh']).toContain('预计需要 120 吨，持有 0 吨');
    expect(await inbox(stranger)).toEqual([]);
    const url = `/v1/warnings/${warning?.['id'] ?? ''}/acknowledgements`;
    expect((await send('POST', url, stranger, {})).status).toBe(404);
    expect((await send('POST', url, maker, {})).body).toHaveProperty('seenAt');
    expect((await send('POST', '/v1/measured-emissions', maker, measured('0'))).status).toBe(201);
    await watch.run();
    expect((await inbox(maker)).filter(({ kind }) => kind === 'budget-overrun')).toEqual([]);
    const [past] = (await inbox(maker, 'all')).filter(({ kind }) => kind === 'budget-overrun');
    expect(past).toHaveProperty('clearedAt');
    const told = await platform.database.query<{ action: string }>(
      `select action from audit.record where subject_kind = 'warning' and after ->> 'kind' = 'budget-overrun'
        order by action desc`,
    );
    expect(told.map(({ action }) => action)).toEqual(['warning.raised', 'warning.cleared']);
  });

  it('CAR-006 allowances of old vintages that are still held are told of', async () => {
    const { database, ledger, clock } = platform;
    const [account = ''] = await database.transaction((tx) =>
      openAccounts(tx, [{ holderId: ids.get('STEEL-2') ?? '', kind: 'holding' }]),
    );
    await database.transaction(async (tx) => {
      await defineInstrument(tx, {
        ...{ code: 'CEA23', kind: 'allowance', unit: 't', scheme: 'ETS-CN', period: '2023' },
        serialised: true,
      });
      const [outcome] = await ledger.submit(tx, [
        {
          ...{ kind: 'issue', instrument: 'CEA23', quantity: 70n, to: account, sourceKey: 'test:CEA23' },
          cause: { actor: 'test', businessTime: clock.now() },
        },
      ]);
      expect(outcome?.status).toBe('done');
    });
    await platform.app.get(WarningWatch).run();
    const owner = await platform.person(ids.get('STEEL-2') ?? '', 'reader');
    const [warning] = (await inbox(owner)).filter(({ kind }) => kind === 'not-carried-over');
    expect(warning?.['textZh']).toBe('CEA23 70 吨未结转，不得用于 2025 年度及以后的清缴');
  });

  it('fifty runs at once tell it once', async () => {
    const watch = platform.app.get(WarningWatch);
    expect((await send('POST', '/v1/measured-emissions', maker, measured('11'))).status).toBe(201);
    await Promise.all(Array.from({ length: 50 }, () => watch.run()));
    expect((await inbox(maker)).filter(({ kind }) => kind === 'budget-overrun')).toHaveLength(1);
  });

  it('SUR-001 whoever is short is told when the day comes near, and again when it is past', async () => {
    const watch = platform.app.get(WarningWatch);
    const due = async (who: Person) => (await inbox(who)).filter(({ kind }) => kind === 'surrender-due');
    platform.clock.set(new Date('2026-12-05T02:00:00Z'));
    [maker, stranger] = [await platform.again(maker), await platform.again(stranger)];
    await watch.run();
    const [near] = await due(stranger);
    expect(near?.['textZh']).toBe('距 2025 年度清缴截止日 2026-12-31 不足 30 天，尚缺 500 吨');
    platform.clock.set(new Date('2027-01-01T02:00:00Z'));
    stranger = await platform.again(stranger);
    await watch.run();
    const past = await due(stranger);
    expect(past.map((one) => one['textEn'])).toEqual([
      'The surrender for 2025 was due by 2026-12-31; 500 t are missing',
    ]);
  });
});

/** What a QR code drawn as SVG says: its dark modules as a picture for the reader. */
function readQr(svg: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const path = /stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  const scale = 4;
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
  let [x, y] = [0, 0];
  for (const [, step = '', first = '', second = ''] of path.matchAll(
    /([Mmh])(-?[\d.]+)(?:[ ,](-?[\d.]+))?/g,
  )) {
    if (step === 'M') [x, y] = [Number(first), Number(second)];
    else if (step === 'm') [x, y] = [x + Number(first), y + Number(second)];
    else {
      paint(pixels, size, scale, [Math.round(x), Math.floor(y)], Number(first));
      x += Number(first);
    }
  }
  return jsQR(pixels, size * scale, size * scale)?.data;
}

function paint(
  pixels: Uint8ClampedArray,
  size: number,
  scale: number,
  [x, y]: readonly [number, number],
  length: number,
): void {
  for (let row = y * scale; row < (y + 1) * scale; row++) {
    for (let column = x * scale; column < (x + length) * scale; column++) {
      pixels.set([0, 0, 0, 255], (row * size * scale + column) * 4);
    }
  }
}
