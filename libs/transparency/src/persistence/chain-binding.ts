import type { Reader } from '@carbon/ledger';

/** Where the log is anchored. */
export interface ChainBinding {
  readonly id: number;
  readonly chainId: bigint;
  readonly contract: string;
  readonly deployedBlock: bigint;
  readonly genesisHash: string;
  /** Why anchoring stands still, if it does. */
  readonly haltedCode: string | undefined;
}

export async function currentBinding(reader: Reader): Promise<ChainBinding | undefined> {
  const [row] = await reader.query<{
    id: number;
    chain_id: string;
    contract: string;
    deployed_block: string;
    genesis_hash: string;
    halted_code: string | null;
  }>('select * from log.chain_binding where retired_at is null');
  return (
    row && {
      id: row.id,
      chainId: BigInt(row.chain_id),
      contract: row.contract,
      deployedBlock: BigInt(row.deployed_block),
      genesisHash: row.genesis_hash,
      haltedCode: row.halted_code ?? undefined,
    }
  );
}

export type NewBinding = Omit<ChainBinding, 'id' | 'haltedCode'>;

export async function insertBinding(writer: Reader, binding: NewBinding, by: string): Promise<void> {
  await writer.query(
    `insert into log.chain_binding (chain_id, contract, deployed_block, genesis_hash, bound_by)
     values ($1, $2, $3, $4, $5)`,
    [
      binding.chainId.toString(),
      binding.contract.toLowerCase(),
      binding.deployedBlock.toString(),
      binding.genesisHash,
      by,
    ],
  );
}

export async function retireBinding(writer: Reader): Promise<void> {
  await writer.query('update log.chain_binding set retired_at = now() where retired_at is null');
}

/** Stops anchoring until an operator acts; `undefined` lets it go on. */
export async function haltBinding(writer: Reader, code: string | undefined): Promise<void> {
  await writer.query('update log.chain_binding set halted_code = $1 where retired_at is null', [
    code ?? null,
  ]);
}
