import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations } from '@carbon/audit';
import { Refusal } from '@carbon/kernel';
import { type Command } from '@carbon/ledger';
import { DataSource } from 'typeorm';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../../tests/support/ledger-fixture';
import { CarbonContract, encodeAnchor } from '../chain/carbon-contract';
import { ChainClient, type SignedTransaction } from '../chain/chain-client';
import { contractInterface } from '../chain/contract-abi';
import { deployContract } from '../chain/deploy';
import { EmbeddedChain } from '../chain/embedded-chain';
import { callNode } from '../chain/embedded-rpc';
import { leafHash, signerFromSeed } from '../domain/index';
import { Notary } from '../notary';
import { latestAttempts } from '../persistence/anchor-attempts';
import { openAlerts } from '../persistence/alerts';
import { currentBinding } from '../persistence/chain-binding';
import { checkpointOf, checkpointsAfter } from '../persistence/checkpoints';
import { logMigrations } from '../persistence/migrations/index';
import { ReconciliationService } from '../reconcile';
import { Sequencer } from '../sequencer';
import { Anchorer, type AnchorerOptions } from './anchorer';
import { rebindChain, resumeAnchoring } from './operator-acts';

const SIGNER = signerFromSeed('test.example/log', new Uint8Array(32).fill(7));
const key = (byte: string) => `0x${byte.repeat(32)}`;
const KEYS = { admin: key('a1'), notary: key('a2'), cap: key('a3') };
const COIN = 10n ** 20n;

let fixture: LedgerFixture;
let sequencer: Sequencer;
let parent: string;
let chain: EmbeddedChain;
let client: ChainClient;
const chains: EmbeddedChain[] = [];
const clients: ChainClient[] = [];

/** The port of a node that was killed may be taken for a moment by what the system gives out. */
async function startOn(directory: string, port: number | undefined): Promise<EmbeddedChain> {
  for (let tries = 1; ; tries++) {
    try {
      return await EmbeddedChain.start({ directory, ...(port === undefined ? {} : { port }) });
    } catch (error) {
      if (tries === 200 || !(error instanceof Refusal) || error.code !== 'CHAIN_PORT_IN_USE') throw error;
    }
  }
}

async function startChain(name: string, port?: number): Promise<EmbeddedChain> {
  const directory = join(parent, name);
  const started = await startOn(directory, port);
  chains.push(started);
  const keys = new ChainClient({ rpcUrl: started.rpcUrl, chainId: started.chainId, keys: KEYS });
  clients.push(keys);
  for (const role of ['admin', 'notary', 'cap'] as const) await started.fund(keys.address(role), COIN);
  return started;
}

function connect(Client: typeof ChainClient = ChainClient): ChainClient {
  const connected = new Client({ rpcUrl: chain.rpcUrl, chainId: chain.chainId, keys: KEYS });
  clients.push(connected);
  return connected;
}

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'carbon-anchor-'));
  [fixture, chain] = await Promise.all([
    openLedgerFixture(3, 10, [...auditMigrations, ...logMigrations]),
    startChain('chain'),
  ]);
  sequencer = await Sequencer.create(fixture.database, SIGNER);
  client = connect();
});

afterEach(async () => {
  clients.splice(0).forEach((each) => each.close());
  for (const each of chains.splice(0)) await each.kill();
  await fixture.close();
  rmSync(parent, { recursive: true, force: true, maxRetries: 20 });
});

let issued = 0;
async function issue(instrument = 'GEC-A', quantity = 10n, extra: object = {}): Promise<bigint> {
  const command: Command = {
    kind: 'issue',
    instrument,
    quantity,
    to: fixture.accounts[0]!,
    sourceKey: `source-${++issued}`,
    cause: CAUSE,
    ...extra,
  };
  const [outcome] = await fixture.database.transaction((tx) => fixture.ledger.submit(tx, [command]));
  if (outcome?.status !== 'done') throw new Error('refused');
  return outcome.transactionId;
}

function anchorer(options: AnchorerOptions = {}, by: ChainClient = client): Anchorer {
  return new Anchorer(fixture.database, by, { receiptTimeoutMs: 5_000, ...options });
}

async function contractOf(by: ChainClient = client): Promise<CarbonContract> {
  return new CarbonContract(by, (await currentBinding(fixture.database))!.contract);
}

async function sizes(state?: string): Promise<number[]> {
  const all = await checkpointsAfter(fixture.database, 0n, 100);
  return all.filter((each) => state === undefined || each.state === state).map(({ size }) => Number(size));
}

const alertCodes = async () => (await openAlerts(fixture.database)).map(({ code }) => code);

const topicOf = (event: string) => contractInterface.getEvent(event)!.topicHash;

/** Every `Anchored` and `IssuanceRecorded` the contract ever emitted. */
async function eventsOnChain(): Promise<{ anchored: number[]; issuances: number }> {
  const contract = await contractOf();
  const logs = (await callNode(chain.rpcUrl, 'eth_getLogs', [
    { address: contract.address, fromBlock: '0x0', toBlock: 'latest' },
  ])) as { topics: string[] }[];
  const of = (topic: string) => logs.filter(({ topics }) => topics[0] === topic);
  return {
    anchored: of(topicOf('Anchored')).map(({ topics }) => Number(topics[1])),
    issuances: of(topicOf('IssuanceRecorded')).length,
  };
}

describe('anchoring', () => {
  it('deploys, records issuances within caps, anchors with proof, and becomes final', async () => {
    await issue('GEC-A', 10n);
    await issue('CNY', 500n);
    await sequencer.sequence();
    const round = anchorer();
    expect(await round.round()).toBe('settled');
    const contract = await contractOf();
    const first = (await checkpointOf(fixture.database, 2n))!;
    expect(await contract.head()).toEqual({ size: 2n, root: first.root });
    expect(first.state).toBe('final');
    expect(await client.receipt(first.transaction!)).toMatchObject({
      succeeded: true,
      blockHash: first.block!.hash,
    });

    await issue('GEC-A', 5n);
    await sequencer.sequence();
    expect(await round.round()).toBe('settled');
    expect(await contract.supplyOf('GEC-A')).toMatchObject({ issued: 15n, recorded: 15n, cap: 15n });
    expect(await contract.supplyOf('CNY')).toMatchObject({ issued: 0n, recorded: 0n });
    expect(await eventsOnChain()).toEqual({ anchored: [2, 3], issuances: 2 });
  });

  it('a reconciliation compares the supply with the contract, and names what differs', async () => {
    const id = await issue('GEC-A', 10n);
    await sequencer.sequence();
    await anchorer().round();
    const reconciliation = new ReconciliationService(fixture.database, SIGNER, {
      contract: () => contractOf(),
    });
    expect(await reconciliation.run('test')).toMatchObject({
      status: 'COMPLETED',
      summary: { chain: 'checked' },
    });
    const owner = await new DataSource({ type: 'postgres', url: fixture.superuserUrl }).initialize();
    await owner.query('set session_replication_role = replica');
    await owner.query('update ledger.journal set quantity = 9 where id = $1', [id.toString()]);
    await owner.destroy();
    const run = await reconciliation.run('test');
    expect(await reconciliation.differences(run.id)).toContainEqual(
      expect.objectContaining({
        kind: 'SUPPLY_DIFFERS_FROM_CHAIN',
        instrument: 'GEC-A',
        place: 'issued',
        expected: '10',
        found: '9',
      }),
    );
    await chain.stop();
    const unreached = await reconciliation.run('test');
    expect(unreached.summary).toMatchObject({ chain: expect.stringMatching(/^not checked: /) as string });
  });

  it('passes over checkpoints that queued, and marks them as covered', async () => {
    for (let n = 0; n < 4; n++) {
      await issue();
      await sequencer.sequence();
    }
    expect(await anchorer().round()).toBe('settled');
    expect((await eventsOnChain()).anchored).toEqual([4]);
    expect((await checkpointOf(fixture.database, 2n))!).toMatchObject({ state: 'final', coveredBy: 4n });
    expect(await (await contractOf()).supplyOf('GEC-A')).toMatchObject({ issued: 40n });
  });

  it('anchors in steps when one anchor would move too many instruments', async () => {
    await issue('GEC-A');
    await sequencer.sequence();
    await issue('GEC-B');
    await sequencer.sequence();
    expect(await anchorer({ instrumentsPerAnchor: 1, issuancesPerTransaction: 1 }).round()).toBe('settled');
    expect((await eventsOnChain()).anchored).toEqual([1, 2]);
  });

  it('a source that was reversed and issued again is recorded under a key of its own', async () => {
    const until = { reversibleUntil: new Date('2027-01-01T00:00:00Z'), sourceKey: 'plant/2025-06' };
    for (let round = 0; round < 3; round++) {
      const transactionId = await issue('GEC-A', 7n, until);
      if (round === 2) break;
      await fixture.database.transaction((tx) =>
        fixture.ledger.submit(tx, [{ kind: 'reverse', transactionId, cause: CAUSE }]),
      );
      if (round === 0) await sequencer.sequence();
    }
    await sequencer.sequence();
    expect(await anchorer().round()).toBe('settled');
    expect(await (await contractOf()).supplyOf('GEC-A')).toMatchObject({ issued: 7n, recorded: 21n });
  });

  it('waits for the configured depth before a checkpoint is final', async () => {
    const round = anchorer({ confirmations: 3 });
    await issue();
    await sequencer.sequence();
    expect(await round.round()).toBe('waiting');
    expect(await sizes('mined')).toEqual([1]);
    await callNode(chain.rpcUrl, 'anvil_mine', ['0x1']);
    expect(await round.round()).toBe('waiting');
    await callNode(chain.rpcUrl, 'anvil_mine', ['0x1']);
    expect(await round.round()).toBe('settled');
    expect(await sizes('final')).toEqual([1]);
  });

  it('anchors again what a reorganisation took back', async () => {
    const round = anchorer({ confirmations: 5 });
    await issue();
    await sequencer.sequence();
    await round.round();
    const before = (await checkpointOf(fixture.database, 1n))!;
    await callNode(chain.rpcUrl, 'anvil_reorg', [2, []]);
    expect(await (await contractOf()).head()).toMatchObject({ size: 0n });
    await round.round();
    const after = (await checkpointOf(fixture.database, 1n))!;
    expect(after.state).toBe('mined');
    expect(after.transaction).not.toBe(before.transaction);
    expect(await (await contractOf()).head()).toMatchObject({ size: 1n });
    const happened = (await latestAttempts(fixture.database, 100)).map((attempt) => attempt.happened);
    expect(happened).toContain('reorganised');
  });
});

/** A process that dies at a chosen moment of a transaction's life. */
class Dying extends ChainClient {
  static moment: 'before sending' | 'after sending' | 'before noting' | undefined;

  override async broadcast(transaction: SignedTransaction): Promise<void> {
    if (Dying.moment === 'before sending') throw new Error('killed');
    await super.broadcast(transaction);
    if (Dying.moment === 'after sending') throw new Error('killed');
  }

  override async waitForReceipt(...args: Parameters<ChainClient['waitForReceipt']>) {
    const receipt = await super.waitForReceipt(...args);
    if (Dying.moment === 'before noting') throw new Error('killed');
    return receipt;
  }
}

describe('a crash in the middle', () => {
  it('anchors once and records each issuance once, whenever the process dies', async () => {
    Dying.moment = undefined;
    await anchorer({}, connect(Dying)).round();
    for (let n = 1; n <= 4; n++) {
      for (const moment of ['before sending', 'after sending', 'before noting'] as const) {
        await issue('GEC-A', 3n);
        await sequencer.sequence();
        for (let death = 0; death < 6; death++) {
          Dying.moment = moment;
          await anchorer({}, connect(Dying))
            .round()
            .catch(() => undefined);
        }
        Dying.moment = undefined;
        expect(await anchorer({}, connect(Dying)).round()).toBe('settled');
      }
    }
    const { anchored, issuances } = await eventsOnChain();
    expect(anchored).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    expect(issuances).toBe(12);
    expect(await (await contractOf()).supplyOf('GEC-A')).toMatchObject({ issued: 36n, recorded: 36n });
    expect(await sizes('final')).toHaveLength(12);
    expect(await alertCodes()).toEqual([]);
  });

  it('takes over what is on chain when our own notes were lost', async () => {
    await issue();
    await sequencer.sequence();
    await anchorer().round();
    const noted = (await checkpointOf(fixture.database, 1n))!;
    await fixture.database.query(
      `update log.checkpoint set state = 'built', tx_hash = null, block_number = null, block_hash = null`,
    );
    await fixture.database.query(`update log.issuance_record set state = 'pending', tx_hash = null`);
    expect(await anchorer().round()).toBe('settled');
    expect(await checkpointOf(fixture.database, 1n)).toEqual(noted);
    expect(await eventsOnChain()).toEqual({ anchored: [1], issuances: 1 });
  });
});

describe('a chain that goes away', () => {
  function running(): Notary {
    return new Notary(fixture.database, sequencer, anchorer(), {
      sequenceEveryMs: 5,
      inspectEveryMs: 5,
      firstRetryMs: 5,
      lastRetryMs: 20,
    });
  }

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 120_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error('it did not come to pass');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('queues checkpoints while it is down, shows it, and catches up', async () => {
    const notary = running();
    notary.start();
    try {
      await issue();
      await until(async () => (await sizes('final')).length === 1);
      await chain.stop();
      for (let n = 0; n < 3; n++) {
        await issue();
        await until(async () => (await sizes()).length === n + 2);
      }
      await until(() => notary.state.chain === 'unreachable');
      expect(await sizes('built')).toHaveLength(3);
      chain = await startChain('chain', chain.port);
      await until(async () => (await sizes('final')).length === 4);
      expect(await (await contractOf()).head()).toMatchObject({ size: 4n });
      expect(await alertCodes()).toEqual([]);
      const attempts = await latestAttempts(fixture.database, 1000);
      expect(attempts.some(({ happened }) => happened === 'unreachable')).toBe(true);
    } finally {
      await notary.stop();
    }
    expect(notary.state.role).toBe('stopped');
  });

  it('continues from what the chain says when it lost its last blocks', async () => {
    await issue();
    await sequencer.sequence();
    await anchorer().round();
    await chain.stop();
    cpSync(join(parent, 'chain'), join(parent, 'backup'), { recursive: true });
    chain = await startChain('chain', chain.port);
    for (let n = 0; n < 3; n++) {
      await issue();
      await sequencer.sequence();
      await anchorer().round();
    }
    expect(await sizes('final')).toEqual([1, 2, 3, 4]);
    await chain.kill();
    chain = await startChain('backup', chain.port);
    expect(await anchorer().round()).toBe('settled');
    expect(await sizes('final')).toEqual([1, 2, 3, 4]);
    expect(await (await contractOf()).head()).toMatchObject({ size: 4n });
    expect(await (await contractOf()).supplyOf('GEC-A')).toMatchObject({ issued: 40n, recorded: 40n });
    expect(await alertCodes()).toEqual(['CHAIN_REGRESSED']);
    expect((await eventsOnChain()).anchored).toEqual([1, 4]);
  });

  it('halts loudly when the chain has lost everything, until an operator binds a new contract', async () => {
    await issue();
    await sequencer.sequence();
    await anchorer().round();
    const former = (await checkpointOf(fixture.database, 1n))!;
    await chain.kill();
    chain = await startChain('empty', chain.port);
    expect(await anchorer().round()).toBe('halted');
    expect(await alertCodes()).toEqual(['CHAIN_LOST']);
    await issue();
    await sequencer.sequence();
    expect(await anchorer().round()).toBe('halted');
    expect(await checkpointOf(fixture.database, 1n)).toEqual(former);

    await resumeAnchoring(fixture.database, 'operator');
    expect(await anchorer().round()).toBe('halted');
    await rebindChain(fixture.database, client, 'operator');
    expect(await anchorer().round()).toBe('settled');
    expect(await (await contractOf()).head()).toMatchObject({ size: 2n });
    expect(await (await contractOf()).supplyOf('GEC-A')).toMatchObject({ issued: 20n });
    await expect(rebindChain(fixture.database, client, 'operator')).rejects.toMatchObject({
      code: 'CHAIN_NOT_HALTED',
    });
  });

  it('goes on after the former chain was brought back', async () => {
    await issue();
    await sequencer.sequence();
    await anchorer().round();
    await chain.stop();
    const impostor = await startChain('empty', chain.port);
    expect(await anchorer().round()).toBe('halted');
    await impostor.kill();
    chain = await startChain('chain', chain.port);
    expect(await anchorer().round()).toBe('halted');
    await resumeAnchoring(fixture.database, 'operator');
    await issue();
    await sequencer.sequence();
    expect(await anchorer().round()).toBe('settled');
  });

  it('halts when the contract at the same address shows another history, and overwrites nothing', async () => {
    await issue();
    await sequencer.sequence();
    await anchorer().round();
    const ours = await currentBinding(fixture.database);
    await chain.kill();
    chain = await startChain('other', chain.port);
    const { contract } = await deployContract(client);
    expect(contract).toBe(ours!.contract);
    client.forgetNonces();
    const stranger = leafHash(Buffer.from('another history'));
    const signed = await client.sign('notary', contract, encodeAnchor(1n, stranger, [], []));
    await client.broadcast(signed);
    await client.waitForReceipt(signed.hash, 5_000);
    expect(await anchorer().round()).toBe('halted');
    expect(await alertCodes()).toEqual(['CHAIN_FORKED']);
    expect(await (await contractOf()).head()).toMatchObject({ size: 1n, root: Buffer.from(stranger) });
    expect(await sizes('final')).toEqual([1]);
  });

  it('halts when the contract is ahead of the log', async () => {
    await anchorer().round();
    const { contract } = (await currentBinding(fixture.database))!;
    const root = leafHash(Buffer.from('from the future'));
    const signed = await client.sign('notary', contract, encodeAnchor(9n, root, [], []));
    await client.broadcast(signed);
    await client.waitForReceipt(signed.hash, 5_000);
    await issue();
    await sequencer.sequence();
    expect(await anchorer().round()).toBe('halted');
    expect(await alertCodes()).toEqual(['CHAIN_FORKED']);
  });

  it('has one leader; the standby takes over when it stops', async () => {
    const [first, second] = [running(), running()];
    first.start();
    await until(() => first.state.role === 'leader');
    second.start();
    await until(() => second.state.role === 'standby');
    await first.stop();
    await until(() => second.state.role === 'leader');
    await second.stop();
  });

  it('shows what the contract refuses, and goes on when it no longer does', async () => {
    const notary = running();
    await notary.turn();
    const contract = await contractOf();
    const admin = async (data: string) => {
      const signed = await client.sign('admin', contract.address, data);
      await client.broadcast(signed);
      await client.waitForReceipt(signed.hash, 5_000);
    };
    await admin('0x8456cb59'); // pause()
    await issue();
    await notary.turn();
    expect(notary.state).toMatchObject({ chain: 'refused', chainError: 'EnforcedPause()' });
    expect(await alertCodes()).toEqual(['CHAIN_REFUSES']);
    await admin('0x3f4ba83a'); // unpause()
    await until(async () => (await notary.turn()).chain === 'settled');
    expect(await sizes('final')).toEqual([1]);
    notary.start();
    await notary.stop();
  });
});
