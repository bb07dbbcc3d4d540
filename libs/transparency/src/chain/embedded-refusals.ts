import { Refusal, type Text } from '@carbon/kernel';

function refuse(code: string, text: Text, details: Record<string, string>, cause?: unknown): Refusal {
  return new Refusal(code, 503, text, { details, cause });
}

export function chainBinaryMissing(platform: string, cause?: unknown): Refusal {
  return refuse(
    'CHAIN_BINARY_MISSING',
    {
      zh: `没有适用于 ${platform} 的内置链节点。请运行 npm ci（不要加 --omit=optional），或设置 CHAIN_RPC_URL 使用已有的链。`,
      en: `There is no embedded chain for ${platform} here. Run npm ci without --omit=optional, or set CHAIN_RPC_URL to a chain of your own.`,
    },
    { platform },
    cause,
  );
}

export function chainPortInUse(port: number): Refusal {
  return refuse(
    'CHAIN_PORT_IN_USE',
    {
      zh: `端口 ${port} 已被其他程序占用。请停止该程序，或为链选择其他端口。`,
      en: `Port ${port} is already in use by another program. Stop that program, or choose another port for the chain.`,
    },
    { port: String(port) },
  );
}

export function chainStateDamaged(file: string, cause?: unknown): Refusal {
  return refuse(
    'CHAIN_STATE_DAMAGED',
    {
      zh: `链的状态文件 ${file} 缺失、残缺或损坏。请从备份恢复；若确认要放弃这条链并重新锚定，请移走整个目录。`,
      en: `The chain's state file ${file} is missing, cut off or damaged. Restore it from a backup; to give this chain up and anchor anew, move its whole directory away.`,
    },
    { file },
    cause,
  );
}

export function chainIdDiffers(directory: string, found: number, wanted: number): Refusal {
  return refuse(
    'CHAIN_ID_DIFFERS',
    {
      zh: `目录 ${directory} 属于链 ${found}，而要求的是链 ${wanted}。请使用链 ${found}，或换一个目录。`,
      en: `The directory ${directory} belongs to chain ${found}, but chain ${wanted} was asked for. Use chain ${found}, or another directory.`,
    },
    { directory, found: String(found), wanted: String(wanted) },
  );
}

export function chainDirectoryNewer(directory: string, found: number, known: number): Refusal {
  return refuse(
    'CHAIN_DIRECTORY_NEWER',
    {
      zh: `链目录 ${directory} 由更新版本的平台写入（布局 ${found}，本版本最高支持 ${known}）。请使用更新的版本。`,
      en: `The chain directory ${directory} was written by a newer version of the platform (layout ${found}; this version knows up to ${known}). Use the newer version.`,
    },
    { directory, found: String(found), known: String(known) },
  );
}

export function chainDirectoryNotWritable(directory: string, cause: unknown): Refusal {
  return refuse(
    'CHAIN_DIRECTORY_NOT_WRITABLE',
    {
      zh: `无法写入链目录 ${directory}。请检查其所有者和权限。`,
      en: `The chain directory ${directory} cannot be written. Check its owner and permissions.`,
    },
    { directory },
    cause,
  );
}

export function chainDiskFull(directory: string, cause: unknown): Refusal {
  return refuse(
    'CHAIN_DISK_FULL',
    {
      zh: `${directory} 所在磁盘已满，无法保存链的状态。请释放空间。`,
      en: `No space is left on the disk of ${directory}, so the chain's state cannot be kept. Free some space.`,
    },
    { directory },
    cause,
  );
}

export function chainStartBusy(directory: string, pid: number | undefined): Refusal {
  return refuse(
    'CHAIN_START_BUSY',
    {
      zh: `另一个进程正在启动或停止 ${directory} 中的链，等待超时。`,
      en: `Another process has been starting or stopping the chain in ${directory} for too long.`,
    },
    { directory, ...(pid !== undefined && { pid: String(pid) }) },
  );
}

export function chainStartFailed(directory: string, output: string): Refusal {
  return refuse(
    'CHAIN_START_FAILED',
    {
      zh: `${directory} 中的链未能启动：\n${output}`,
      en: `The chain in ${directory} did not start:\n${output}`,
    },
    { directory, output },
  );
}
