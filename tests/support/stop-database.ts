import { rmSync } from 'node:fs';
import { SUPERUSER_URL, holder } from './start-database';

/** Stops and removes the throwaway cluster of this run, if it has one. Running twice is fine. */
export default async function stopDatabase(): Promise<void> {
  const cluster = holder.carbonTestCluster;
  if (!cluster) return;
  holder.carbonTestCluster = undefined;
  Reflect.deleteProperty(process.env, SUPERUSER_URL);
  await cluster.server.stop();
  rmSync(cluster.directory, { recursive: true, force: true, maxRetries: 20 });
}
