import { Refusal, type Text } from '@carbon/kernel';
import { errorCode } from './error-code';

/** Lines of server.log that a refusal shows. */
const TAIL_LINES = 12;

function refuse(code: string, text: Text, details: Record<string, string> = {}, cause?: unknown): Refusal {
  return new Refusal(code, 503, text, { details, cause });
}

export function lastLines(text: string, count = TAIL_LINES): string {
  return text.trimEnd().split(/\r?\n/).slice(-count).join('\n');
}

export function binariesMissing(platform: string, cause?: unknown): Refusal {
  return refuse(
    'DATABASE_BINARIES_MISSING',
    {
      zh: `没有适用于 ${platform} 的内置 PostgreSQL。请运行 npm ci（不要加 --omit=optional），或设置 DATABASE_URL 使用已有的 PostgreSQL（15 或以上）。`,
      en: `There is no embedded PostgreSQL for ${platform} here. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
    },
    { platform },
    cause,
  );
}

export function noUnprivilegedUser(tried: readonly string[]): Refusal {
  const names = tried.join(', ');
  return refuse(
    'DATABASE_NO_UNPRIVILEGED_USER',
    {
      zh: `PostgreSQL 拒绝以 root 运行，本机没有可用的普通账户（已尝试 ${names}），也无法新建。请以普通用户启动，或设置 DATABASE_URL。`,
      en: `PostgreSQL refuses to run as root, none of the accounts ${names} exists and none could be created. Start as an ordinary user, or set DATABASE_URL.`,
    },
    { tried: names },
  );
}

export function directoryNewer(directory: string, found: number, known: number): Refusal {
  return refuse(
    'DATABASE_DIRECTORY_NEWER',
    {
      zh: `数据目录 ${directory} 由更新版本的平台写入（布局 ${found}，本版本最高支持 ${known}）。请使用更新的版本。`,
      en: `The data directory ${directory} was written by a newer version of the platform (layout ${found}; this version knows up to ${known}). Use the newer version.`,
    },
    { directory, found: String(found), known: String(known) },
  );
}

export function directoryUnreadable(file: string, cause?: unknown): Refusal {
  return refuse(
    'DATABASE_DIRECTORY_UNREADABLE',
    {
      zh: `文件 ${file} 缺失或损坏，无法打开数据目录。请从备份恢复该文件。`,
      en: `The file ${file} is missing or damaged, so the data directory cannot be opened. Restore it from a backup.`,
    },
    { file },
    cause,
  );
}

export function postgresVersion(directory: string, found: string, ours: number): Refusal {
  return refuse(
    'DATABASE_POSTGRES_VERSION',
    {
      zh: `数据目录 ${directory} 属于 PostgreSQL ${found}，而内置版本是 ${ours}。请用带有 PostgreSQL ${found} 的平台版本打开，或将 DATABASE_URL 指向 PostgreSQL ${found} 服务器。`,
      en: `The data in ${directory} belong to PostgreSQL ${found}, but the embedded server is ${ours}. Open them with the version of the platform that carries PostgreSQL ${found}, or set DATABASE_URL to a PostgreSQL ${found} server.`,
    },
    { directory, found, embedded: String(ours) },
  );
}

export function directoryNotWritable(directory: string, cause?: unknown): Refusal {
  return refuse(
    'DATABASE_DIRECTORY_NOT_WRITABLE',
    {
      zh: `无法写入数据目录 ${directory}。请检查其所有者和权限，或换一个目录。`,
      en: `The data directory ${directory} cannot be written. Check its owner and permissions, or choose another directory.`,
    },
    { directory },
    cause,
  );
}

export function diskFull(directory: string, cause?: unknown): Refusal {
  return refuse(
    'DATABASE_DISK_FULL',
    {
      zh: `${directory} 所在磁盘已满。请释放空间后重新启动；已确认的数据不会丢失。`,
      en: `No space is left on the disk of ${directory}. Free some space and start again; nothing acknowledged is lost.`,
    },
    { directory },
    cause,
  );
}

export function portInUse(port: number): Refusal {
  return refuse(
    'DATABASE_PORT_IN_USE',
    {
      zh: `端口 ${port} 已被其他程序占用。请停止该程序，或为数据库选择其他端口。`,
      en: `Port ${port} is already in use by another program. Stop that program, or choose another port for the database.`,
    },
    { port: String(port) },
  );
}

export function startBusy(directory: string, pid: number | undefined): Refusal {
  const who = pid === undefined ? '' : ` (pid ${pid})`;
  return refuse(
    'DATABASE_START_BUSY',
    {
      zh: `另一个进程${who}正在启动或停止 ${directory} 中的数据库，等待超时。`,
      en: `Another process${who} has been starting or stopping the database in ${directory} for too long.`,
    },
    { directory, ...(pid !== undefined && { pid: String(pid) }) },
  );
}

export function passwordRefused(file: string, cause: unknown): Refusal {
  return refuse(
    'DATABASE_PASSWORD_REFUSED',
    {
      zh: `数据库不接受 ${file} 中的密码。该文件与数据不匹配，请从备份恢复。`,
      en: `The database does not accept the password in ${file}: the file does not belong to these data. Restore it from a backup.`,
    },
    { file },
    cause,
  );
}

function startFailed(directory: string, log: string): Refusal {
  return refuse(
    'DATABASE_START_FAILED',
    {
      zh: `${directory} 中的 PostgreSQL 未能启动。日志末尾：\n${log}`,
      en: `PostgreSQL did not start in ${directory}. The end of its log:\n${log}`,
    },
    { directory, log },
  );
}

export function startTimeout(directory: string, log: string): Refusal {
  return refuse(
    'DATABASE_START_TIMEOUT',
    {
      zh: `${directory} 中的 PostgreSQL 未在限定时间内就绪（可能仍在恢复，可稍后再试）。日志末尾：\n${log}`,
      en: `PostgreSQL in ${directory} was not ready in time (it may still be recovering: try again later). The end of its log:\n${log}`,
    },
    { directory, log },
  );
}

/** What initdb, pg_ctl or the server wrote when it failed, as a refusal that says what to do. */
export function refusalFromOutput(output: string, place: { directory: string; port: number }): Refusal {
  if (/No space left on device|not enough space on the disk/i.test(output)) return diskFull(place.directory);
  if (/Address already in use|could not bind IPv4 address|could not create any TCP/i.test(output)) {
    return portInUse(place.port);
  }
  if (/Permission denied|Read-only file system|invalid permissions|wrong ownership/i.test(output)) {
    return directoryNotWritable(place.directory, new Error(lastLines(output)));
  }
  if (/did not start in time/.test(output)) return startTimeout(place.directory, lastLines(output));
  return startFailed(place.directory, lastLines(output));
}

/** A fault of the file system as a refusal; any other error is given back as it is. */
export function refusalFromFileError(error: unknown, directory: string): unknown {
  const code = errorCode(error) ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(directory, error);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return directoryNotWritable(directory, error);
  }
  return error;
}
