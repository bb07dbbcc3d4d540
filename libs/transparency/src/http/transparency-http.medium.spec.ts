import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations, AuditModule, recordAudit } from '@carbon/audit';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  EdgeModule,
  JsonLogger,
  PERMISSIONS,
  type Credentials,
  serviceCaller,
} from '@carbon/http';
import { LedgerModule } from '@carbon/ledger';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../../tests/support/ledger-fixture';
import { EmbeddedChain } from '../chain/embedded-chain';
import {
  openCheckpoint,
  parseCheckpoint,
  signerFromSeed,
  verifyBundle,
  verifyConsistency,
} from '../domain/index';
import { NotaryService } from '../notary-service';
import { logMigrations } from '../persistence/migrations/index';
import { TransparencyModule } from '../transparency.module';

const SIGNER = signerFromSeed('test.example/log', new Uint8Array(32).fill(7));
const key = (byte: string) => `0x${byte.repeat(32)}`;

class Everybody extends Authenticator {
  override authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    if (authorization === undefined) return Promise.resolve(undefined);
    return Promise.resolve(serviceCaller('auditor', 'auditor', PERMISSIONS));
  }
}

let fixture: LedgerFixture;
let app: NestFastifyApplication;
let chain: EmbeddedChain;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'carbon-http-'));
  [fixture, chain] = await Promise.all([
    openLedgerFixture(1, 10, [...auditMigrations, ...logMigrations]),
    EmbeddedChain.start({ directory }),
  ]);
  const { database, clock, ledger } = fixture;
  const edge = EdgeModule.forRoot({ database, clock, authenticator: new Everybody() });
  const transparency = TransparencyModule.forRoot({
    signer: SIGNER,
    chain: {
      rpcUrl: chain.rpcUrl,
      chainId: chain.chainId,
      keys: { admin: key('a1'), notary: key('a2'), cap: key('a3') },
      fund: async (addresses) => {
        for (const address of addresses) await chain.fund(address, 10n ** 20n);
      },
    },
    notary: { sequenceEveryMs: 10, inspectEveryMs: 10 },
  });
  @Module({ imports: [edge, AuditModule, LedgerModule.forRoot(ledger), transparency] })
  class TestModule {}
  app = await createHttpApp(TestModule, {
    openApi: { title: 'test', description: 'test', version: '1' },
    logger: new JsonLogger('silent'),
  });
});

afterAll(async () => {
  await app.close();
  await chain.kill();
  await fixture.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
});

const get = (url: string, authorization?: string) =>
  app.inject({ method: 'GET', url, headers: authorization === undefined ? {} : { authorization } });

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > deadline) throw new Error(`it did not come to pass: ${JSON.stringify(value)}`);
  }
}

interface Status {
  size: string;
  anchoredSize: string;
  chain: string;
}
const status = async () => (await get('/v1/public/log')).json<Status>();

async function issue(sourceKey: string): Promise<bigint> {
  const [outcome] = await fixture.database.transaction((tx) =>
    fixture.ledger.submit(tx, [
      { kind: 'issue', instrument: 'GEC-A', quantity: 3n, to: fixture.accounts[0]!, sourceKey, cause: CAUSE },
    ]),
  );
  if (outcome?.status !== 'done') throw new Error('refused');
  return outcome.transactionId;
}

describe('the log over HTTP', () => {
  it('an empty log says so', async () => {
    expect(await status()).toMatchObject({ size: '0', anchoredSize: '0', root: null, alerts: [] });
    const response = await get('/v1/public/log/checkpoints/latest');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'LOG_EMPTY' });
  });

  it('shows a new record sequenced and anchored, and its evidence verifies', async () => {
    const first = await issue('one');
    await until(status, ({ anchoredSize }) => anchoredSize === '1');
    const second = await issue('two');
    const shown = await until(
      status,
      ({ anchoredSize, chain }) => anchoredSize === '2' && chain === 'settled',
    );
    expect(shown).toMatchObject({ size: '2', unsequenced: '0', chainId: '20260', notary: 'leader' });

    const note = await get('/v1/public/log/checkpoints/latest');
    expect(note.headers['content-type']).toContain('text/plain');
    expect(openCheckpoint(note.body, SIGNER.verifierKey).size).toBe(2n);

    type Checkpoints = { items: { size: string; state: string; note: string }[]; next: string };
    const { items, next } = await until(
      async () => (await get('/v1/public/log/checkpoints?limit=1')).json<Checkpoints>(),
      (page) => page.items[0]?.state === 'final',
    );
    expect(items).toMatchObject([{ size: '2', state: 'final' }]);
    const rest = await get(`/v1/public/log/checkpoints?limit=1&cursor=${next}`);
    const [older] = rest.json<Checkpoints>().items;
    expect(older).toMatchObject({ size: '1' });

    const answer = await get('/v1/public/log/consistency?from=1&to=2');
    const proof = answer.json<{ proof: string[] }>().proof.map((node) => Buffer.from(node, 'hex'));
    const [from, to] = [parseCheckpoint(older!.note).root, parseCheckpoint(items[0]!.note).root];
    expect(verifyConsistency(1n, 2n, from, to, proof)).toBe(true);

    const tile = await get('/v1/public/log/tiles/0/0');
    expect(tile.headers['content-type']).toContain('application/octet-stream');
    expect(tile.rawPayload).toHaveLength(64);

    for (const id of [first, second]) {
      const evidence = await get(`/v1/transactions/${id.toString()}/evidence`, 'key');
      const { files } = evidence.json<{ files: { file: string; anchoring: string }[] }>();
      expect(files).toMatchObject([{ anchoring: 'anchored' }]);
      expect(verifyBundle(files[0]!.file, { expectedVerifierKey: SIGNER.verifierKey }).valid).toBe(true);
    }
  });

  it('INV-08 an audit record gets its place and evidence in two steps that verifies', async () => {
    const { database, clock } = fixture;
    await database.transaction((tx) =>
      recordAudit(tx, { action: 'thing.done', subject: { kind: 'thing', id: '1' } }, clock.now(), {
        actor: 'x',
      }),
    );
    type Detail = { proof: { state: string; logPosition: string } };
    const detail = await until(
      async () => (await get('/v1/audit-records/1', 'key')).json<Detail>(),
      ({ proof }) => proof.state === 'sealed',
    );
    expect(detail.proof).toMatchObject({ logPosition: '2', seal: '1', ordinal: 0, count: 1 });
    const evidence = await until(
      async () =>
        (await get('/v1/audit-records/1/evidence', 'key')).json<{ anchoring: string; file: string }>(),
      ({ anchoring }) => anchoring === 'anchored',
    );
    const verdict = verifyBundle(evidence.file, { expectedVerifierKey: SIGNER.verifierKey });
    expect(verdict).toMatchObject({ valid: true, bundle: { record: { action: 'thing.done' } } });
    expect((await get('/v1/audit-records/999/evidence', 'key')).json()).toMatchObject({
      code: 'AUDIT_RECORD_UNKNOWN',
    });
    expect((await get('/v1/audit-records/1/evidence')).statusCode).toBe(401);
  });

  it.each([
    ['/v1/public/log/tiles/0/9', 404, 'LOG_NO_TILE'],
    ['/v1/public/log/tiles/99999999999/0', 404, 'LOG_NO_TILE'],
    ['/v1/public/log/tiles/0/x', 400, 'INPUT_MALFORMED'],
    ['/v1/public/log/consistency?from=5&to=2', 422, 'LOG_SIZES_OUTSIDE'],
    ['/v1/public/log/consistency?from=1&to=99', 422, 'LOG_SIZES_OUTSIDE'],
    ['/v1/public/log/checkpoints?cursor=garbage', 400, 'INPUT_MALFORMED'],
  ])('%s is answered with %i %s', async (url, code, problem) => {
    const response = await get(url);
    expect(response.statusCode).toBe(code);
    expect(response.json()).toMatchObject({ code: problem });
  });

  it('evidence and reconciliations are for callers, and a reconciliation happens once a key', async () => {
    expect((await get('/v1/transactions/1/evidence')).statusCode).toBe(401);
    expect((await get('/v1/transactions/999/evidence', 'key')).json()).toMatchObject({
      code: 'EVIDENCE_UNKNOWN_TRANSACTION',
    });
    const start = () =>
      app.inject({
        method: 'POST',
        url: '/v1/reconciliations',
        headers: { authorization: 'key', 'idempotency-key': 'nightly-2026-03-02' },
      });
    const started = await start();
    expect(started.statusCode).toBe(202);
    const { id } = started.json<{ id: string }>();
    const run = await until(
      async () => (await get(`/v1/reconciliations/${id}`, 'key')).json<{ status: string }>(),
      (each) => each.status !== 'INITIATED',
    );
    expect(run).toMatchObject({
      status: 'COMPLETED',
      differences: [],
      summary: { chain: 'checked' },
      startedBy: 'auditor',
    });
    expect((await start()).json()).toEqual({ id });
    const list = (await get('/v1/reconciliations', 'key')).json<{ items: object[] }>();
    expect(list.items).toHaveLength(1);
  });

  it('the notary stops with the application', async () => {
    const notary = app.get(NotaryService);
    expect(notary.state.role).toBe('leader');
    await app.close();
    expect(notary.state.role).toBe('stopped');
  });
});
