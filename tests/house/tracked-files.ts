import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What is made and not kept, as in .gitignore. */
const MADE: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  'artifacts',
  'cache',
  'coverage',
  '.carbon',
  '.git',
]);

/** The files of the repository, by path from its root; where it came without its history, all but what is made. */
export function trackedFiles(root: string): string[] {
  try {
    const list = execFileSync('git', ['ls-files', '-z'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const files = list.split('\0').filter((file) => file !== '');
    if (files.length > 0) return files;
  } catch {
    // no git, or no repository: an unpacked archive
  }
  return walk(root, root);
}

/** Every file below a folder that is not made. */
export function walk(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() && !entry.name.endsWith('.log') ? [relative(root, path).split(sep).join('/')] : [];
  });
}
