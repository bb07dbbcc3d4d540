import { setTimeout as sleep } from 'node:timers/promises';
import {
  FetchRequest,
  JsonRpcProvider,
  keccak256,
  Network,
  NonceManager,
  type TransactionRequest,
  Wallet,
} from 'ethers';
import { ChainRefused, chainErrorOf } from './chain-errors';
import type { ChainKeys, ChainRole } from './chain-keys';

export interface ChainClientOptions {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly keys: ChainKeys;
  /** What is offered to the block's maker above the base fee, in wei. Default 0: permissioned chains ask nothing. */
  readonly priorityFeeWei?: bigint;
  readonly requestTimeoutMs?: number;
  readonly receiptPollMs?: number;
}

export interface ChainReceipt {
  readonly succeeded: boolean;
  readonly blockNumber: bigint;
  readonly blockHash: string;
  readonly contractAddress: string | null;
}

/** A signed transaction: its hash is known, and can be written down, before anybody else sees it. */
export interface SignedTransaction {
  readonly role: ChainRole;
  readonly hash: string;
  readonly raw: string;
}

const REQUEST_TIMEOUT_MS = 15_000;
const RECEIPT_POLL_MS = 40;

/** One connection to one chain, and the keys that sign for it. Every error of the contract comes as ChainRefused. */
export class ChainClient {
  readonly chainId: bigint;
  private readonly provider: JsonRpcProvider;
  private readonly signers: Record<ChainRole, { wallet: Wallet; nonces: NonceManager }>;

  constructor(private readonly options: ChainClientOptions) {
    this.chainId = BigInt(options.chainId);
    const request = new FetchRequest(options.rpcUrl);
    request.timeout = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS;
    this.provider = new JsonRpcProvider(request, options.chainId, {
      staticNetwork: Network.from(options.chainId),
      batchMaxCount: 1,
      cacheTimeout: -1,
    });
    const signer = (key: string) => {
      const wallet = new Wallet(key, this.provider);
      return { wallet, nonces: new NonceManager(wallet) };
    };
    const { admin, notary, cap } = options.keys;
    this.signers = { admin: signer(admin), notary: signer(notary), cap: signer(cap) };
  }

  close(): void {
    this.provider.destroy();
  }

  address(role: ChainRole): string {
    return this.signers[role].wallet.address.toLowerCase();
  }

  /** Which chain answers, and whether it is still catching up with its peers. */
  async identify(): Promise<{ chainId: bigint; genesisHash: string; syncing: boolean }> {
    const [id, genesis, syncing] = (await Promise.all([
      this.provider.send('eth_chainId', []),
      this.provider.getBlock(0),
      this.provider.send('eth_syncing', []),
    ])) as [string, { hash: string | null } | null, unknown];
    return { chainId: BigInt(id), genesisHash: genesis?.hash ?? '', syncing: syncing !== false };
  }

  async hasCode(address: string): Promise<boolean> {
    return (await this.provider.getCode(address)) !== '0x';
  }

  async blockNumber(): Promise<bigint> {
    return BigInt(await this.provider.getBlockNumber());
  }

  /** The hash of the block with a number; undefined when the chain is not that long. */
  async blockHash(number: bigint): Promise<string | undefined> {
    return (await this.provider.getBlock(number))?.hash ?? undefined;
  }

  async call(to: string, data: string, block?: bigint): Promise<string> {
    try {
      return await this.provider.call({ to, data, ...(block === undefined ? {} : { blockTag: block }) });
    } catch (error) {
      throw chainErrorOf(error);
    }
  }

  /** The transaction of the newest event of a contract with these topics, if the node still serves it. */
  async eventTransaction(
    address: string,
    topics: (string | null)[],
    fromBlock: bigint,
  ): Promise<string | undefined> {
    const logs = await this.provider.getLogs({ address, topics, fromBlock, toBlock: 'latest' });
    return logs.findLast((log) => !log.removed)?.transactionHash;
  }

  /**
   * Makes and signs a transaction and sends nothing. What the contract would refuse is refused here.
   * @param to the contract; absent to deploy one
   * @throws ChainRefused
   */
  async sign(role: ChainRole, to: string | undefined, data: string): Promise<SignedTransaction> {
    const { wallet, nonces } = this.signers[role];
    const call = { from: wallet.address, data, ...(to === undefined ? {} : { to }) };
    try {
      const block = await this.provider.getBlock('latest');
      const gas = await this.provider.estimateGas(call);
      const limit = block?.gasLimit ?? gas;
      if (gas > limit) throw new ChainRefused('TOO_MUCH_GAS', `needs ${gas.toString()} gas in one block`);
      const spare = (gas * 12n) / 10n;
      const raw = await wallet.signTransaction({
        ...call,
        ...this.fees(block?.baseFeePerGas ?? null),
        chainId: this.chainId,
        value: 0n,
        nonce: await nonces.getNonce('pending'),
        gasLimit: spare < limit ? spare : limit,
      });
      return { role, raw, hash: keccak256(raw) };
    } catch (error) {
      nonces.reset();
      throw chainErrorOf(error);
    }
  }

  async broadcast(transaction: SignedTransaction): Promise<void> {
    const { nonces } = this.signers[transaction.role];
    try {
      await this.provider.send('eth_sendRawTransaction', [transaction.raw]);
      nonces.increment();
    } catch (error) {
      nonces.reset();
      throw chainErrorOf(error);
    }
  }

  async receipt(hash: string): Promise<ChainReceipt | undefined> {
    const receipt = await this.provider.getTransactionReceipt(hash);
    return receipt === null
      ? undefined
      : {
          succeeded: receipt.status === 1,
          blockNumber: BigInt(receipt.blockNumber),
          blockHash: receipt.blockHash,
          contractAddress: receipt.contractAddress?.toLowerCase() ?? null,
        };
  }

  /** Waits for a transaction to be in a block; undefined when it is not there in time. */
  async waitForReceipt(hash: string, timeoutMs: number): Promise<ChainReceipt | undefined> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const receipt = await this.receipt(hash);
      if (receipt !== undefined || Date.now() >= deadline) return receipt;
      await sleep(this.options.receiptPollMs ?? RECEIPT_POLL_MS);
    }
  }

  /** Whether the node knows a transaction that is in no block yet. */
  async isPending(hash: string): Promise<boolean> {
    const transaction = await this.provider.getTransaction(hash);
    return transaction !== null && transaction.blockNumber === null;
  }

  /** Forgets the nonces it counted: after the chain may have become another. */
  forgetNonces(): void {
    for (const { nonces } of Object.values(this.signers)) nonces.reset();
  }

  private fees(baseFee: bigint | null): Partial<TransactionRequest> {
    const priority = this.options.priorityFeeWei ?? 0n;
    // A chain without base fee takes the older kind of transaction only.
    if (baseFee === null) return { type: 0, gasPrice: priority };
    return { type: 2, maxPriorityFeePerGas: priority, maxFeePerGas: 2n * baseFee + priority };
  }
}
