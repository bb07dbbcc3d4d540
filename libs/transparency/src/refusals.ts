import { Refusal } from '@carbon/kernel';

export function unknownRecord(id: bigint): Refusal {
  return new Refusal(
    'EVIDENCE_UNKNOWN_RECORD',
    404,
    { zh: `没有编号为 ${id.toString()} 的流水记录。`, en: `There is no journal record ${id.toString()}.` },
    { details: { journal: id.toString() } },
  );
}

export function unknownTransaction(id: bigint): Refusal {
  return new Refusal(
    'EVIDENCE_UNKNOWN_TRANSACTION',
    404,
    { zh: `没有编号为 ${id.toString()} 的交易。`, en: `There is no transaction ${id.toString()}.` },
    { details: { transaction: id.toString() } },
  );
}

export function evidencePending(id: bigint): Refusal {
  return new Refusal(
    'EVIDENCE_PENDING',
    409,
    {
      zh: `记录 ${id.toString()} 尚未写入日志，请稍后再取证。`,
      en: `Record ${id.toString()} is not in the log yet; ask for its evidence in a moment.`,
    },
    { details: { journal: id.toString() } },
  );
}

export function evidenceNotProvable(id: bigint, cause: unknown): Refusal {
  return new Refusal(
    'EVIDENCE_RECORD_ALTERED',
    409,
    {
      zh: `记录 ${id.toString()} 与日志不一致，无法出具证据。请运行对账。`,
      en: `Record ${id.toString()} does not agree with the log, so there is no evidence of it. Run a reconciliation.`,
    },
    { details: { journal: id.toString() }, cause },
  );
}

export function auditEvidencePending(id: bigint): Refusal {
  return new Refusal(
    'EVIDENCE_PENDING',
    409,
    {
      zh: `审计记录 ${id.toString()} 尚未写入日志，请稍后再取证。`,
      en: `Audit record ${id.toString()} is not in the log yet; ask for its evidence in a moment.`,
    },
    { details: { auditRecord: id.toString() } },
  );
}

export function auditEvidenceNotProvable(id: bigint, cause: unknown): Refusal {
  return new Refusal(
    'EVIDENCE_RECORD_ALTERED',
    409,
    {
      zh: `审计记录 ${id.toString()} 与日志不一致，无法出具证据。请运行对账。`,
      en: `Audit record ${id.toString()} does not agree with the log, so there is no evidence of it. Run a reconciliation.`,
    },
    { details: { auditRecord: id.toString() }, cause },
  );
}

export function noCheckpoint(): Refusal {
  return new Refusal('LOG_EMPTY', 404, { zh: '日志还没有检查点。', en: 'The log has no checkpoint yet.' });
}

export function noTile(level: number, index: bigint): Refusal {
  return new Refusal('LOG_NO_TILE', 404, {
    zh: `日志没有瓦片 ${level}/${index.toString()}。`,
    en: `The log has no tile ${level}/${index.toString()}.`,
  });
}

export function sizesOutsideLog(size: bigint): Refusal {
  return new Refusal('LOG_SIZES_OUTSIDE', 422, {
    zh: `大小应满足 from ≤ to ≤ ${size.toString()}。`,
    en: `Sizes must be from ≤ to ≤ ${size.toString()}.`,
  });
}

export function unknownReconciliation(id: string): Refusal {
  return new Refusal('RECONCILIATION_UNKNOWN', 404, {
    zh: `没有编号为 ${id} 的对账。`,
    en: `There is no reconciliation ${id}.`,
  });
}

export function reconciliationRunning(): Refusal {
  return new Refusal('RECONCILIATION_RUNNING', 409, {
    zh: '已有一次对账正在进行。',
    en: 'A reconciliation is already running.',
  });
}
