import type { Answer, Person } from '../../support/platform-fixture';
import { openPlatformFixture, type PlatformFixture } from '../../support/platform-fixture';
import { type Estate, openEstate } from '../../support/abuse/estate';
import { type InclusionRoom, openInclusionRoom, prepareInclusion } from '../../support/abuse/rooms/inclusion';
import { MORNING, WINTER } from '../../support/abuse/rooms/projects';
import {
  addressOf,
  at,
  type Place,
  replaced,
  type Sample,
  samplesOf,
  textsIn,
} from '../../support/abuse/samples';
import { schemaOf } from '../../support/abuse/state';

const PRINTABLE = [
  `'; drop table ledger.journal; --`,
  `<script>alert(1)</script>`,
  '${7*7}{{7*7}}',
  '%00',
  'right\u202eleft',
];
const POISON = [...PRINTABLE, 'nul\u0000nul', 'half\ud800half'];
const cursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
const CURSORS = [
  ...POISON.flatMap((text) => [cursor(text), cursor(text, text)]),
  ...[cursor(), cursor(1), cursor({}), cursor('1', '2', '3'), cursor('-1'), cursor('9'.repeat(40))],
];
/** Routes of people, which a machine does not get into. */
const PERSONAL = /^\/v1\/(me|sessions|guardianships|persons|members|invitations|api-keys)\b/;
/** What only residents are let into; examples name the programme and partner that are here. */
const OF_RESIDENTS =
  /^\/v1\/me\/(acts|appeals|badges|challenge|family|inclusion|link|points|pooling|programmes|resident|vouchers)/;

/** Every text of every route takes its time. */
const EVERY_ROUTE_MS = 600_000;

let platform: PlatformFixture;
let estate: Estate;
let inclusion: InclusionRoom;
let samples: Sample[];

beforeAll(async () => {
  platform = await openPlatformFixture(WINTER);
  const prepared = await prepareInclusion(platform);
  platform.clock.set(MORNING);
  estate = await openEstate(platform);
  inclusion = await openInclusionRoom(platform, prepared);
  samples = (await samplesOf(platform)).map(withRealNames);
});
afterAll(() => platform.close());

/** Examples name what is not here: with what is, a request gets as far as it can. */
function withRealNames(sample: Sample): Sample {
  const { accounts, objects } = estate;
  const names: Readonly<Record<string, string>> = {
    ...{ account: accounts.first, from: accounts.first, to: accounts.second, number: accounts.first },
    ...{ trusted: accounts.neighbour, instrument: 'CEA25', plant: objects.plant, holder: 'ESTATE' },
    ...{ auditor: 'ACCOUNTANT', order: objects.order, sha256: objects.document },
  };
  const real = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return names[name] ?? value;
    if (Array.isArray(value)) return value.map((each) => real(each, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, real(each, key)]));
  };
  return real(sample, '') as Sample;
}

/** Without what the query need not hold. */
const bare = (sample: Sample): Sample => ({
  ...sample,
  query: Object.fromEntries(sample.needed.map((name) => [name, sample.query[name] ?? ''])),
});
const poisonFor = (name: string) => (name === 'cursor' ? [...POISON, ...CURSORS] : POISON);
const askers = ({ path }: Sample): Pick<Person, 'headers'>[] => [
  { headers: platform.machine },
  ...(OF_RESIDENTS.test(path) ? [inclusion.relative.person] : []),
  ...(PERSONAL.test(path) ? [estate.owner.administrator, estate.registry.administrator] : []),
];

const mistakes: string[] = [];
function look(what: string, answer: Answer): void {
  const { statusCode, headers, body } = answer;
  const type = String(headers['content-type'] ?? '');
  if (statusCode >= 500) mistakes.push(`${what}: ${statusCode}`);
  if (headers['x-content-type-options'] !== 'nosniff') mistakes.push(`${what}: may be sniffed`);
  if (body !== '' && !/^application\/(json|problem\+json|x-ndjson|octet-stream)/.test(type)) {
    mistakes.push(`${what}: is ${type}`);
  }
}

/** What was stored comes back as the same text. */
function lookAtEcho(sample: Sample, place: Place, text: string, answer: Answer): void {
  if (answer.statusCode >= 300 || answer.body === '') return;
  const echoed = at(answer.json<unknown>(), place);
  if (typeof echoed === 'string' && echoed !== text) {
    mistakes.push(
      `${sample.name} ${place.join('.')}: ${JSON.stringify(echoed)} came of ${JSON.stringify(text)}`,
    );
  }
}

describe('a text that would like to be something else', () => {
  beforeEach(() => mistakes.splice(0));

  it(
    'in a body is refused or stored as text',
    async () => {
      const before = await schemaOf(platform.database);
      for (const sample of samples.filter(({ body }) => body !== undefined).map(bare)) {
        for (const place of textsIn(sample.body)) {
          for (const text of POISON) {
            for (const { headers } of askers(sample)) {
              const body = replaced(sample.body, place, text);
              const answer = await platform.send(sample.method, addressOf(sample), headers, body);
              look(`${sample.name} ${place.join('.')} ${JSON.stringify(text)}`, answer);
              lookAtEcho(sample, place, text, answer);
            }
          }
        }
      }
      expect(mistakes).toEqual([]);
      expect(await schemaOf(platform.database)).toEqual(before);
    },
    EVERY_ROUTE_MS,
  );

  it(
    'in a path or query is refused or finds nothing',
    async () => {
      const before = await schemaOf(platform.database);
      for (const whole of samples) {
        const sample = bare(whole);
        const others = [
          ...Object.keys(whole.parameters).flatMap((name) =>
            POISON.map((text) => ({ name, text, other: { parameters: { [name]: text } } })),
          ),
          ...Object.keys(whole.query).flatMap((name) =>
            poisonFor(name).map((text) => ({ name, text, other: { query: { [name]: text } } })),
          ),
        ];
        for (const { name, text, other } of others) {
          for (const { headers } of askers(sample)) {
            const answer = await platform.send(sample.method, addressOf(sample, other), headers, sample.body);
            look(`${sample.name} ${name} ${JSON.stringify(text)}`, answer);
          }
        }
      }
      expect(mistakes).toEqual([]);
      expect(await schemaOf(platform.database)).toEqual(before);
    },
    EVERY_ROUTE_MS,
  );

  it.each(PRINTABLE)('%j as a name, a comment, a label and a reason comes back as it was', async (text) => {
    const code = `TEXT-${PRINTABLE.indexOf(text)}`;
    const entry = { code, nameZh: text, nameEn: text, kind: 'organisation', source: 'synthetic' };
    const made = await platform.send('POST', '/v1/holders', platform.machine, entry);
    expect(made.statusCode).toBe(201);
    const read = await platform.send('GET', `/v1/holders/${code}`, platform.machine);
    expect(read.json()).toMatchObject({ nameZh: text, nameEn: text });
    look(code, read);

    const { first: from, second: to } = estate.accounts;
    const payload = { from, to, instrument: 'CEA25', quantity: '1', reason: text, reference: text };
    const proposal = { kind: 'transfer', payload, comment: text };
    const proposed = await platform.send('POST', '/v1/tasks', estate.owner.maker.headers, proposal);
    const { id } = proposed.json<{ id: string }>();
    const task = await platform.send('GET', `/v1/tasks/${id}`, estate.owner.checker.headers);
    expect(task.json()).toMatchObject({ comment: text, payload: { reason: text, reference: text } });
    look(code, task);
    const record = await platform.send(
      'GET',
      `/v1/audit-records?subjectId=${id}`,
      estate.owner.administrator.headers,
    );
    expect(record.json()).toMatchObject({ items: [{ reason: text }] });
    expect(mistakes).toEqual([]);
  });
});
