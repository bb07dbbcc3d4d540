import { AbiCoder, Interface } from 'ethers';
import type { EvidenceBundle } from './domain/index';
import { CHAIN, someBundle, without } from './domain/evidence.spec-support';
import { type JsonRpc, type VerifyOnChainOptions, verifyOnChain } from './verify-on-chain';

const CONTRACT = new Interface(['event Anchored(uint64 indexed size, bytes32 root, uint64 previousSize)']);

let bundle: EvidenceBundle;
let root: string;
beforeAll(async () => {
  bundle = await someBundle();
  root = `0x${Buffer.from(bundle.checkpoint.split('\n')[2]!, 'base64').toString('hex')}`;
});

const anchored = (size: bigint, hash: string) => CONTRACT.encodeEventLog('Anchored', [size, hash, 512n]);

function honestReceipt() {
  return {
    transactionHash: CHAIN.transaction,
    status: '0x1',
    blockNumber: '0x2a',
    blockHash: CHAIN.blockHash,
    logs: [
      { address: `0x${'99'.repeat(20)}`, ...anchored(1n, root) },
      { address: CHAIN.contract, ...anchored(700n, root) },
    ],
  };
}

/** A node that knows one transaction. */
function node(receipt: unknown, chainId = '0x7a69'): JsonRpc {
  return {
    request: (method, params) => {
      if (method === 'eth_chainId') return Promise.resolve(chainId);
      expect([method, params]).toEqual(['eth_getTransactionReceipt', [CHAIN.transaction]]);
      return Promise.resolve(receipt);
    },
  };
}

const verify = (receipt: unknown, options?: VerifyOnChainOptions) =>
  verifyOnChain(bundle, node(receipt), options);

describe('verifyOnChain', () => {
  it('an anchored checkpoint passes every check', async () => {
    const options = { expectedChainId: 31337n, expectedContract: CHAIN.contract };
    const verdict = await verify(honestReceipt(), options);
    expect(verdict.checks.map(({ name, passed }) => [name, passed])).toEqual([
      ['anchoring', true],
      ['chain', true],
      ['contract', true],
      ['transaction', true],
      ['block', true],
      ['anchor', true],
    ]);
    expect(verdict.valid).toBe(true);
  });

  it('a pending anchoring is named', async () => {
    const verdict = await verifyOnChain(without(bundle, 'chain'), node(null));
    expect(verdict).toMatchObject({ valid: false, failed: 'anchoring' });
    expect(verdict.checks).toHaveLength(6);
  });

  it('proof from another chain is named, whether the caller or the node tells', async () => {
    for (const verdict of [
      await verify(honestReceipt(), { expectedChainId: 1n }),
      await verifyOnChain(bundle, node(honestReceipt(), '0x1')),
      await verifyOnChain(bundle, node(honestReceipt(), 'mainnet')),
    ]) {
      expect(verdict).toMatchObject({ valid: false, failed: 'chain' });
      expect(verdict.checks[1]?.reason.en).toContain('proof from another chain');
      expect(verdict.checks[1]?.reason.zh).toContain('另一条链');
    }
  });

  it("another's contract is refused", async () => {
    const verdict = await verify(honestReceipt(), { expectedContract: `0x${'99'.repeat(20)}` });
    expect(verdict).toMatchObject({ valid: false, failed: 'contract' });
  });

  it.each([
    ['transaction', 'does not exist', () => null],
    ['transaction', 'is another', () => ({ ...honestReceipt(), transactionHash: CHAIN.blockHash })],
    ['transaction', 'failed', () => ({ ...honestReceipt(), status: '0x0' })],
    ['transaction', 'has no status', () => ({ ...honestReceipt(), status: undefined })],
    ['block', 'is in another block', () => ({ ...honestReceipt(), blockNumber: '0x2b' })],
    ['block', 'is in a block of another hash', () => ({ ...honestReceipt(), blockHash: CHAIN.transaction })],
    ['anchor', 'left no event', () => ({ ...honestReceipt(), logs: [] })],
    ['anchor', 'has no list of events', () => ({ ...honestReceipt(), logs: null })],
    ['anchor', 'anchored another size', () => withLog({ ...anchored(701n, root) })],
    ['anchor', 'anchored another root', () => withLog({ ...anchored(700n, CHAIN.blockHash) })],
    ['anchor', 'emitted from another contract', () => withLog({ address: `0x${'99'.repeat(20)}` })],
    ['anchor', 'was removed by a reorganisation', () => withLog({ removed: true })],
    ['anchor', 'emitted another event', () => withLog({ topics: [CHAIN.blockHash, sizeTopic()] })],
    ['anchor', 'emitted an event of another shape', () => withLog({ data: root })],
  ])('the check "%s" refuses a transaction that %s', async (name, _, receipt) => {
    expect(await verify(receipt())).toMatchObject({ valid: false, failed: name });
  });

  it('a node that cannot be reached is a fault of the connection, not of the evidence', async () => {
    const unreachable: JsonRpc = { request: () => Promise.reject(new Error('ECONNREFUSED')) };
    await expect(verifyOnChain(bundle, unreachable)).rejects.toThrow('ECONNREFUSED');
  });
});

function withLog(changes: object): object {
  return { ...honestReceipt(), logs: [{ address: CHAIN.contract, ...anchored(700n, root), ...changes }] };
}

function sizeTopic(): string {
  return AbiCoder.defaultAbiCoder().encode(['uint64'], [700n]);
}
