import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from '@carbon/database';
import { Refusal } from '@carbon/kernel';

/**
 * The text of a secret file; made with `content` when there is none, readable by its owner alone. Never replaced.
 * @throws Refusal SECRET_FILE_EXPOSED when others may read it
 */
export function ensureSecretFile(file: string, content: () => string): string {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  // Windows knows no such permissions.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Refusal('SECRET_FILE_EXPOSED', 503, {
      zh: `密钥文件 ${file} 可被其他用户读取。请执行 chmod 600。`,
      en: `Others may read the key file ${file}. Run chmod 600 on it.`,
    });
  }
  return readFileSync(file, 'utf8');
}
