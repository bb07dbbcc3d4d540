import type { Json } from '@carbon/kernel';
import type { NewAlert } from '../persistence/alerts';

type Details = Readonly<Record<string, Json>>;

export function chainForked(contractSize: bigint, logSize: bigint, details: Details): NewAlert {
  return {
    code: 'CHAIN_FORKED',
    severity: 'critical',
    text: {
      zh: `链上合约（大小 ${contractSize.toString()}）与本日志（大小 ${logSize.toString()}）的历史不一致，锚定已停止。未改写任何内容，须由操作员处理。`,
      en: `The contract on chain (size ${contractSize.toString()}) shows another history than this log (size ${logSize.toString()}); anchoring has stopped. Nothing was overwritten; an operator must act.`,
    },
    details: { ...details, contractSize: contractSize.toString(), logSize: logSize.toString() },
  };
}

export function chainLost(details: Details): NewAlert {
  return {
    code: 'CHAIN_LOST',
    severity: 'critical',
    text: {
      zh: '所连的链不是日志所锚定的链，或合约已不存在，锚定已停止。请恢复原来的链，或由操作员重新绑定。',
      en: 'The chain that answers is not the one the log is anchored on, or the contract is gone; anchoring has stopped. Restore the former chain, or have an operator bind a new one.',
    },
    details,
  };
}

export function chainRegressed(contractSize: bigint, recordedSize: bigint): NewAlert {
  return {
    code: 'CHAIN_REGRESSED',
    subject: contractSize.toString(),
    severity: 'warning',
    text: {
      zh: `链上合约退回到大小 ${contractSize.toString()}（曾记录 ${recordedSize.toString()}），历史一致，已从链上所示继续锚定。`,
      en: `The contract on chain went back to size ${contractSize.toString()} (it had been ${recordedSize.toString()}); the history agrees, and anchoring goes on from what the chain shows.`,
    },
    details: { contractSize: contractSize.toString(), recordedSize: recordedSize.toString() },
  };
}

export function chainRefuses(code: string, message: string): NewAlert {
  return {
    code: 'CHAIN_REFUSES',
    subject: code,
    severity: 'warning',
    text: {
      zh: `链上合约拒绝了公证的交易（${message}），将继续重试。`,
      en: `The contract on chain refused a transaction of the notary (${message}); it will be tried again.`,
    },
    details: { error: message },
  };
}

export function sequencingStopped(code: string, message: string): NewAlert {
  return {
    code,
    severity: 'critical',
    text: {
      zh: `无法把已提交的记录写入日志（${message}）。请立即运行对账。`,
      en: `Committed records cannot be appended to the log (${message}). Run a reconciliation now.`,
    },
    details: { error: message },
  };
}
