import { cpus, totalmem } from 'node:os';

/** The machine in one line. */
export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${model}, ${gibibytes} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}
