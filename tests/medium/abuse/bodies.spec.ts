import { openPlatformFixture, type Person, type PlatformFixture } from '../../support/platform-fixture';
import { codeOf, type Estate, NO_ID, openEstate } from '../../support/abuse/estate';
import {
  addressOf,
  at,
  objectsIn,
  replaced,
  type Sample,
  samplesOf,
  textsIn,
} from '../../support/abuse/samples';
import { stateOf } from '../../support/abuse/state';

/** What somebody would like to decide. */
const WISHES: Readonly<Record<string, unknown>> = {
  id: NO_ID,
  holderId: NO_ID,
  office: NO_ID,
  state: 'executed',
  role: 'administrator',
  permissions: ['*'],
  approved: true,
  approvals: 2,
  actor: 'user:somebody',
  initiator: 'user:somebody',
  createdAt: '2020-01-01T00:00:00Z',
  secondFactorAt: '2026-03-02T02:00:00Z',
};
const NONSENSE = 'no-such-field';
/** Answers the first element of a chain of objects as deep as this. */
const DEEP = 10_000;
/** Take any object: each calculator checks its own, and of a batch each act is refused by itself (`hostile-inclusion`). */
const FREE: ReadonlySet<string> = new Set(['/v1/calculators/{name}', '/v1/partners/{code}/acts']);

let platform: PlatformFixture;
let estate: Estate;
let samples: Sample[];

beforeAll(async () => {
  platform = await openPlatformFixture();
  estate = await openEstate(platform);
  samples = (await samplesOf(platform)).filter(({ body, path }) => body !== undefined && !FREE.has(path));
});
afterAll(() => platform.close());

const send = (sample: Sample, body: unknown, headers: object = platform.machine) =>
  platform.send(sample.method, addressOf(sample), headers, body);

/** Every room asks for its own fields first of a machine that may do everything, then of a person. */
const askers = (): object[] => [platform.machine, estate.registry.administrator.headers];

describe('fields that nobody asked for', () => {
  it('are tried on every route that takes a body', () => {
    expect(samples.length).toBeGreaterThan(50);
  });

  it('are refused by name wherever an object stands in a body, and change nothing', async () => {
    const before = await stateOf(platform.database);
    const wrong: string[] = [];
    for (const sample of samples) {
      for (const place of objectsIn(sample.body)) {
        const object = at(sample.body, place) as object;
        const wishes = Object.entries({ ...WISHES, [NONSENSE]: 1 }).filter(([name]) => !(name in object));
        const body = replaced(sample.body, place, { ...object, ...Object.fromEntries(wishes) });
        const answer = await send(sample, body);
        const told = answer.json<{ code?: string; fields?: { field: string }[] }>();
        const named = told.fields?.some(({ field }) => field.endsWith(NONSENSE)) === true;
        // what a scheme or a type asks for is looked at by it, once everything else is known; a pack is read as a file
        const read = ['scheme', 'figures', 'pack'].some((part) => place.includes(part));
        const known = named || read;
        if (answer.statusCode < 400 || answer.statusCode >= 500 || !known) {
          wrong.push(`${sample.name} ${place.join('.')}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(await stateOf(platform.database)).toEqual(before);
  });

  it.each(['__proto__', 'constructor'])('%s is refused before anything is read', async (name) => {
    const wrong: string[] = [];
    for (const sample of samples) {
      for (const asker of askers()) {
        const inner = name === 'constructor' ? '{"prototype":{"admin":true}}' : '{"admin":true}';
        const text = JSON.stringify(sample.body).replace(/^\{/, `{"${name}":${inner},`);
        const answer = await send(sample, text, asker);
        if (codeOf(answer) !== '400 REQUEST_MALFORMED') wrong.push(`${sample.name}: ${codeOf(answer)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('bodies out of all proportion', () => {
  const each = async (body: (sample: Sample) => unknown, allowed: RegExp, asker?: object) => {
    const before = await stateOf(platform.database);
    const wrong: string[] = [];
    for (const sample of samples) {
      const answer = await send(sample, body(sample), asker);
      if (!allowed.test(codeOf(answer))) wrong.push(`${sample.name}: ${codeOf(answer)}`);
    }
    expect(wrong).toEqual([]);
    expect(await stateOf(platform.database)).toEqual(before);
  };

  it('of more than a mebibyte are refused unread', async () => {
    const large = `{"x":"${'x'.repeat(1_048_576)}"}`;
    await each(() => large, /^413 REQUEST_TOO_LARGE$/);
  });

  it('of a stranger are refused from 64 KiB on', async () => {
    const body = `{"x":"${'x'.repeat(70_000)}"}`;
    const answer = await platform.send('POST', '/v1/sessions', {}, body);
    expect(answer.statusCode).toBe(401);
  });

  it('nested ten thousand deep are refused', async () => {
    await each(() => '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP), /^4\d\d /);
    await each((sample) => {
      const [name = 'a'] = Object.keys(sample.body ?? {});
      return `{"${name}":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`;
    }, /^4\d\d /);
    const payload = '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP);
    const text = `{"kind":"transfer","payload":${payload}}`;
    const task = await platform.send('POST', '/v1/tasks', estate.owner.maker.headers, text);
    expect(codeOf(task)).toBe('400 INPUT_MALFORMED');
    const calculator = await platform.send('POST', '/v1/calculators/gec-issue', {}, payload);
    expect(calculator.statusCode).toBe(400);
  });

  it.each(['1000000000000000000000000000000', '9223372036854775808', '-1', '1e30', '0x10', 'NaN', '１２'])(
    'a quantity of %s is refused',
    async (quantity) => {
      const before = await stateOf(platform.database);
      const { first: from, second: to } = estate.accounts;
      const payload = { from, to, instrument: 'CEA25', quantity };
      const body = { kind: 'transfer', payload };
      const answers = [
        await platform.send('POST', '/v1/tasks', estate.owner.maker.headers, body),
        await platform.send('POST', '/v1/transfers', platform.machine, payload),
        await platform.send('POST', `/v1/accounts/${from}/transfer-limits`, platform.machine, {
          limit: quantity,
        }),
      ];
      expect(answers.map(codeOf)).toEqual(answers.map(() => '400 INPUT_MALFORMED'));
      expect(await stateOf(platform.database)).toEqual(before);
    },
  );

  it('numbers that JSON can write and nobody can hold are refused, wherever a text or number stands', async () => {
    const wrong: string[] = [];
    for (const sample of samples) {
      for (const place of textsIn(sample.body)) {
        for (const number of ['1e400', '-1e400', '123456789012345678901234567890', '1e-400']) {
          const text = JSON.stringify(replaced(sample.body, place, '@')).replace('"@"', number);
          const answer = await send(sample, text);
          if (answer.statusCode < 400 || answer.statusCode >= 500) {
            wrong.push(`${sample.name} ${place.join('.')} ${number}: ${answer.statusCode}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('texts of half a mebibyte are refused, wherever a text stands', async () => {
    const wrong: string[] = [];
    for (const sample of samples) {
      for (const place of textsIn(sample.body)) {
        const answer = await send(sample, replaced(sample.body, place, '碳'.repeat(170_000)));
        if (answer.statusCode < 400 || answer.statusCode >= 500) {
          wrong.push(`${sample.name} ${place.join('.')}: ${codeOf(answer)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('a file of readings is at most 32 MiB, and its rows are looked at', async () => {
    const csv = (body: string, by: Pick<Person, 'headers'> = { headers: platform.machine }) =>
      platform.send('POST', '/v1/meter-months/imports', { ...by.headers, 'content-type': 'text/csv' }, body);
    const head = 'plant,month,energy_kwh,reported_by,basis\n';
    const before = await stateOf(platform.database);
    expect((await csv(head + 'x'.repeat(33 * 1_048_576))).statusCode).toBe(413);
    expect((await csv(`${head}EST1,2025-02,${'9'.repeat(31)},grid-company,m\n`)).statusCode).toBe(400);
    expect((await csv(`${head}${'"'.repeat(100_000)}\n`)).statusCode).toBe(400);
    expect((await csv(`${head}${','.repeat(500_000)}\n`)).statusCode).toBe(400);
    expect(await stateOf(platform.database)).toEqual(before);
  });
});
