import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chainBinaryMissing } from './embedded-refusals';

/** Finds a file of a package, seen from another one; throws when it is not installed. */
export type ResolveFrom = (file: string, from: string) => string;

const resolveInstalled: ResolveFrom = (file, from) => createRequire(from).resolve(file);

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
};
const PROCESSORS: Readonly<Partial<Record<NodeJS.Architecture, string>>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * The chain's program for this machine, out of its platform package: it is whole as npm unpacks it, so nothing
 * depends on the install script of `@foundry-rs/anvil`.
 * @throws Refusal CHAIN_BINARY_MISSING
 */
export function locateAnvil(resolve: ResolveFrom = resolveInstalled): string {
  const system = SYSTEMS[process.platform];
  const processor = PROCESSORS[process.arch];
  const platform = `${process.platform}-${process.arch}`;
  if (system === undefined || processor === undefined) throw chainBinaryMissing(platform);
  try {
    const wrapper = resolve('@foundry-rs/anvil/package.json', __filename);
    const manifest = resolve(`@foundry-rs/anvil-${system}-${processor}/package.json`, wrapper);
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { anvil: string } };
    const program = join(dirname(manifest), bin.anvil);
    if (!existsSync(program)) throw new Error(`${program} is missing`);
    return program;
  } catch (error) {
    throw chainBinaryMissing(platform, error);
  }
}
