import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations } from '@carbon/audit';
import { type Command } from '@carbon/ledger';
import { DataSource } from 'typeorm';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../tests/support/ledger-fixture';
import { Anchorer } from './anchoring/anchorer';
import { ChainClient } from './chain/chain-client';
import { EmbeddedChain } from './chain/embedded-chain';
import { callNode } from './chain/embedded-rpc';
import { bundleFile, signerFromSeed, verifyBundle } from './domain/index';
import { EvidenceService } from './evidence';
import { logMigrations } from './persistence/migrations/index';
import { Sequencer } from './sequencer';
import { verifyOnChain } from './verify-on-chain';

const SIGNER = signerFromSeed('test.example/log', new Uint8Array(32).fill(7));
const key = (byte: string) => `0x${byte.repeat(32)}`;

let fixture: LedgerFixture;
let sequencer: Sequencer;
let evidence: EvidenceService;
let directory: string;
let chain: EmbeddedChain;
let client: ChainClient;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'carbon-evidence-'));
  [fixture, chain] = await Promise.all([
    openLedgerFixture(2, 10, [...auditMigrations, ...logMigrations]),
    EmbeddedChain.start({ directory }),
  ]);
  sequencer = await Sequencer.create(fixture.database, SIGNER);
  evidence = new EvidenceService(fixture.database, SIGNER);
  client = new ChainClient({
    rpcUrl: chain.rpcUrl,
    chainId: chain.chainId,
    keys: { admin: key('a1'), notary: key('a2'), cap: key('a3') },
  });
});

afterEach(async () => {
  client.close();
  await chain.kill();
  await fixture.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
});

async function anchor(): Promise<void> {
  const fund = async (addresses: readonly string[]) => {
    for (const address of addresses) await chain.fund(address, 10n ** 20n);
  };
  await new Anchorer(fixture.database, client, { fund }).round();
}

/** A linked pair of issues: one transaction of two journal rows. */
async function issuePair(n: number): Promise<bigint> {
  const issue = (instrument: string) =>
    ({
      kind: 'issue',
      instrument,
      quantity: 5n,
      to: fixture.accounts[0]!,
      sourceKey: `${instrument}-${n}`,
    }) as const;
  const command: Command = {
    kind: 'linked',
    commands: [issue('GEC-A'), issue('GEC-B')],
    cause: { ...CAUSE, reason: '第一批「绿证」' },
  };
  const [outcome] = await fixture.database.transaction((tx) => fixture.ledger.submit(tx, [command]));
  if (outcome?.status !== 'done') throw new Error('refused');
  return outcome.transactionId;
}

describe('evidence', () => {
  it('is pending before the record is in the log, then verifies offline without a chain', async () => {
    const id = await issuePair(1);
    await expect(evidence.bundleFor(id)).rejects.toMatchObject({ code: 'EVIDENCE_PENDING', status: 409 });
    expect((await evidence.proofsOf([id, 999n])).get(id)).toEqual({ anchoring: 'pending' });
    await sequencer.sequence();
    const bundle = await evidence.bundleFor(id);
    expect(bundle.chain).toBeUndefined();
    expect(bundle.record).toMatchObject({ reason: '第一批「绿证」', quantity: '5' });
    expect(verifyBundle(bundleFile(bundle), { expectedVerifierKey: SIGNER.verifierKey })).toMatchObject({
      valid: true,
    });
  });

  it('verifies against the chain once it is anchored, and prefers a checkpoint that is', async () => {
    const id = await issuePair(1);
    await sequencer.sequence();
    await anchor();
    const later = await issuePair(2);
    await sequencer.sequence();
    const [first, second] = await evidence.bundlesOf(id);
    expect(first).toMatchObject({ leafIndex: '0', treeSize: '2', chain: { chainId: '20260' } });
    expect(second).toMatchObject({ leafIndex: '1', treeSize: '2' });
    for (const bundle of [first!, second!]) {
      expect(verifyBundle(bundleFile(bundle))).toMatchObject({ valid: true });
      const rpc = {
        request: (method: string, params: readonly unknown[]) => callNode(chain.rpcUrl, method, params),
      };
      expect(await verifyOnChain(bundle, rpc)).toMatchObject({ valid: true });
    }
    expect((await evidence.bundleFor(later)).chain).toBeUndefined();

    const proofs = await evidence.proofsOf([later, id + 1n, id, 12_345n]);
    expect([...proofs.keys()].sort()).toEqual([id, id + 1n, later]);
    expect(proofs.get(id)).toMatchObject({
      anchoring: 'anchored',
      leafIndex: '0',
      treeSize: '2',
      transaction: first!.chain!.transaction,
      block: { number: first!.chain!.blockNumber },
    });
    expect(proofs.get(later)).toMatchObject({ anchoring: 'pending', leafIndex: '2', treeSize: '4' });
  });

  it('is refused for a record that was altered, and for one that never was', async () => {
    const id = await issuePair(1);
    await sequencer.sequence();
    const superuser = await new DataSource({
      type: 'postgres',
      url: fixture.superuserUrl,
      poolSize: 1,
    }).initialize();
    await superuser.query('set session_replication_role = replica');
    await superuser.query(`update ledger.journal set reason = 'another' where id = $1`, [id.toString()]);
    await superuser.destroy();
    await expect(evidence.bundleFor(id)).rejects.toMatchObject({ code: 'EVIDENCE_RECORD_ALTERED' });
    await expect(evidence.bundleFor(77n)).rejects.toMatchObject({ code: 'EVIDENCE_UNKNOWN_RECORD' });
    await expect(evidence.bundlesOf(77n)).rejects.toMatchObject({ code: 'EVIDENCE_UNKNOWN_TRANSACTION' });
  });
});
