import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = join('apps', 'platform', 'demo');

/** The demonstration input: published figures with their source, and labelled synthetic ones. */
export function demoFile(name: string): string {
  return readFileSync(join(rootAbove(__dirname), FOLDER, name), 'utf8');
}

/** Compiled code stands in dist/, the input beside its sources: the first folder above that has it. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, FOLDER, 'plants.csv'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('the demonstration input is not there');
  return rootAbove(above);
}
