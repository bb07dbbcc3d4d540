import { ROLES } from '@carbon/identity';
import { openPlatformFixture, type Person, type PlatformFixture } from '../../support/platform-fixture';
import { type Estate, NO_ID, openEstate, OWNER, CLAIM } from '../../support/abuse/estate';
import { samplesOf } from '../../support/abuse/samples';
import { stateOf } from '../../support/abuse/state';

let platform: PlatformFixture;
let estate: Estate;

beforeAll(async () => {
  platform = await openPlatformFixture();
  estate = await openEstate(platform);
});
afterAll(() => platform.close());

/** A request that names an object, and what it would say of one that is not there. */
interface Probe {
  readonly method: string;
  readonly route: string;
  /** The request with the name of an object put in. */
  readonly url: (name: string) => string;
  readonly body?: (name: string) => object;
  readonly name: string;
  readonly missing: string;
}

function probes(): Probe[] {
  const { accounts, objects, owner, ids } = estate;
  const NOBODY = 'NOBODY';
  const all: Probe[] = [];
  const add = (route: string, name: string, missing: string, body?: (name: string) => object) => {
    const [method = '', path = ''] = route.split(' ');
    const url = (put: string) => path.replace(/\{[^}]*\}/, put);
    all.push({ method, route, url, name, missing, ...(body === undefined ? {} : { body }) });
  };
  const byId = (routes: string, name: string, missing = NO_ID, body?: () => object) => {
    for (const route of routes.split(',')) add(route.trim(), name, missing, body);
  };
  const { first, nobodys } = accounts;
  const reason = () => ({ reason: 'x' });
  const comment = () => ({ comment: 'x' });

  byId(
    'GET /v1/accounts/{number}, GET /v1/accounts/{number}/balances, GET /v1/accounts/{number}/statement, ' +
      'GET /v1/accounts/{number}/blocks, GET /v1/accounts/{number}/restrictions, ' +
      'GET /v1/accounts/{number}/transfer-settings, GET /v1/accounts/{number}/trusted-accounts, ' +
      `DELETE /v1/accounts/{number}/trusted-accounts/${accounts.neighbour}, ` +
      'GET /v1/judicial-freezes?account={}, GET /v1/transfer-orders?account={}, GET /v1/claims?account={}, ' +
      'GET /v1/certificates?account={}',
    first,
    nobodys,
  );
  add('POST /v1/accounts/{number}/transfer-limits', first, nobodys, () => ({ limit: '1' }));
  add(`PATCH /v1/accounts/{number}/trusted-accounts/${accounts.neighbour}`, first, nobodys, () => ({
    label: 'x',
  }));
  byId(
    'GET /v1/accounts?holder={}, GET /v1/plants?holder={}, GET /v1/members?holder={}, ' +
      'GET /v1/holders/{holder}, GET /v1/holders/{holder}/group, GET /v1/holders/{holder}/group/holdings',
    OWNER,
    NOBODY,
  );
  byId(
    'GET /v1/accounts?holder={}, GET /v1/holders/{holder}, GET /v1/audit-records?holder={}, ' +
      'GET /v1/audit-records/export?holder={}',
    ids.owner,
  );
  add('POST /v1/accounts', OWNER, NOBODY, (holder) => ({ holder, kind: 'holding' }));
  byId('GET /v1/transactions/{id}, GET /v1/transactions/{id}/evidence', objects.transaction, '999999');
  byId('GET /v1/audit-records/{id}, GET /v1/audit-records/{id}/evidence', objects.auditRecord, '999999');
  byId('GET /v1/audit-records?actor={}', `user:${owner.maker.userId}`, `user:${NO_ID}`);
  byId('GET /v1/audit-records?subjectId={}', objects.task);
  byId('GET /v1/documents/{sha256}', objects.document, 'ab'.repeat(32));
  byId('GET /v1/plants/{code}', objects.plant, 'NOPLANT');
  byId('GET /v1/plants/{code}', objects.plantCode, '12326030263999910');
  byId('GET /v1/meter-months?plant={}, GET /v1/certificate-issues?plant={}', objects.plant, 'NOPLANT');
  byId('GET /v1/claims/{id}', objects.claim);
  byId('GET /v1/claims/{id}', objects.receipt, 'HX-20260302-99999999-0');
  byId('GET /v1/tasks/{id}', objects.task);
  byId('POST /v1/tasks/{id}/approvals, POST /v1/tasks/{id}/rejections', objects.task, NO_ID, comment);
  byId('POST /v1/tasks/{id}/withdrawals', objects.task, NO_ID, comment);
  byId('GET /v1/transfer-orders/{id}', objects.order);
  byId('POST /v1/transfer-orders/{id}/cancellations', objects.order, NO_ID, reason);
  byId('GET /v1/engagements/{id}, DELETE /v1/engagements/{id}', objects.engagement);
  byId('DELETE /v1/api-keys/{id}', objects.key);
  byId('DELETE /v1/sessions/{id}', owner.maker.sessionId);
  byId('DELETE /v1/invitations/{id}', objects.invitation);
  add('POST /v1/sessions/current/membership', owner.maker.membershipId, NO_ID, (membership) => ({
    membership,
  }));
  byId('POST /v1/members/{id}/roles', owner.reader.membershipId, NO_ID, () => ({ role: 'checker' }));
  byId(
    'DELETE /v1/users/{id}/locks, GET /v1/users/{id}/sessions, DELETE /v1/users/{id}/sessions',
    owner.maker.userId,
  );
  const person = owner.maker.personId;
  byId('GET /v1/persons/{id}?reason=x', person);
  byId('GET /v1/me/data?ward={}, GET /v1/me/consents?ward={}', objects.ward);
  byId('POST /v1/persons/{id}/corrections', person, NO_ID, () => ({
    ...{ fields: { name: 'x' }, reason: 'x', evidence: 'ab'.repeat(32) },
  }));
  add('POST /v1/me/person', objects.ward, NO_ID, (ward) => ({ ward, name: 'x' }));
  add('POST /v1/me/erasure', objects.ward, NO_ID, (ward) => ({ ward, confirm: 'erase' }));
  byId('POST /v1/guardianships/{id}/end', objects.guardianship, NO_ID, reason);
  byId('DELETE /v1/me/consents/{id}', objects.consent);

  const row = { month: '2025-02', energyKwh: '1', reportedBy: 'owner', basis: 'x' };
  add('POST /v1/meter-months', objects.plant, 'NOPLANT', (plant) => ({ rows: [{ plant, ...row }] }));
  const choice = { plant: 'EST1', month: '2025-01', quantity: '1' };
  const mine = accounts.neighbour;
  const propose = (kind: string, name: string, missing: string, payload: (name: string) => object) =>
    add('POST /v1/tasks', name, missing, (put) => ({ kind, payload: payload(put) }));
  const transfer = { instrument: 'CEA25', quantity: '1' };
  propose('transfer', first, nobodys, (from) => ({ from, to: mine, ...transfer }));
  propose('transfer-settings', first, nobodys, (account) => ({ account, limit: '9' }));
  propose('transfer-reversal', objects.order, NO_ID, (order) => ({ order, reason: 'x' }));
  propose('trusted-account-add', first, nobodys, (account) => ({ account, trusted: mine, label: 'x' }));
  propose('certificate-claim', first, nobodys, (account) => ({ account, certificates: [choice], ...CLAIM }));
  add('POST /v1/tasks', objects.document, 'ab'.repeat(32), (document) => ({
    ...{ kind: 'transfer-settings', document },
    payload: { account: mine, limit: '9' },
  }));
  // last, for these end what the others rest on
  byId('DELETE /v1/members/{id}', owner.reader.membershipId);
  byId('POST /v1/persons/{id}/erasure', owner.reader.personId, NO_ID, reason);
  byId('POST /v1/users/{id}/locks', owner.reader.userId, NO_ID, reason);
  return all;
}

/** What came of a request, without the names it was asked with. */
async function told(probe: Probe, { headers }: Pick<Person, 'headers'>, put: string): Promise<string> {
  const { method, url, body } = probe;
  const answer = await platform.send(method, url(put), headers, body?.(put));
  if (!/^application\/(problem\+)?json/.test(String(answer.headers['content-type']))) {
    return `${answer.statusCode} ${answer.body}`;
  }
  const { code, detail, items } = answer.json<{ code?: string; detail?: string; items?: unknown[] }>();
  return `${answer.statusCode} ${code ?? JSON.stringify(items)} ${detail?.replaceAll(put, '…') ?? ''}`;
}

async function differences(who: Pick<Person, 'headers'>): Promise<string[]> {
  const wrong: string[] = [];
  for (const probe of probes()) {
    const missing = await told(probe, who, probe.missing);
    const others = await told(probe, who, probe.name);
    if (others !== missing)
      wrong.push(
        `${probe.route} ${probe.body === undefined ? '' : JSON.stringify(probe.body(probe.name))}: ${others} instead of ${missing}`,
      );
  }
  return wrong;
}

/**
 * Routes whose parameter names nothing of a holder, or a secret instead of an object. A reconciliation is of the whole
 * ledger; which of its differences an auditor sees is tried where it is made.
 */
const NOBODYS = [
  'GET /v1/public/log/tiles/{level}/{index}',
  'POST /v1/calculators/{name}',
  'GET /v1/calendars/{market}',
  'POST /v1/password-resets/{token}',
  'POST /v1/invitations/{token}/acceptances',
  'GET /v1/instruments/{code}',
  'GET /v1/public/certificates/{code}',
  'GET /v1/reconciliations/{id}',
];

it('every route that names an object of somebody is tried', async () => {
  const named = (await samplesOf(platform))
    .filter(({ path }) => path.includes('{'))
    .map(({ method, path }) => `${method} ${path}`);
  const bare = (route: string) => route.replace(/\/CL-[\d-]+/, '/{trusted}').replace(/\?.*/, '');
  const tried = new Set([...NOBODYS, ...probes().map(({ route }) => bare(route))]);
  expect(named.filter((route) => !tried.has(route))).toEqual([]);
});

describe('an object of another holder is answered like one that is not there, and nothing changes', () => {
  const expectNothing = async (who: Pick<Person, 'headers'>) => {
    const before = await stateOf(platform.database);
    expect(await differences(who)).toEqual([]);
    expect(await stateOf(platform.database)).toEqual(before);
  };

  it.each(ROLES)('for its %s', (role) => expectNothing(estate.neighbour[role]));

  it.each(ROLES)('for a %s of the regulator of another province', async (role) => {
    const regulator = await platform.holder(`REGULATOR-${role.toUpperCase()}`, 'regulator', '浙江');
    await expectNothing(await platform.person(regulator, role));
  });

  it.each(ROLES)('for a %s of an auditor without an engagement', async (role) => {
    const auditor = await platform.holder(`AUDITOR-${role.toUpperCase()}`, 'auditor');
    await expectNothing(await platform.person(auditor, role));
  });

  it('for a resident', async () => {
    await expectNothing(
      await platform.person(await platform.holder('RESIDENT', 'resident', '江苏'), 'reader'),
    );
  });

  it('for an auditor whose engagement is over, but the engagement itself', async () => {
    const now = platform.clock.now();
    platform.clock.set(new Date('2026-03-20T00:00:00Z'));
    const late = await platform.person(estate.ids.auditor, 'reader');
    const others = (await differences(late)).filter((line) => !/^\w+ \/v1\/engagements\//.test(line));
    platform.clock.set(now);
    expect(others).toEqual([]);
  });

  it('for an auditor, where what happened lies outside of the window of its engagement', async () => {
    const engaged = await platform.person(estate.ids.auditor, 'reader');
    const happened =
      /^(GET|DELETE) \/v1\/(transactions|tasks|transfer-orders|documents|audit-records|me|api-keys)\b|^POST \/v1\/tasks/;
    expect((await differences(engaged)).filter((line) => happened.test(line))).toEqual([]);
  });
});

it('for its own people, and those who look after it, it is there', async () => {
  const { owner, registry } = estate;
  const unseen: string[] = [];
  for (const probe of probes()) {
    const asking = [owner.maker, owner.checker, owner.administrator, registry.administrator, registry.maker];
    let seen = false;
    for (const who of asking) {
      const again = await platform.again(who);
      seen = (await told(probe, again, probe.name)) !== (await told(probe, again, probe.missing));
      if (seen) break;
    }
    if (!seen) unseen.push(probe.route);
  }
  // the guardianship has ended with the erasure of the child, which was tried before
  expect(unseen).toEqual(['POST /v1/guardianships/{id}/end']);
});
