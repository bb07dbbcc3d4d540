import { ROLES } from '@carbon/identity';
import { defineInstrument, openAccounts } from '@carbon/ledger';
import { done, file, staffOf, type Staff } from '../support/abuse/estate';
import { openPlatformFixture, type PlatformFixture } from '../support/platform-fixture';

/** Who runs a market reaches everybody's orders and trades for its sake: nothing else of anybody. */
let platform: PlatformFixture;
let owner: Staff;
let ownerId: string;
let market: Staff;
let marketId: string;
let account: string;

beforeAll(async () => {
  platform = await openPlatformFixture();
  ownerId = await platform.holder('OWNER', 'key-emitter');
  owner = await staffOf(platform, ownerId);
  marketId = await platform.holder('MARKET', 'market-operator');
  market = await staffOf(platform, marketId);
  [account = ''] = await platform.database.transaction(async (tx) => {
    await defineInstrument(tx, {
      ...{ code: 'CEA25', kind: 'allowance', unit: 'tCO2e', scheme: 'ETS-CN', serialised: false },
    });
    return openAccounts(tx, [{ holderId: ownerId, kind: 'holding' }]);
  });
});
afterAll(() => platform.close());

const everyRole = async (url: string): Promise<string[]> => {
  const answers = await Promise.all(
    ROLES.map(async (role) => [role, await platform.send('GET', url, market[role].headers)] as const),
  );
  return answers.map(([, { statusCode, body }]) => (statusCode === 200 ? body : String(statusCode)));
};

describe('ETS-006 who runs a market', () => {
  it('sees the people of its own house, and of no other', async () => {
    const [body = ''] = await everyRole('/v1/members');
    expect(body).toContain('"MARKET"');
    for (const one of await everyRole('/v1/members')) expect(one).not.toContain('"OWNER"');
    const named = `/v1/members?holder=OWNER`;
    for (const one of await everyRole(named)) expect(JSON.parse(one)).toMatchObject({ items: [] });
    const { headers } = market.administrator;
    const change = await platform.send('POST', `/v1/members/${owner.maker.membershipId}/roles`, headers, {
      role: 'reader',
    });
    expect(change.statusCode).toBe(404);
  });

  it('reads no file of another house', async () => {
    const secret = await file(platform, owner.maker, 'report.txt', 'a report of the owner');
    const own = await file(platform, market.maker, 'notice.txt', 'a notice of the market');
    for (const role of ROLES) {
      const { headers } = market[role];
      expect((await platform.send('GET', `/v1/documents/${secret}`, headers)).statusCode).toBe(404);
      const list = done(await platform.send('GET', '/v1/documents', headers)).body;
      expect([list.includes(secret), list.includes(own)]).toEqual([false, true]);
    }
  });

  it('reads the trail of its own house', async () => {
    const [body = ''] = await everyRole('/v1/audit-records?limit=200');
    expect(body).toContain(marketId);
    expect(body).not.toContain(ownerId);
    const exported = await platform.send('GET', '/v1/audit-records/export', market.administrator.headers);
    expect(done(exported).body).not.toContain(ownerId);
  });

  it('is told by webhook of its own acts, and touches no webhook or key of another', async () => {
    const make = async ({ headers }: Staff['administrator']) => {
      const body = { url: 'https://erp.example.com/events', types: ['*'] };
      return done(await platform.send('POST', '/v1/webhooks', headers, body)).json<{ id: string }>().id;
    };
    const others = await make(owner.administrator);
    const own = await make(market.administrator);
    const kept = await platform.database.query(`select holder_id from events.webhook where id = $1`, [own]);
    expect(kept).toEqual([{ holder_id: marketId }]);
    const [list = ''] = await everyRole('/v1/webhooks');
    expect([list.includes(own), list.includes(others)]).toEqual([true, false]);
    const { headers } = market.administrator;
    expect((await platform.send('POST', `/v1/webhooks/${others}/secrets`, headers, {})).statusCode).toBe(404);

    const key = { name: 'ERP', permissions: ['accounts.read'], days: 30 };
    const made = await platform.send('POST', '/v1/api-keys', owner.administrator.headers, key);
    const { id } = done(made).json<{ id: string }>();
    expect(done(await platform.send('GET', '/v1/api-keys', headers)).body).not.toContain(id);
    expect((await platform.send('DELETE', `/v1/api-keys/${id}`, headers)).statusCode).toBe(404);
  });

  it.each([
    ['export-holdings', () => ({ account, format: 'csv' })],
    ['export-statement', () => ({ account, format: 'csv' })],
    ['export-certificates', () => ({ account, format: 'csv' })],
    ['emission-report-export', () => ({ report: 'ER000001' })],
    ['export-deposits', () => ({ market: 'CN', format: 'csv' })],
    ['export-compliance', () => ({ market: 'CN', year: 2025, format: 'csv' })],
  ])('has no %s made of what it may not read', async (kind, payload) => {
    const body = { kind, payload: payload() };
    for (const role of ROLES) {
      const answer = await platform.send('POST', '/v1/jobs', market[role].headers, body);
      expect(answer.json()).toMatchObject({ status: 403, code: 'PERMISSION_MISSING' });
    }
  });

  it('sees no job of another house, and no units by way of a standard', async () => {
    const asked = { kind: 'export-holdings', payload: { account, format: 'csv' } };
    const { id } = done(await platform.send('POST', '/v1/jobs', owner.maker.headers, asked)).json<{
      id: string;
    }>();
    expect(await everyRole(`/v1/jobs/${id}`)).toEqual(['404', '404', '404', '404']);
    for (const one of await everyRole('/v1/jobs')) expect(one).not.toContain(id);
    expect(await everyRole('/v1/exports/cad-trust/units')).toEqual(['403', '403', '403', '403']);
  });
});
