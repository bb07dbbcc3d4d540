import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { auditMigrations, recordAudit } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { type Caller, reachOf, serviceCaller } from '@carbon/http';
import { SealedPersonVault } from '@carbon/privacy';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/test-database';
import { readDeliveries } from './persistence/deliveries';
import { eventMigrations } from './persistence/migrations/index';
import { findWebhook, type Webhook } from './persistence/webhooks';
import { deliverAgain, renewSecret, switchOff, testWebhook } from './use-cases/change-webhook';
import { createWebhook } from './use-cases/create-webhook';
import { deliverEvents } from './use-cases/deliver-events';
import { resealWebhooks } from './use-cases/reseal-webhooks';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const HOLDER = '01900000-0000-7000-8000-00000000000a';
const OTHER = '01900000-0000-7000-8000-00000000000b';
const BY = { actor: 'test' };
/** A user name and a word, which an address must not carry. */
const NAMED = ['someone', 'word'].join(':');

interface Event {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: string;
  readonly data: { readonly after: unknown };
}
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: Event;
}

const masterKey = { id: 'k1', bytes: randomBytes(32) };
const indexSecret = randomBytes(32);
const vault = new SealedPersonVault({ current: masterKey, indexSecret });
let server: TestDatabase;
let database: Database;
let receiver: Server;
let url: string;
let answer: number | 'silence';
let received: Received[];

beforeAll(async () => {
  server = await createTestDatabase([...platformMigrations, ...auditMigrations, ...eventMigrations]);
  database = await connect({
    url: await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only'),
  });
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers, body, event: JSON.parse(body) as Event });
      if (answer === 'silence') request.socket.destroy();
      else response.writeHead(answer, { location: url }).end('thanks');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
});
afterAll(async () => {
  await new Promise((resolve) => receiver.close(resolve));
  await database.close();
  await server.drop();
});
beforeEach(() => {
  answer = 204;
  received = [];
});
afterEach(async () => {
  await database.transaction(async (tx) => {
    for (const { id } of await tx.query<{ id: string }>('select id from events.webhook'))
      await switchOff(tx, id, machine, NOW);
    await tx.query('delete from events.pending');
  });
});

const machine = serviceCaller('machine', 'machine', []);
const holderCaller = (id: string): Caller => ({
  ...serviceCaller('key:1', 'a key', []),
  ...{ kind: 'api-key', reach: reachOf([id]), holder: { id, code: 'H', kind: 'organisation' } },
});

const subscribe = (caller: Caller, types: readonly string[], to = url) =>
  database.transaction((tx) =>
    createWebhook(tx, { vault, privateAddresses: true }, caller, { url: to, types }, NOW),
  );
const happen = (action: string, holderId: string | null = HOLDER, more: object = {}) =>
  database.transaction((tx) =>
    recordAudit(
      tx,
      {
        action,
        subject: { kind: 'thing', id: '1' },
        ...(holderId && { holderId }),
        after: { quantity: '7' },
        ...more,
      },
      NOW,
      BY,
    ),
  );
const deliver = (now = NOW) =>
  deliverEvents(database, { vault, source: 'urn:test', privateAddresses: true }, now);
const deliveries = async ({ id }: Webhook) => (await readDeliveries(database, { limit: 50 }, id)).items;
const types = () => received.map(({ event }) => event.type).sort();

it('an act is told as a signed CloudEvent to who asked for it', async () => {
  const { webhook, secret } = await subscribe(holderCaller(HOLDER), ['certificates.*']);
  await happen('certificates.issued');
  await happen('sale.settled');
  expect(await deliver()).toBe(1);
  const [one] = received;
  expect(one?.headers['content-type']).toBe('application/cloudevents+json; charset=UTF-8');
  expect(one?.event).toMatchObject({
    ...{ specversion: '1.0', source: 'urn:test', type: 'carbon-ledger.certificates.issued' },
    ...{ subject: 'thing/1', time: NOW.toISOString(), data: { after: { quantity: '7' }, reason: null } },
  });
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = one?.headers ?? {};
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${String(id)}.${String(at)}.${one?.body ?? ''}`);
  expect(signature).toBe(`v1,${expected.digest('base64')}`);
  expect(await deliveries(webhook)).toMatchObject([{ state: 'delivered', lastStatus: 204, attempts: 1 }]);
  expect(await deliver(later(3600))).toBe(0);
});

it('nobody hears of others, of persons, of what was before, or of families that stay inside', async () => {
  await happen('certificates.issued');
  await subscribe(holderCaller(HOLDER), ['*']);
  await happen('certificates.issued', OTHER);
  await happen('certificates.issued', null);
  await happen('claim.read', HOLDER, { personal: true });
  await happen('session.opened');
  await deliver();
  expect(received).toEqual([]);
  await subscribe(machine, ['*']);
  await happen('certificates.issued', OTHER);
  await deliver();
  expect(types()).toEqual(['carbon-ledger.certificates.issued']);
});

it('an act that is rolled back is never told; acts of transactions that end in another order all are', async () => {
  await subscribe(machine, ['*']);
  await expect(
    database.transaction(async (tx) => {
      await recordAudit(tx, { action: 'plant.filed', subject: { kind: 'plant', id: 'x' } }, NOW, BY);
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await database.transaction(async (tx) => {
    await recordAudit(tx, { action: 'plant.filed', subject: { kind: 'plant', id: 'slow' } }, NOW, BY);
    await happen('sale.settled');
    await deliver();
    expect(types()).toEqual(['carbon-ledger.sale.settled']);
  });
  await deliver();
  expect(received.map(({ event }) => event.subject).sort()).toEqual(['plant/slow', 'thing/1']);
});

it('what does not arrive is tried again, later and later, and given up; it can be sent again', async () => {
  const { webhook } = await subscribe(machine, ['sale.*']);
  await happen('sale.settled');
  answer = 500;
  await deliver();
  expect(await deliveries(webhook)).toMatchObject([{ state: 'waiting', lastStatus: 500, attempts: 1 }]);
  expect((await findWebhook(database, webhook.id, machine.reach))?.failingSince).toEqual(NOW);
  await deliver(later(4));
  expect(received).toHaveLength(1);
  answer = 'silence';
  await deliver(later(5));
  expect(await deliveries(webhook)).toMatchObject([
    { lastStatus: null, lastError: 'unreachable', attempts: 2 },
  ]);
  for (let tries = 2; tries < 10; tries++) {
    const [{ nextAt } = { nextAt: null }] = await deliveries(webhook);
    await deliver(nextAt ?? NOW);
  }
  const [given] = await deliveries(webhook);
  expect(given).toMatchObject({ state: 'given-up', attempts: 10 });
  // over three days, less than the patience of five
  answer = 200;
  await database.transaction((tx) =>
    deliverAgain(tx, { id: webhook.id, delivery: given?.id ?? '' }, machine, later(400_000)),
  );
  expect(await deliver(later(400_000))).toBe(1);
  expect(await findWebhook(database, webhook.id, machine.reach)).toMatchObject({
    endedAt: null,
    failingSince: null,
  });
  expect(new Set(received.map(({ event }) => event.id)).size).toBe(1);
});

it('a redirection is no arrival and is not followed', async () => {
  const { webhook } = await subscribe(machine, ['sale.*']);
  await happen('sale.settled');
  answer = 307;
  expect(await deliver()).toBe(0);
  expect(received).toHaveLength(1);
  expect(await deliveries(webhook)).toMatchObject([{ state: 'waiting', lastStatus: 307 }]);
});

it('a receiver that says it is gone, or is silent for five days, is switched off', async () => {
  const { webhook: gone } = await subscribe(machine, ['sale.*']);
  await happen('sale.settled');
  answer = 410;
  await deliver();
  expect((await findWebhook(database, gone.id, machine.reach))?.endReason).toContain('410');

  const { webhook: silent } = await subscribe(machine, ['sale.*']);
  await happen('sale.settled');
  answer = 503;
  await deliver();
  await deliver(later(6 * 86_400));
  expect((await findWebhook(database, silent.id, machine.reach))?.endReason).toContain('five days');
});

it('several processes send each event once', async () => {
  await subscribe(machine, ['sale.*']);
  await Promise.all(Array.from({ length: 40 }, () => happen('sale.settled')));
  await Promise.all(Array.from({ length: 4 }, () => deliver()));
  await deliver();
  expect(received).toHaveLength(40);
  expect(new Set(received.map(({ event }) => event.id)).size).toBe(40);
});

it('a new secret signs beside the former for a day; a test event shows it', async () => {
  const { webhook, secret } = await subscribe(machine, ['sale.*']);
  const { secret: anew } = await database.transaction((tx) =>
    renewSecret(tx, vault, webhook.id, machine, NOW),
  );
  expect(anew).not.toBe(secret);
  const signatures = async (now: Date) => {
    await database.transaction((tx) => testWebhook(tx, webhook.id, machine, now));
    await deliver(now);
    return String(received.at(-1)?.headers['webhook-signature']).split(' ');
  };
  expect(await signatures(later(3600))).toHaveLength(2);
  expect(await signatures(later(90_000))).toHaveLength(1);
  expect(types()).toEqual(['carbon-ledger.webhook.tested', 'carbon-ledger.webhook.tested']);
});

it('secrets are sealed, and sealed anew under a new master key', async () => {
  const { webhook, secret } = await subscribe(machine, ['sale.*']);
  const rows = JSON.stringify(await database.query('select * from events.webhook'));
  expect(rows).not.toContain(secret);
  const turned = new SealedPersonVault({
    ...{ current: { id: 'k2', bytes: randomBytes(32) }, former: [masterKey], indexSecret },
  });
  expect(await resealWebhooks(database, turned)).toBeGreaterThan(0);
  expect(await resealWebhooks(database, turned)).toBe(0);
  const [row] = await database.query<{ secret: Buffer }>('select secret from events.webhook where id = $1', [
    webhook.id,
  ]);
  expect(turned.open(`webhook:${webhook.id}`, row?.secret ?? Buffer.alloc(0)).toString()).toBe(secret);
  expect(() => vault.open(`webhook:${webhook.id}`, row?.secret ?? Buffer.alloc(0))).toThrow();
  await database.query('delete from events.delivery');
});

it.each([
  'http://example.com/',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://[::1]/',
  `https://${NAMED}@example.com/`,
  'https://example.com/#x',
  'ftp://example.com/',
  'nonsense',
])('%s is refused where only the public internet may be called', async (to) => {
  await expect(
    database.transaction((tx) =>
      createWebhook(tx, { vault, privateAddresses: false }, machine, { url: to, types: ['*'] }, NOW),
    ),
  ).rejects.toMatchObject({ code: 'INPUT_MALFORMED', fields: [{ field: 'url' }] });
});

it('a name that leads into our own network is not called', async () => {
  const { webhook } = await subscribe(machine, ['sale.*'], `https://localhost:1/`);
  await happen('sale.settled');
  await deliverEvents(database, { vault, source: 'urn:test', privateAddresses: false }, NOW);
  expect(await deliveries(webhook)).toMatchObject([{ state: 'waiting', lastError: 'address-refused' }]);
});

it('others’ webhooks do not exist', async () => {
  const { webhook } = await subscribe(holderCaller(HOLDER), ['*']);
  const other = holderCaller(OTHER);
  expect(await findWebhook(database, webhook.id, other.reach)).toBeUndefined();
  for (const act of [
    () => database.transaction((tx) => switchOff(tx, webhook.id, other, NOW)),
    () => database.transaction((tx) => renewSecret(tx, vault, webhook.id, other, NOW)),
    () => database.transaction((tx) => testWebhook(tx, webhook.id, other, NOW)),
    () => database.transaction((tx) => deliverAgain(tx, { id: webhook.id, delivery: '1' }, other, NOW)),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'WEBHOOK_UNKNOWN', status: 404 });
  }
});
