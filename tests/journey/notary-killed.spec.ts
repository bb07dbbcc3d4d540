import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { auditMigrations } from '@carbon/audit';
import { migrate } from '@carbon/database';
import { readSupply } from '@carbon/ledger';
import {
  CarbonContract,
  chainAddresses,
  ChainClient,
  type ChainKeys,
  chainKeysOfFile,
  EmbeddedChain,
  loadNotaryKey,
  logMigrations,
  PublicLog,
} from '@carbon/transparency';
import { Interface, JsonRpcProvider, keccak256, Transaction } from 'ethers';
import { type Call, KillingProxy, type Moment } from '../support/killing-proxy';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../support/ledger-fixture';
import { command } from '../support/running-platform';

const ROOT = join(__dirname, '..', '..');
const SEND = 'eth_sendRawTransaction';
const RECEIPT = 'eth_getTransactionReceipt';
const LOOK_UP = 'eth_getTransactionByHash';
const LOG_ORIGIN = 'test.example/killed';
const COIN = 10n ** 20n;
const INSTRUMENTS = ['GEC-A', 'GEC-B'] as const;

/** What the public can read of the contract. */
const EVENTS = new Interface([
  'event IssuanceRecorded(bytes32 indexed instrument, bytes32 indexed sourceKey, uint64 firstSerial, uint64 lastSerial, bytes32 evidenceHash)',
]);

/** What a notary sends, in the order in which it does. */
const ACTS = new Interface([
  'function setCaps((bytes32 instrument, uint64 cap)[] caps)',
  'function recordIssuances((bytes32 instrument, bytes32 sourceKey, bytes32 evidenceHash, uint64 firstSerial, uint64 quantity)[] issuances)',
  'function anchor(uint64 newSize, bytes32 newRoot, bytes32[] consistencyProof, (bytes32 instrument, int64 issued, int64 retired, int64 surrendered, int64 cancelled, int64 expired, int64 converted)[] supplyDeltas)',
]);
type Act = 'setCaps' | 'recordIssuances' | 'anchor';

interface Round {
  readonly act: Act;
  /** Of sending it, or of asking for its receipt. */
  readonly asking: typeof SEND | typeof RECEIPT;
  readonly moment: Moment;
  /** The chain takes the transaction and puts it in no block until the next notary has asked for it. */
  readonly unmined?: true;
}

const sending = (act: Act, moment: Moment): Round => ({ act, asking: SEND, moment });
const ROUNDS: readonly Round[] = [
  sending('recordIssuances', 'before the answer'),
  sending('setCaps', 'before the answer'),
  sending('anchor', 'before the answer'),
  sending('recordIssuances', 'before forwarding'),
  sending('setCaps', 'before forwarding'),
  sending('anchor', 'before forwarding'),
  sending('recordIssuances', 'after the answer'),
  sending('anchor', 'after the answer'),
  { act: 'recordIssuances', asking: RECEIPT, moment: 'before forwarding' },
  { act: 'anchor', asking: RECEIPT, moment: 'before the answer' },
  { ...sending('recordIssuances', 'before the answer'), unmined: true },
  { ...sending('anchor', 'before the answer'), unmined: true },
  sending('recordIssuances', 'before the answer'),
];

/** Whether a request sends such an act, or asks for the receipt of one. */
function catches({ act, asking }: Round): (call: Call) => boolean {
  const sent = new Set<string>();
  const selector = ACTS.getFunction(act)?.selector ?? '';
  return ({ method, params: [param] }) => {
    const given = String(param);
    const isSent = method === SEND && Transaction.from(given).data.startsWith(selector);
    if (isSent) sent.add(keccak256(given));
    return asking === SEND ? isSent : method === RECEIPT && sent.has(given);
  };
}

let directory: string;
let fixture: LedgerFixture;
let chain: EmbeddedChain;
let keys: ChainKeys;
let proxy: KillingProxy;
let notary: ChildProcess | undefined;
let told = '';
let issuances = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'carbon-notary-'));
  [fixture, chain] = await Promise.all([
    openLedgerFixture(1),
    EmbeddedChain.start({ directory: join(directory, 'chain') }),
    // what is tried is the program as it is delivered
    command(['scripts/build.mjs']),
  ]);
  await migrate(fixture.superuserUrl, [...auditMigrations, ...logMigrations]);
  keys = chainKeysOfFile(join(directory, 'chain.keys'));
  for (const address of Object.values(chainAddresses(keys))) await chain.fund(address, COIN);
  proxy = await KillingProxy.start(chain.rpcUrl);
}, 180_000);

afterAll(async () => {
  notary?.kill('SIGKILL');
  await proxy.stop();
  await chain.kill();
  await fixture.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
});

/** The notary as an operator runs it; resolves with the signal that ended it. */
function start(): Promise<NodeJS.Signals | null> {
  told = '';
  const child = spawn(process.execPath, ['-r', 'reflect-metadata', 'dist/apps/notary/src/main.js'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: fixture.serviceUrl,
      CHAIN_RPC_URL: proxy.url,
      CHAIN_KEYS_FILE: join(directory, 'chain.keys'),
      LOG_ORIGIN,
      LOG_KEY_FILE: join(directory, 'log.key'),
    },
  });
  notary = child;
  const hear = (chunk: Buffer) => (told += chunk.toString());
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
}

async function issue(): Promise<void> {
  const number = ++issuances;
  const [outcome] = await fixture.database.transaction((tx) =>
    fixture.ledger.submit(tx, [
      {
        ...{
          kind: 'issue',
          instrument: INSTRUMENTS[number % 2] ?? 'GEC-A',
          quantity: BigInt(1 + (number % 9)),
        },
        ...{ to: fixture.accounts[0] ?? '', sourceKey: `source-${number}`, cause: CAUSE },
      },
    ]),
  );
  expect(outcome?.status).toBe('done');
}

async function until(holds: () => Promise<boolean>, what: string, seconds = 30): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; !(await holds());) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s; the notary said: ${told}`);
    await pause(50);
  }
}

const rpc = async (method: string, ...params: unknown[]): Promise<unknown> => {
  const answer = await fetch(chain.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await answer.json()) as { result: unknown }).result;
};

const one = async <T extends object>(sql: string): Promise<T> => {
  const [row] = await fixture.database.query<T>(sql);
  if (row === undefined) throw new Error('no row');
  return row;
};

const log = () =>
  new PublicLog(fixture.database, loadNotaryKey({ origin: LOG_ORIGIN, file: join(directory, 'log.key') }));

/** Everything that was issued is in the log, anchored, recorded and final. */
async function settled(): Promise<boolean> {
  const { recorded, open } = await one<{ recorded: number; open: boolean }>(
    `select (select count(*)::int from log.issuance_record where state = 'final') as recorded,
            exists (select from log.checkpoint where state <> 'final' and covered_by is null) as open`,
  );
  return recorded === issuances && !open;
}

it('INV-04 killed around every step of sending, the notary records each issuance exactly once', async () => {
  await issue();
  void start();
  await until(settled, 'a first issuance without kills');
  notary?.kill('SIGKILL');

  const closing = new AbortController();
  const business = (async () => {
    while (!closing.signal.aborted) {
      await issue();
      await pause(40);
    }
  })();
  try {
    let unmined = false;
    for (const round of ROUNDS) {
      await issue();
      unmined = await killedIn(round, unmined);
    }
  } finally {
    closing.abort();
    await business;
  }

  const free = start();
  await until(settled, 'everything settled once nobody is killed');
  notary?.kill('SIGTERM');
  await free;

  const { binding, alerts } = await log().status();
  expect([binding?.haltedCode, alerts]).toEqual([undefined, []]);
  const { bindings } = await one<{ bindings: number }>(
    'select count(*)::int as bindings from log.chain_binding',
  );
  expect(bindings).toBe(1);
  const address = binding?.contract ?? '';
  await onceOnChain(address);
  await sameTotals(address);
}, 240_000);

/**
 * Runs a notary until the round kills it. One that finds a transaction of the notary before in no block must wait for it.
 * @returns whether it leaves such a one
 */
async function killedIn(round: Round, unmined: boolean): Promise<boolean> {
  const trap = (): void => {
    proxy.set({
      ...{ catches: catches(round), moment: round.moment, kill: () => notary?.kill('SIGKILL') },
      ...(round.unmined && { first: () => rpc('evm_setAutomine', false) }),
    });
  };
  const asked = proxy.count(LOOK_UP);
  if (!unmined) trap();
  const ended = start();
  if (unmined) {
    const sent = proxy.count(SEND);
    await until(() => Promise.resolve(proxy.count(LOOK_UP) > asked + 1), 'asking for what is on its way');
    expect(proxy.count(SEND)).toBe(sent);
    trap();
    await rpc('evm_setAutomine', true);
    await rpc('evm_mine');
  }
  const signal = await Promise.race([ended, pause(20_000, 'not killed' as const, { ref: false })]);
  expect([round, signal, signal === 'SIGKILL' ? '' : told]).toEqual([round, 'SIGKILL', '']);
  return round.unmined === true;
}

/** One event for each issuance, no source key twice, no serial twice. */
async function onceOnChain(address: string): Promise<void> {
  const provider = new JsonRpcProvider(chain.rpcUrl);
  const topic = EVENTS.getEvent('IssuanceRecorded')?.topicHash ?? '';
  const logs = await provider.getLogs({ address, topics: [topic], fromBlock: 0, toBlock: 'latest' });
  provider.destroy();
  const sources = logs.map(({ topics }) => topics[2]);
  expect([sources.length, new Set(sources).size]).toEqual([issuances, issuances]);
  const onChain = logs.map((log) => {
    const { firstSerial, lastSerial } = EVENTS.parseLog(log)?.args as unknown as Record<string, bigint>;
    return `${log.topics[1]}:${firstSerial}-${lastSerial}`;
  });
  expect(new Set(onChain).size).toBe(issuances);
}

/** The contract counts what the ledger counts, and holds the head of a log of the length of the journal. */
async function sameTotals(address: string): Promise<void> {
  const client = new ChainClient({ rpcUrl: chain.rpcUrl, chainId: chain.chainId, keys });
  try {
    const contract = new CarbonContract(client, address);
    for (const instrument of INSTRUMENTS) {
      const { issued } = await readSupply(fixture.database, instrument);
      expect(issued).toBeGreaterThan(0n);
      expect(await contract.supplyOf(instrument)).toMatchObject({ issued, recorded: issued });
    }
    const head = await contract.head();
    const { head: ours, anchored, unsequenced } = await log().status();
    expect([unsequenced, anchored?.size, head.size]).toEqual([0n, ours?.size, ours?.size]);
    expect(Buffer.from(head.root)).toEqual(Buffer.from(ours?.root ?? []));
    const { transfers } = await one<{ transfers: string }>(
      'select count(*) as transfers from ledger.journal',
    );
    expect(ours?.size).toBeGreaterThanOrEqual(BigInt(transfers));
  } finally {
    client.close();
  }
}
