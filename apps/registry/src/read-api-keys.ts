import { readFile } from 'node:fs/promises';
import { ApiKeys } from '@carbon/identity';
import { Refusal } from '@carbon/kernel';
import { ConfigError, type RegistryConfig } from './registry-config';

/** The API keys of a configuration. @throws ConfigError */
export async function readApiKeys(config: RegistryConfig): Promise<ApiKeys> {
  const name = config.API_KEYS === undefined ? 'API_KEYS_FILE' : 'API_KEYS';
  let list: unknown;
  try {
    list = JSON.parse(config.API_KEYS ?? (await readFile(config.API_KEYS_FILE ?? '', 'utf8')));
  } catch (error) {
    throw error instanceof SyntaxError
      ? new ConfigError([`${name}: 不是有效的 JSON / is not valid JSON`])
      : new ConfigError([`${name}: 文件无法读取 / the file cannot be read`]);
  }
  try {
    return ApiKeys.parse(list);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ConfigError(
      error.fields.map(({ field, message }) => `${name}: ${field} ${message.zh} / ${field} ${message.en}`),
    );
  }
}
