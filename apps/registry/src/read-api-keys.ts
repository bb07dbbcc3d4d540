import { readFile } from 'node:fs/promises';
import { SettingsError } from '@carbon/http';
import { ApiKeys } from '@carbon/identity';
import { Refusal } from '@carbon/kernel';
import type { RegistryConfig } from './registry-config';

/** The service keys of a configuration; none when it names none. @throws SettingsError */
export async function readApiKeys(
  config: Pick<RegistryConfig, 'API_KEYS' | 'API_KEYS_FILE'>,
): Promise<ApiKeys> {
  if (config.API_KEYS === undefined && config.API_KEYS_FILE === undefined) return ApiKeys.parse([]);
  const name = config.API_KEYS === undefined ? 'API_KEYS_FILE' : 'API_KEYS';
  let list: unknown;
  try {
    list = JSON.parse(config.API_KEYS ?? (await readFile(config.API_KEYS_FILE ?? '', 'utf8')));
  } catch (error) {
    throw error instanceof SyntaxError
      ? new SettingsError([`${name}: 不是有效的 JSON / is not valid JSON`])
      : new SettingsError([`${name}: 文件无法读取 / the file cannot be read`]);
  }
  try {
    return ApiKeys.parse(list);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new SettingsError(
      error.fields.map(({ field, message }) => `${name}: ${field} ${message.zh} / ${field} ${message.en}`),
    );
  }
}
