import { randomBytes } from 'node:crypto';
import { Refusal } from '@carbon/kernel';
import { encodeSignerKey, isKeyName, type NoteSigner, readSignerKey } from './domain/index';
import { ensureSecretFile } from './secret-file';

export interface NotaryKeyOptions {
  /** The name of the log: the origin of its checkpoints, e.g. `carbon.example/log`. */
  readonly origin: string;
  /** The key itself, `PRIVATE+KEY+…`; when absent the file is used. */
  readonly signerKey?: string;
  /** Made on first start. */
  readonly file?: string;
}

/**
 * The key that signs checkpoints and evidence: from the configuration, else from a file of mode 0600.
 * @throws Refusal LOG_KEY_MALFORMED, LOG_KEY_MISSING, LOG_KEY_OF_ANOTHER_LOG, SECRET_FILE_EXPOSED
 */
export function loadNotaryKey(options: NotaryKeyOptions): NoteSigner {
  const { origin, signerKey, file } = options;
  const text =
    signerKey ??
    (file === undefined
      ? undefined
      : ensureSecretFile(file, () => `${encodeSignerKey(origin, randomBytes(32))}\n`));
  if (text === undefined || !isKeyName(origin)) throw keyMissing();
  const signer = readSignerKey(text.trim());
  if (signer.name !== origin) {
    throw new Refusal('LOG_KEY_OF_ANOTHER_LOG', 503, {
      zh: `签名密钥属于日志 ${signer.name}，而配置的日志是 ${origin}。`,
      en: `The signer key belongs to the log ${signer.name}, but the configured log is ${origin}.`,
    });
  }
  return signer;
}

function keyMissing(): Refusal {
  return new Refusal('LOG_KEY_MISSING', 503, {
    zh: '公证需要日志名称以及签名密钥或密钥文件。',
    en: 'The notary needs the name of its log, and a signer key or a key file.',
  });
}
