import { setTimeout as delay } from 'node:timers/promises';
import { type Database, withDirectoryLock } from '@carbon/database';
import { resealWebhooks } from '@carbon/events';
import { resealIdentitySecrets } from '@carbon/identity';
import { type Progress, Refusal } from '@carbon/kernel';
import { resealBids } from '@carbon/market';
import { rewrapKeys } from '@carbon/privacy';
import { formerKeys, openStandingVault, rotateKeyRing } from '../../../registry/src/key-ring-file';
import { type DatabaseOptions, onDatabase, OPERATOR } from '../operator-database';
import { EXIT, type Exit, type Terminal } from '../terminal';

/** Connections of a service that was just stopped are gone after a moment. */
const LOOKS = 20;
const LOOK_EVERY_MS = 100;

/**
 * `carbon admin rotate-keys`: makes a new master key and seals under it what the former ones sealed. What was begun and
 * interrupted is ended first, without another key.
 */
export async function rotateKeys(
  terminal: Terminal,
  { database: url, keys }: DatabaseOptions,
): Promise<Exit> {
  // before the lock, which would make a folder's mistake look like somebody else's work
  formerKeys(keys);
  const lock = { timeoutMs: 0, busy: rotationUnderWay };
  await withDirectoryLock(`${keys}.lock`, lock, () =>
    onDatabase(url, async (database) => {
      await requireNoService(database);
      const resumed = formerKeys(keys).length === 0 ? 0 : await sealAnew(terminal, database, keys);
      if (resumed > 0) return;
      rotateKeyRing(keys);
      await sealAnew(terminal, database, keys);
    }),
  );
  const former = formerKeys(keys).join(', ');
  const { currentId } = openStandingVault(keys).ring;
  terminal.say(
    terminal.tell({
      zh: `全部数据已改用主密钥 ${currentId}。`,
      en: `Everything is sealed under the master key ${currentId}.`,
    }),
  );
  terminal.say(
    terminal.tell({
      zh: `旧密钥 ${former} 已不再使用，可从 ${keys} 的 former 中删除；恢复轮换之前的备份仍需要它们，请随备份保管。`,
      en: `The former keys ${former} seal nothing here any more and may be removed from “former” in ${keys}; backups from before need them, so keep them as long as those.`,
    }),
  );
  return EXIT.ok;
}

/** @returns how much was sealed anew */
async function sealAnew(terminal: Terminal, database: Database, keys: string): Promise<number> {
  const vault = openStandingVault(keys);
  const tell = ({ step, done, total }: Progress): void =>
    terminal.note(`${step}: ${done}${total === undefined ? '' : ` / ${total}`}`);
  const wrapped = await rewrapKeys(database, vault, tell);
  const webhooks = await resealWebhooks(database, vault);
  const bids = await resealBids(database, vault);
  return wrapped + webhooks + bids + (await resealIdentitySecrets(database, vault, tell));
}

/** A service that runs knows the former key only: it would go on sealing with it, and open nothing that is sealed anew. */
async function requireNoService(database: Database): Promise<void> {
  for (let look = 1; ; look++) {
    const services = await database.query(
      `select from pg_stat_activity
        where datname = current_database() and application_name like 'carbon-%' and application_name <> $1 limit 1`,
      [OPERATOR],
    );
    if (services.length === 0) return;
    if (look === LOOKS) throw serviceRuns();
    await delay(LOOK_EVERY_MS);
  }
}

function serviceRuns(): Refusal {
  return new Refusal('SERVICE_RUNS', 409, {
    zh: '仍有服务连接此数据库。请先停止服务，轮换结束后再启动。',
    en: 'A service is connected to this database. Stop it first, and start it again when this has ended.',
  });
}

function rotationUnderWay(pid: number | undefined): Refusal {
  return new Refusal('KEY_ROTATION_UNDER_WAY', 409, {
    zh: `另一进程（${pid ?? '未知'}）正在轮换此密钥文件。`,
    en: `Another process (${pid ?? 'unknown'}) rotates this key file now.`,
  });
}
