import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = join('libs', 'receipts', 'static');

/** The files of the public page stand beside the sources, which a built copy lies below: the first folder upwards counts. */
function folder(from: string): string {
  const here = join(from, FOLDER);
  if (existsSync(here)) return here;
  if (dirname(from) === from) throw new Error(`${FOLDER} is missing`);
  return folder(dirname(from));
}

export function staticFile(name: 'verify.mjs' | 'receipt.css'): string {
  return readFileSync(join(folder(__dirname), name), 'utf8');
}
