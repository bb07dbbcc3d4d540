import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '@carbon/kernel';

const ARTIFACT = join('artifacts', 'contracts', 'CarbonLedger.sol', 'CarbonLedger.json');

export interface ContractArtifact {
  readonly abi: readonly object[];
  readonly bytecode: string;
}

/**
 * The compiled contract, from the nearest directory above this file that holds `artifacts/`.
 * @throws Refusal CHAIN_CONTRACT_NOT_COMPILED
 */
export function contractArtifact(): ContractArtifact {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, ARTIFACT);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ContractArtifact;
    if (folder === dirname(folder)) throw notCompiled();
  }
}

function notCompiled(): Refusal {
  return new Refusal('CHAIN_CONTRACT_NOT_COMPILED', 503, {
    zh: `没有找到已编译的合约（${ARTIFACT}）。请先运行 npm run build。`,
    en: `The compiled contract (${ARTIFACT}) was not found. Run npm run build first.`,
  });
}
