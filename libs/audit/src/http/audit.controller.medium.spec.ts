import { Client } from 'pg';
import { type AuditFixture, HOLDER_A, HOLDER_B, NOW, openAuditFixture } from '../audit.spec-support';
import { auditLeaf, type AuditRecord } from '../domain/audit-leaf';
import { originHash } from '../domain/audit-origin';
import { eraseAuditOrigins } from '../use-cases/erase-audit-origins';

let fixture: AuditFixture;
beforeAll(async () => {
  fixture = await openAuditFixture();
});
afterAll(() => fixture.close());

const day = (text: string) => new Date(`${text}T00:00:00+08:00`);
const about = (kind: string, id: string) => ({ subject: { kind, id } });

/** Ids of what a query shows, all pages, newest first. */
async function found(who: string, query: string): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined;
  do {
    const page = await fixture.page(who, `?${query}${next === undefined ? '' : `&cursor=${next}`}`);
    ids.push(...page.items.map(({ id }) => id));
    next = page.next;
  } while (next !== undefined);
  return ids;
}

describe('INV-08 the audit trail over HTTP', () => {
  beforeAll(async () => {
    const record: AuditFixture['record'] = (...entry) => fixture.record(...entry);
    const by = (actor: string) => ({ actor });
    await record(
      { action: 'holder.renamed', ...about('holder', 'a'), holderId: HOLDER_A },
      day('2026-01-01'),
      by('user:1'),
    );
    await record(
      { action: 'holder.blocked', ...about('holder', 'b'), holderId: HOLDER_B, reason: '司法冻结 Order 7' },
      day('2026-01-02'),
      by('user:2'),
    );
    await record(
      { action: 'account.opened', ...about('account', '1'), holderId: HOLDER_B },
      day('2026-01-03'),
      by('user:1'),
    );
    await record(
      { action: 'person.read', ...about('person', 'p'), holderId: HOLDER_B, personal: true },
      day('2026-01-04'),
      by('user:2'),
    );
    await record({ action: 'holder%odd', ...about('holder', 'c') }, day('2026-01-05'), by('user:3'));
  });

  it('shows the newest first, page by page, nothing twice', async () => {
    expect(await found('service', 'limit=2&actor=user:1')).toEqual(['3', '1']);
    expect((await found('service', 'limit=2&to=2026-02-01T00:00:00%2B08:00')).slice(0, 5)).toEqual([
      '5',
      '4',
      '3',
      '2',
      '1',
    ]);
  });

  const DAY_2 = { from: '2026-01-02T00:00:00+08:00', to: '2026-01-03T00:00:00+08:00' };
  it.each<[Record<string, string>, string[]]>([
    [{ actor: 'user:2' }, ['4', '2']],
    [{ action: 'holder.' }, ['2', '1']],
    [{ action: 'holder%' }, ['5']],
    [{ subjectKind: 'holder', subjectId: 'a' }, ['1']],
    [{ holder: HOLDER_A }, ['1']],
    [DAY_2, ['2']],
    [{ personal: 'true' }, ['4']],
    [{ text: '冻结' }, ['2']],
    [{ text: 'ORDER 7' }, ['2']],
    [{ text: 'account 1' }, ['3']],
    [{ text: '冻法' }, []],
    [{ text: 'ed order' }, []],
  ])('narrows by %o', async (query, ids) => {
    const january = { to: '2026-02-01T00:00:00+08:00' };
    expect(await found('service', new URLSearchParams({ ...january, ...query }).toString())).toEqual(ids);
  });

  it('the search is served by its index', async () => {
    const plan = await fixture.database.transaction(async (tx) => {
      await tx.query('set local enable_seqscan = off');
      return tx.query<{ 'QUERY PLAN': string }>(
        `explain select from audit.record r
          where audit.pairs(audit.words(r.action, r.subject_kind, r.subject_id, r.reason)) @> audit.pairs('冻结')`,
      );
    });
    expect(JSON.stringify(plan)).toContain('record_words');
  });

  it('an administrator of a participant sees what is its own holder’s, by list and by number', async () => {
    expect(await found('a', 'action=holder.')).toEqual(['1']);
    expect((await fixture.get('a', '/1')).statusCode).toBe(200);
    const answer = await fixture.get('a', '/2');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'AUDIT_RECORD_UNKNOWN' });
    expect((await fixture.get('a', '/999999')).json()).toMatchObject({ code: 'AUDIT_RECORD_UNKNOWN' });
    expect(await found('a', `holder=${HOLDER_B}`)).toEqual([]);
  });

  it('an auditor sees its holder’s records of the days of the engagement, both included', async () => {
    expect(await found('auditor', '')).toEqual(['3', '2']);
    expect((await fixture.get('auditor', '/4')).statusCode).toBe(404);
    expect((await fixture.get('auditor', '/3')).statusCode).toBe(200);
  });

  it('nobody reads without the permission', async () => {
    expect((await fixture.get('stranger', '')).statusCode).toBe(403);
    expect((await fixture.get('nobody', '')).statusCode).toBe(401);
  });

  it.each(['?text=x', '?from=yesterday', '?personal=perhaps', '?cursor=garbage', '/x', '/export?limit=3'])(
    '%s is malformed',
    async (query) => {
      expect((await fixture.get('service', query)).json()).toMatchObject({ code: 'INPUT_MALFORMED' });
    },
  );

  it('reading what concerns personal data is recorded, once a request; reading that entry is not', async () => {
    const readings = () => found('service', 'action=audit.read');
    const before = (await readings()).length;
    await fixture.page('registry', `?holder=${HOLDER_B}`);
    await fixture.get('registry', '/4');
    await fixture.get('registry', '/3');
    const after = await readings();
    expect(after).toHaveLength(before + 2);
    expect((await fixture.get('registry', `/${after[0]!}`)).json()).toMatchObject({
      actor: 'registry',
      holder: HOLDER_B,
      subject: { kind: 'audit-record', id: '4' },
      after: { records: ['4'] },
      personal: false,
    });
    expect(await readings()).toHaveLength(before + 2);
  });

  it('where an act came from is for the registry', async () => {
    await fixture.get('registry', '/4');
    const [mine] = await found('service', 'action=audit.read&actor=registry');
    expect((await fixture.get('registry', `/${mine!}`)).json()).toMatchObject({
      origin: { ip: '127.0.0.1', agent: 'agent of registry' },
    });
    expect((await fixture.get('regulator', `/${mine!}`)).json()).toMatchObject({ origin: null });
  });

  it('a record that is not sealed says so', async () => {
    expect((await fixture.get('service', '/1')).json()).toMatchObject({ proof: { state: 'waiting' } });
  });
});

interface Line {
  readonly id: string;
  readonly record: Omit<AuditRecord, 'at'> & { readonly at: string };
  readonly salt: string;
  readonly leaf: string;
  readonly origin?: { readonly ip: string; readonly agent: string; readonly salt: string };
}

describe('INV-08 the export of the trail', () => {
  const exported = async (who: string, query = ''): Promise<Line[]> => {
    const answer = await fixture.get(who, `/export${query}`);
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    return answer.body
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  };
  const lastExport = async () => {
    const { items } = await fixture.page('service', '?action=audit.exported&limit=1');
    return items[0]!;
  };

  beforeAll(async () => {
    for (let n = 0; n < 510; n++) {
      await fixture.record({
        action: 'bulk.done',
        subject: { kind: 'bulk', id: String(n) },
        after: { n, nested: [1e21, 0.1, '绿证'], deep: { b: null, a: true } },
        documentHash: 'cd'.repeat(32),
      });
    }
  });

  it('gives every line with what verifies it, over more than one run, and is recorded with the count', async () => {
    const lines = await exported('registry', '?action=bulk.');
    expect(lines).toHaveLength(510);
    expect(lines.map(({ id }) => Number(id))).toEqual(
      [...lines.map(({ id }) => Number(id))].sort((x, y) => x - y),
    );
    for (const { record, salt, leaf } of lines) {
      const again = auditLeaf({ ...record, at: new Date(record.at) }, Buffer.from(salt, 'hex'));
      expect(again.toString('hex')).toBe(leaf);
    }
    expect(await lastExport()).toMatchObject({
      actor: 'registry',
      after: { count: 510, personal: false, origins: true, filters: ['action'] },
    });
  });

  it('reaches no further than its caller', async () => {
    const lines = await exported('auditor');
    expect(lines.map(({ id }) => id)).toEqual(['2', '3']);
    expect(await lastExport()).toMatchObject({ actor: 'auditor', after: { count: 2, origins: false } });
  });

  it('tells the words that were searched for to nobody', async () => {
    await exported('registry', `?text=${encodeURIComponent('某人')}`);
    expect((await lastExport()).after).toMatchObject({ count: 0, filters: ['text'] });
  });

  it('has origins for the registry, which fit the record, and for nobody else', async () => {
    const lines = await exported('registry', '?actor=auditor');
    const withOrigin = lines.filter(({ origin }) => origin !== undefined);
    expect(withOrigin.length).toBeGreaterThan(0);
    for (const { record, origin } of withOrigin) {
      expect(originHash(origin!, Buffer.from(origin!.salt, 'hex'))).toBe(record.originHash);
    }
    const text = (await fixture.get('regulator', '/export')).body;
    expect(text).not.toContain('127.0.0.1');
    expect(text).not.toContain('agent of');
  });

  it('an erased origin is gone for good and the leaf still verifies', async () => {
    const rows = () => fixture.database.query<{ n: number }>('select count(*)::int as n from audit.origin');
    fixture.clock.set(new Date(NOW.getTime() + 60_000));
    await exported('registry', '?action=none');
    const [before] = await rows();
    const erased = await fixture.database.transaction((tx) =>
      eraseAuditOrigins(tx, new Date(NOW.getTime() + 60_000), fixture.clock.now(), { actor: 'retention' }),
    );
    expect(erased).toBe(before!.n - 1);
    expect(await rows()).toEqual([{ n: 1 }]);
    const [line] = await exported('registry', '?actor=auditor');
    expect(line!.origin).toBeUndefined();
    expect(line!.record.originHash).toMatch(/^[0-9a-f]{64}$/);
    const leaf = auditLeaf(
      { ...line!.record, at: new Date(line!.record.at) },
      Buffer.from(line!.salt, 'hex'),
    );
    expect(leaf.toString('hex')).toBe(line!.leaf);
    expect((await fixture.page('service', '?action=audit.origins-erased')).items).toMatchObject([
      { actor: 'retention', after: { count: erased } },
    ]);
  });
});

describe('INV-05 the tables of the trail', () => {
  it.each([
    `update audit.record set reason = ''`,
    'delete from audit.record',
    `update audit.origin set ip = ''`,
    'delete from audit.unsealed',
    'insert into audit.unsealed values (1)',
    `update audit.seal set root = ''`,
    'delete from audit.seal',
    'delete from audit.sealed_record',
    `insert into audit.record (id, at, actor, action, subject_kind, subject_id, salt, leaf) overriding system value
     values (1000000, now(), 'x', 'x', 'x', 'x', decode(repeat('00', 16), 'hex'), decode(repeat('00', 32), 'hex'))`,
  ])('do not let the application %s', async (statement) => {
    await expect(fixture.database.query(statement)).rejects.toThrow('permission denied');
  });

  it('do not let it seal what does not wait', async () => {
    const client = new Client(fixture.superuserUrl);
    await client.connect();
    await client.query('set session_replication_role = replica');
    await client.query('delete from audit.unsealed where record_id = 1');
    await client.end();
    const seal = (record: number) =>
      fixture.database.transaction(async (tx) => {
        const hash = Buffer.alloc(32);
        const [row] = await tx.query<{ id: string }>(
          'insert into audit.seal (root, count, log_position) values ($1, 1, $2) returning id',
          [hash, record],
        );
        await tx.query('insert into audit.sealed_record values ($1, $2, 0, $3)', [record, row!.id, hash]);
      });
    await expect(seal(1)).rejects.toThrow('only a record that waits can be sealed');
    await seal(2);
    await expect(seal(2)).rejects.toThrow('seal');
  });
});
