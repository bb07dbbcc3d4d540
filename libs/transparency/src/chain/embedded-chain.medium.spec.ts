import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { freePort, isAlive } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import { JsonRpcProvider, parseEther, Wallet } from 'ethers';
import { locateAnvil } from './embedded-binary';
import { EMBEDDED_CHAIN_ID, EmbeddedChain, type EmbeddedChainOptions } from './embedded-chain';

const RECIPIENT = '0x00000000000000000000000000000000000c0ffe';
let parent: string;
let directory: string;
let stateFile: string;
const started: EmbeddedChain[] = [];
const providers: JsonRpcProvider[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'carbon-chain-'));
  directory = join(parent, 'chain');
  stateFile = join(directory, 'chain-state.json');
});

afterEach(async () => {
  providers.splice(0).forEach((provider) => provider.destroy());
  for (const chain of started.splice(0)) await chain.kill();
  rmSync(parent, { recursive: true, force: true, maxRetries: 20 });
});

async function start(options: Partial<EmbeddedChainOptions> = {}): Promise<EmbeddedChain> {
  const chain = await EmbeddedChain.start({ directory, ...options });
  started.push(chain);
  return chain;
}

function providerOf(chain: EmbeddedChain): JsonRpcProvider {
  const settings = { staticNetwork: true, batchMaxCount: 1, cacheTimeout: -1, pollingInterval: 20 };
  const provider = new JsonRpcProvider(chain.rpcUrl, chain.chainId, settings);
  providers.push(provider);
  return provider;
}

/** Sends one payment from a new account; gives the hash of its transaction. */
async function pay(chain: EmbeddedChain, ether: string): Promise<string> {
  const wallet = Wallet.createRandom().connect(providerOf(chain));
  await chain.fund(wallet.address, parseEther('10'));
  const sent = await wallet.sendTransaction({ to: RECIPIENT, value: parseEther(ether) });
  await sent.wait();
  return sent.hash;
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const outcome: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Refusal)) throw new Error(`expected a refusal, got ${String(outcome)}`);
  return outcome;
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('the embedded chain', () => {
  it('keeps blocks, balances and receipts from one start to the next, and its port', async () => {
    const first = await start();
    expect(first.chainId).toBe(EMBEDDED_CHAIN_ID);
    const hash = await pay(first, '3');
    const head = await providerOf(first).getBlock('latest');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    // the port is kept, unless somebody else on this machine took it meanwhile, which is told
    const said: string[] = [];
    const second = await start({ onProgress: ({ step }) => said.push(step) });
    expect(second.reused).toBe(false);
    const taken = said.some((step) => step.startsWith(`Port ${first.port} is taken`));
    expect([first.port, taken]).toEqual([taken ? first.port : second.port, taken]);
    const provider = providerOf(second);
    expect(await provider.getBlockNumber()).toBe(head!.number);
    expect((await provider.getBlock('latest'))!.hash).toBe(head!.hash);
    expect(await provider.getBalance(RECIPIENT)).toBe(parseEther('3'));
    expect((await provider.getTransactionReceipt(hash))!.status).toBe(1);
    await pay(second, '2');
    expect(await provider.getBalance(RECIPIENT)).toBe(parseEther('5'));
  });

  it('has no accounts that everybody knows the keys of', async () => {
    const chain = await start();
    expect(await providerOf(chain).send('eth_accounts', [])).toEqual([]);
    expect(await providerOf(chain).getBalance('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')).toBe(0n);
  });

  it('has the state of the last second after it was killed', async () => {
    const first = await start();
    await pay(first, '3');
    while (!readFileSync(stateFile, 'utf8').includes(RECIPIENT.toLowerCase())) await turn();
    await first.kill();
    const second = await start();
    expect(second.reused).toBe(false);
    expect(await providerOf(second).getBalance(RECIPIENT)).toBe(parseEther('3'));
  });

  it('is joined when it is already running, and started once by two callers', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.pid).toBe(other.pid);
    expect([one.reused, other.reused].sort()).toEqual([false, true]);
    await pay(one, '1');
    expect(await providerOf(other).getBalance(RECIPIENT)).toBe(parseEther('1'));
    await one.stop();
    await other.stop();
    expect(await providerOf(await start()).getBalance(RECIPIENT)).toBe(parseEther('1'));
  });

  it('does not take another program for its node because the number of the process is the same', async () => {
    const first = await start();
    await first.kill();
    const file = join(directory, 'chain.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"pid": \d+/, `"pid": ${process.pid}`));
    expect((await start()).reused).toBe(false);
  });

  it('tells that its state cannot be saved', async () => {
    const failures: unknown[] = [];
    const chain = await start({ onSaveFailed: (error) => failures.push(error) });
    rmSync(directory, { recursive: true });
    await expect(chain.fund(RECIPIENT, 1n)).rejects.toThrow('ENOENT');
    await providerOf(chain).send('anvil_mine', ['0x1']);
    while (failures.length === 0) await turn();
    expect(failures[0]).toMatchObject({ code: 'ENOENT' });
  });
});

describe('the embedded chain refuses to start', () => {
  it('on a port that another program uses, naming the port', async () => {
    const port = await freePort();
    const other = await occupy(port);
    const refusal = await refusalOf(start({ port }));
    expect(refusal).toMatchObject({
      code: 'CHAIN_PORT_IN_USE',
      status: 503,
      details: { port: String(port) },
    });
    other.close();
  });

  it('but takes another port when the remembered one is taken and none was asked for', async () => {
    const first = await start();
    await first.stop();
    const other = await occupy(first.port);
    expect((await start()).port).not.toBe(first.port);
    other.close();
  });

  it.each([
    ['cut off', (file: string) => truncateSync(file, 900)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['another file', (file: string) => writeFileSync(file, '{"block":{}}')],
    ['gone', (file: string) => rmSync(file)],
  ])('with a state file that is %s, naming the file and touching nothing', async (_, damage) => {
    const first = await start();
    await pay(first, '1');
    await first.stop();
    damage(stateFile);
    const before = existsSync(stateFile) ? readFileSync(stateFile, 'utf8') : undefined;
    const refusal = await refusalOf(start());
    expect(refusal).toMatchObject({ code: 'CHAIN_STATE_DAMAGED', details: { file: stateFile } });
    expect(existsSync(stateFile) ? readFileSync(stateFile, 'utf8') : undefined).toBe(before);
  });

  it('with the state of another chain', async () => {
    const first = await start();
    await first.stop();
    const refusal = await refusalOf(start({ chainId: 999 }));
    expect(refusal).toMatchObject({
      code: 'CHAIN_ID_DIFFERS',
      details: { found: String(EMBEDDED_CHAIN_ID), wanted: '999' },
    });
  });

  it('with the state of a newer version of the platform, or without its note', async () => {
    const first = await start();
    await first.stop();
    const note = join(directory, 'chain.json');
    writeFileSync(note, readFileSync(note, 'utf8').replace(/"layout": \d+/, '"layout": 99'));
    expect((await refusalOf(start())).code).toBe('CHAIN_DIRECTORY_NEWER');
    rmSync(note);
    expect((await refusalOf(start())).code).toBe('CHAIN_STATE_DAMAGED');
  });

  it('on a machine for which npm installed no program', () => {
    const nothing = (name: string): string => {
      throw new Error(`Cannot find module '${name}'`);
    };
    expect(() => locateAnvil(nothing)).toThrow('CHAIN_BINARY_MISSING');
  });
});
