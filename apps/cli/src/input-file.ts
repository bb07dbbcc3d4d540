import { readFileSync } from 'node:fs';
import { fault, malformed } from '@carbon/kernel';

/** The bytes of a file, or of standard input for `-`. @throws Refusal INPUT_MALFORMED when it cannot be read */
export function readInput(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw malformed([
      fault('file', 'readable', `${file} cannot be read (${code})`, `无法读取文件 ${file}（${code}）`),
    ]);
  }
}

/** @throws Refusal INPUT_MALFORMED when it cannot be read or is not JSON */
export function readJsonInput(file: string): unknown {
  const text = readInput(file).toString('utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw malformed([fault('file', 'json', `${file} is not JSON`, `${file} 不是有效的 JSON`)]);
  }
}
