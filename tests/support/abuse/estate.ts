import { createHash } from 'node:crypto';
import type { Role } from '@carbon/identity';
import { ROLES } from '@carbon/identity';
import { accountNumber, defineInstrument, openAccounts } from '@carbon/ledger';
import type { Answer, Person, PlatformFixture } from '../platform-fixture';

export type Staff = Readonly<Record<Role, Person>>;

/** A holder that has one of everything, its neighbour, and those who look after both. */
export interface Estate {
  readonly owner: Staff;
  readonly neighbour: Staff;
  readonly registry: Staff;
  readonly ids: {
    readonly owner: string;
    readonly neighbour: string;
    readonly registry: string;
    readonly auditor: string;
  };
  /** Two accounts of the owner, the first with 1,000 allowances; one of the neighbour; one that nobody has. */
  readonly accounts: {
    readonly first: string;
    readonly second: string;
    readonly neighbour: string;
    readonly nobodys: string;
  };
  /** What names the owner's objects. */
  readonly objects: {
    readonly transaction: string;
    readonly task: string;
    readonly order: string;
    readonly document: string;
    readonly claim: string;
    readonly receipt: string;
    readonly plant: string;
    readonly plantCode: string;
    readonly engagement: string;
    readonly key: string;
    readonly keySecret: string;
    readonly invitation: string;
    readonly auditRecord: string;
    readonly consent: string;
    readonly guardianship: string;
    /** A child of the owner's maker. */
    readonly ward: string;
  };
}

export const OWNER = 'ESTATE';
export const NEIGHBOUR = 'NEIGHBOUR';
export const NO_ID = '01900000-0000-7000-8000-00000000dead';

const PDF = Buffer.from('%PDF-1.7 an order of a court');
const PLANT = {
  ...{
    shortCode: 'EST1',
    nameZh: '示例电站',
    nameEn: 'Example plant',
    province: '63',
    technology: 'solar-thermal',
  },
  ...{ capacityW: '50000000', connectedMonth: '2018-12', holder: OWNER, source: 'synthetic' },
};
export const CLAIM = {
  beneficiary: { kind: 'organisation', nameZh: '示例', nameEn: 'Example', identifier: '91320000MA00000000' },
  ...{
    purpose: '2025 年度用电',
    consumptionStart: '2025-01-01',
    consumptionEnd: '2025-12-31',
    place: '江苏苏州',
  },
};

/** @throws Error with the answer when it is not of the 200s */
export function done(answer: Answer): Answer {
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer;
}

export const codeOf = (answer: Answer): string =>
  `${answer.statusCode} ${answer.json<{ code?: string }>().code}`;

export async function staffOf(platform: PlatformFixture, holderId: string): Promise<Staff> {
  const staff: Partial<Record<Role, Person>> = {};
  for (const role of ROLES) staff[role] = await platform.person(holderId, role);
  return staff as Staff;
}

/** Uploads a file by hand-made multipart, so that its name can be anything. */
export function upload(
  platform: PlatformFixture,
  { headers }: Pick<Person, 'headers'>,
  name: string,
  bytes: Buffer,
  url = '/v1/documents',
): Promise<Answer> {
  const head = `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: x/y\r\n\r\n`;
  return platform.app.inject({
    method: 'POST',
    url,
    headers: {
      ...headers,
      'idempotency-key': `upload-${createHash('sha256').update(name).update(bytes).digest('hex')}`,
      'content-type': 'multipart/form-data; boundary=edge',
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--edge--\r\n')]),
  });
}

/** Files a document; gives its hash. */
export async function file(
  platform: PlatformFixture,
  who: Pick<Person, 'headers'>,
  name: string,
  text: string,
): Promise<string> {
  return done(await upload(platform, who, name, Buffer.from(text))).json<{ sha256: string }>().sha256;
}

/** Proposed by one, and approved by others where any are given; gives the task. */
export async function task(
  platform: PlatformFixture,
  proposal: { readonly kind: string; readonly payload: object; readonly document?: string },
  by: Person,
  ...approvers: readonly Person[]
): Promise<string> {
  const { id } = done(await platform.send('POST', '/v1/tasks', by.headers, proposal)).json<{ id: string }>();
  let last: Answer | undefined;
  for (const { headers } of approvers) {
    last = done(await platform.send('POST', `/v1/tasks/${id}/approvals`, headers, {}));
  }
  if (last !== undefined && last.json<{ state: string }>().state !== 'executed') throw new Error(last.body);
  return id;
}

async function openBooks(platform: PlatformFixture, owner: string, neighbour: string) {
  const { database, ledger } = platform;
  const code = 'CEA25';
  await database.transaction((tx) =>
    defineInstrument(tx, { code, kind: 'allowance', unit: 'tCO2e', scheme: 'CN-ETS', serialised: false }),
  );
  const numbers = await database.transaction((tx) =>
    openAccounts(
      tx,
      [owner, owner, neighbour].map((holderId) => ({ holderId, kind: 'holding' as const })),
    ),
  );
  const [first = '', second = '', strange = ''] = numbers;
  const [issued] = await database.transaction((tx) =>
    ledger.submit(tx, [
      {
        ...{ kind: 'issue', instrument: code, quantity: 1_000n, to: first, sourceKey: 'estate' },
        cause: { actor: 'test' },
      },
    ]),
  );
  if (issued?.status !== 'done') throw new Error('nothing was issued');
  const accounts = { first, second, neighbour: strange, nobodys: accountNumber('holding', 999_999) };
  return { accounts, transaction: issued.transactionId.toString() };
}

async function claimOne(platform: PlatformFixture, account: string) {
  const post = async (url: string, body: object) =>
    done(await platform.send('POST', url, platform.machine, body));
  const filed = await post('/v1/plants', { plants: [{ ...PLANT, account }] });
  const row = { plant: 'EST1', month: '2025-01', energyKwh: '10000', reportedBy: 'grid-company', basis: 'm' };
  await post('/v1/meter-months', { rows: [row] });
  await post('/v1/certificate-issues', { plant: 'EST1', month: '2025-01' });
  const certificates = [{ plant: 'EST1', month: '2025-01', quantity: '1' }];
  const claimed = await post('/v1/claims', { account, certificates, ...CLAIM });
  const [plant] = filed.json<{ items: { code: string }[] }>().items;
  return { ...claimed.json<{ id: string; receiptNumber: string }>(), plantCode: plant?.code ?? '' };
}

/** On a platform that may have its registry already. */
export async function openEstate(platform: PlatformFixture, office?: string): Promise<Estate> {
  const { database, clock } = platform;
  const ids = {
    owner: await platform.holder(OWNER, 'generator', '江苏'),
    neighbour: await platform.holder(NEIGHBOUR, 'generator', '浙江'),
    registry: office ?? (await platform.holder('REGISTRY', 'registry-operator')),
    auditor: await platform.holder('ACCOUNTANT', 'auditor'),
  };
  const owner = await staffOf(platform, ids.owner);
  const neighbour = await staffOf(platform, ids.neighbour);
  const registry = await staffOf(platform, ids.registry);
  const { accounts, transaction } = await openBooks(platform, ids.owner, ids.neighbour);
  const claim = await claimOne(platform, accounts.first);

  const { sha256: document } = done(await upload(platform, owner.maker, 'order.pdf', PDF)).json<{
    sha256: string;
  }>();
  const filed = done(
    await upload(platform, registry.maker, 'order.pdf', Buffer.concat([PDF, Buffer.from(' filed')])),
  ).json<{ sha256: string }>().sha256;
  const account = accounts.first;
  await task(
    platform,
    { kind: 'trusted-account-add', payload: { account, trusted: accounts.neighbour, label: 'partner' } },
    owner.maker,
    owner.checker,
  );
  const transfer = { from: account, to: accounts.second, instrument: 'CEA25', quantity: '10' };
  await task(platform, { kind: 'transfer', payload: transfer }, owner.maker, owner.checker);
  const waiting = await task(platform, { kind: 'transfer', payload: transfer }, owner.maker);
  const [order] = done(
    await platform.send('GET', `/v1/transfer-orders?account=${account}`, owner.reader.headers),
  ).json<{ items: { id: string }[] }>().items;
  const freeze = { account, instrument: 'CEA25', quantity: '5', court: '某法院', order: '（2026）1号' };
  await task(
    platform,
    { kind: 'judicial-freeze', payload: freeze, document: filed },
    registry.maker,
    registry.checker,
  );
  await task(
    platform,
    {
      kind: 'engagement',
      payload: {
        ...{ auditor: 'ACCOUNTANT', holders: [OWNER], windowFrom: '2020-01-01', windowTo: '2020-12-31' },
        accessFrom: clock.now().toISOString(),
        ...{ accessUntil: '2026-03-20T00:00:00Z', purpose: '核查' },
      },
      document: filed,
    },
    registry.maker,
    registry.checker,
  );
  const [engagement] = await database.query<{ id: string }>('select id from identity.engagement');
  const key = done(
    await platform.send('POST', '/v1/api-keys', owner.administrator.headers, {
      ...{ name: 'ERP', permissions: ['accounts.read', 'tasks.propose', 'transfers.propose'], days: 30 },
    }),
  ).json<{ id: string; secret: string }>();
  const invitation = done(
    await platform.send('POST', '/v1/invitations', owner.administrator.headers, {
      ...{ email: 'new@test.example', role: 'reader' },
    }),
  ).json<{ id: string }>();
  const consent = done(
    await platform.send('POST', '/v1/me/consents', owner.maker.headers, {
      ...{
        purpose: 'carbon-inclusion',
        source: 'platform',
        textVersion: '2026.1',
        granted: true,
        separate: true,
      },
    }),
  ).json<{ id: string }>();
  const guardianship = done(
    await platform.send('POST', '/v1/guardianships', registry.administrator.headers, {
      guardian: owner.maker.personId,
      child: { name: '示例', birthDate: '2020-01-01' },
      evidence: filed,
    }),
  ).json<{ id: string; ward: string }>();
  const [record] = done(
    await platform.send('GET', '/v1/audit-records?limit=1', owner.administrator.headers),
  ).json<{ items: { id: string }[] }>().items;
  return {
    ...{ owner, neighbour, registry, ids, accounts },
    objects: {
      ...{ transaction, task: waiting, document, plant: 'EST1', plantCode: claim.plantCode },
      order: order?.id ?? '',
      claim: claim.id,
      receipt: claim.receiptNumber,
      engagement: engagement?.id ?? '',
      key: key.id,
      keySecret: key.secret,
      invitation: invitation.id,
      auditRecord: record?.id ?? '',
      consent: consent.id,
      guardianship: guardianship.id,
      ward: guardianship.ward,
    },
  };
}
