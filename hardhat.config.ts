import {
  TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD,
  TASK_COMPILE_SOLIDITY_LOG_COMPILATION_RESULT,
} from 'hardhat/builtin-tasks/task-names';
import { subtask } from 'hardhat/config';
import type { HardhatUserConfig, SolcBuild } from 'hardhat/types';
import { version as solcVersion } from 'solc/package.json';

// Never ask, whoever runs it: Hardhat's prompt would block a script.
process.env['HARDHAT_DISABLE_TELEMETRY_PROMPT'] = 'true';

type Super<A, R> = (args: A) => Promise<R>;

/** Compile with the compiler that npm installed instead of downloading one: works with no network. */
subtask(
  TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD,
  async (
    args: { solcVersion: string; quiet: boolean },
    _hre,
    runSuper: Super<typeof args, SolcBuild>,
  ): Promise<SolcBuild> => {
    if (args.solcVersion !== solcVersion) return runSuper(args);
    // Loaded only here: the compiler is large, and most runs find nothing to compile.
    const { default: solc } = (await import('solc')) as { default: { version: () => string } };
    return {
      compilerPath: require.resolve('solc/soljson.js'),
      isSolcJs: true,
      version: solcVersion,
      // `0.8.37+commit.…`, without the name of the target it was built for
      longVersion: solc.version().replace(/\.Emscripten.*$/, ''),
    };
  },
);

/** Hardhat reports what it compiled even when told to be quiet. */
subtask(
  TASK_COMPILE_SOLIDITY_LOG_COMPILATION_RESULT,
  async (args: { quiet: boolean }, _hre, runSuper: Super<typeof args, void>) => {
    if (!args.quiet) await runSuper(args);
  },
);

const config: HardhatUserConfig = {
  solidity: {
    // Taken from the package, so that this file and the lockfile cannot disagree.
    version: solcVersion,
    // viaIR makes an anchor 4 % cheaper.
    settings: { evmVersion: 'cancun', viaIR: true, optimizer: { enabled: true, runs: 1_000 } },
  },
  paths: { sources: './contracts', tests: './tests/contract', artifacts: './artifacts', cache: './cache' },
  networks: {
    hardhat: { chainId: Number(process.env['CARBON_CHAIN_ID'] ?? '31337'), hardfork: 'prague' },
  },
};

export default config;
