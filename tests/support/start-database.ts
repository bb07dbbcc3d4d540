import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where tests find the server: a superuser of a PostgreSQL whose databases may come and go. */
export const SUPERUSER_URL = 'CARBON_TEST_SUPERUSER_URL';

/** Where tests find the name of the run, which is in the names of its template databases. */
export const TEST_RUN = 'CARBON_TEST_RUN';

/** What the names of a run's template databases begin with. */
export const templatePrefix = (run: string): string => `template_${run}_`;

const PREFIX = 'carbon-test-cluster-';

/** Memory as files, and what must be free before a cluster goes there. */
const MEMORY = '/dev/shm';
const MEMORY_FREE_BYTES = 8 * 1024 ** 3;

interface Stoppable {
  stop(): Promise<void>;
}

/** What the setup uses of the embedded server, loaded without the rest of its library (the ORM) to start fast. */
interface EmbeddedModule {
  readonly EmbeddedPostgres: {
    start(options: { directory: string; profile: 'test' }): Promise<Stoppable & { superuserUrl: string }>;
    find(directory: string): Promise<Stoppable | undefined>;
  };
}

/** What the teardown of the same run stops; on the process, because setup and teardown are loaded apart. */
export interface ThrowawayCluster {
  readonly server: Stoppable;
  readonly directory: string;
}
export const holder = process as typeof process & {
  carbonTestCluster?: ThrowawayCluster | undefined;
  /** A server that was given, to which the run's templates are not left. */
  carbonTestServer?: string | undefined;
};

type Resolver = (request: string, ...rest: unknown[]) => string;

/** Jest maps `@carbon/…` for specs but not for its global setup: teach plain `require` the paths of tsconfig.json. */
function mapLibraryNames(root: string): void {
  const tsconfig = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: { paths: Record<string, string[]> };
  };
  const { paths } = tsconfig.compilerOptions;
  const loader = Module as unknown as { _resolveFilename: Resolver };
  const original = loader._resolveFilename;
  loader._resolveFilename = (request, ...rest) => {
    const file = paths[request]?.[0];
    return original(file === undefined ? request : join(root, file), ...rest);
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
}

/**
 * A cluster that is thrown away has thousands of files for every test's database, made and removed all the time, at which
 * disks' file systems are slow: where there is memory in plenty it lives there.
 */
function placeOfClusters(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    const free = Math.min(bavail * bsize, process.availableMemory());
    return free >= MEMORY_FREE_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir(); // not on this system
  }
}

/** Stops and removes what an earlier run left behind when it was killed before its teardown. */
async function sweep(embedded: EmbeddedModule): Promise<void> {
  const places = [...new Set([tmpdir(), MEMORY])].filter((place) => existsSync(place));
  for (const directory of places.flatMap((place) => readdirSync(place).map((name) => join(place, name)))) {
    const pid = Number(/carbon-test-cluster-(\d+)-[^/\\]*$/.exec(directory)?.[1]);
    if (!pid || isRunning(pid)) continue;
    const left = await embedded.EmbeddedPostgres.find(join(directory, 'data')).catch(() => undefined);
    await left?.stop().catch(() => undefined);
    try {
      rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
    } catch {
      // Another user's: theirs to sweep.
    }
  }
}

/** Gives the run one PostgreSQL: that of `DATABASE_URL_TEST`, else a throwaway cluster of our own. */
export default async function startDatabase(): Promise<void> {
  if (process.env[SUPERUSER_URL] !== undefined) return;
  process.env[TEST_RUN] = `${process.pid}_${Date.now().toString(36)}`;
  const given = process.env['DATABASE_URL_TEST'];
  if (given !== undefined && given !== '') {
    process.env[SUPERUSER_URL] = given;
    holder.carbonTestServer = given;
    return;
  }
  mapLibraryNames(resolve(__dirname, '../..'));
  const embedded = createRequire(__filename)('../../libs/database/src/embedded/index') as EmbeddedModule;
  await sweep(embedded);
  const directory = mkdtempSync(join(placeOfClusters(), `${PREFIX}${process.pid}-`));
  chmodSync(directory, 0o755);
  const server = await embedded.EmbeddedPostgres.start({
    directory: join(directory, 'data'),
    profile: 'test',
  });
  holder.carbonTestCluster = { server, directory };
  process.env[SUPERUSER_URL] = server.superuserUrl;
}
