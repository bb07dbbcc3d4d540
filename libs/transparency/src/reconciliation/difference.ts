import type { Text } from '@carbon/kernel';

/** One thing that is not as it must be, named. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly journalId?: bigint;
  readonly transactionId?: bigint;
  /** Number of the account concerned. */
  readonly account?: string;
  readonly instrument?: string;
  /** Where else: a tile, a checkpoint, a part of a balance, a source. */
  readonly place?: string;
  readonly expected?: string;
  readonly found?: string;
  /** Accounts that stand still until somebody has looked: those an altered row concerns, by id or by number. */
  readonly accountIds?: readonly number[];
  readonly accountNumbers?: readonly string[];
}

export type DifferenceKind = keyof typeof KINDS;

/** What each kind of difference means. */
const KINDS = {
  JOURNAL_ROW_ALTERED: ['流水内容或盐值被改动', 'the content or the salt of the journal row was changed'],
  JOURNAL_LEAF_ALTERED: ['流水的叶值被改动', 'the leaf of the journal row was changed'],
  JOURNAL_ROW_REWRITTEN: ['流水连同叶值被改写', 'the journal row was rewritten together with its leaf'],
  JOURNAL_ROW_MISSING: ['流水缺失', 'the journal row is missing'],
  JOURNAL_ROW_INSERTED: ['流水不属于任何批次', 'the journal row belongs to no batch'],
  BATCH_MISSING: ['日志中的批次或封存组缺失', 'a batch or a seal that stands in the log is missing'],
  BATCH_MISPLACED: [
    '批次或封存组在日志中的位置不连续',
    'the batch or seal does not follow the one before it in the log',
  ],
  AUDIT_RECORD_ALTERED: [
    '审计记录内容或盐值被改动',
    'the content or the salt of the audit record was changed',
  ],
  AUDIT_LEAF_ALTERED: ['审计记录的叶值被改动', 'the leaf of the audit record was changed'],
  AUDIT_RECORD_REWRITTEN: ['审计记录连同叶值被改写', 'the audit record was rewritten together with its leaf'],
  AUDIT_RECORD_MISSING: ['审计记录缺失', 'the audit record is missing'],
  AUDIT_RECORD_INSERTED: [
    '审计记录既未封存也未待封存，系旁路写入',
    'the audit record is neither sealed nor waiting to be: it was not written by the platform',
  ],
  AUDIT_ORIGIN_ALTERED: [
    '审计记录的来源与其哈希不符',
    'where the act came from is not what the audit record commits to',
  ],
  AUDIT_SEAL_ALTERED: [
    '审计封存组与日志不符',
    'the seal over audit records is not the one that stands in the log',
  ],
  AUDIT_SEAL_MISSING: ['审计封存组缺失', 'a seal over audit records is missing'],
  RUNNING_BALANCE_DIFFERS: [
    '流水所记余额与前一笔不衔接',
    'the balance stated by the journal row does not follow from the row before it',
  ],
  BALANCE_DIFFERS_FROM_JOURNAL: ['余额与流水合计不符', 'the balance is not the sum of its journal'],
  BALANCES_DO_NOT_SUM_TO_ZERO: ['品种的余额合计不为零', 'the balances of the instrument do not sum to zero'],
  BALANCE_DIFFERS_FROM_BLOCKS: ['余额与编号段合计不符', 'the balance is not the sum of its blocks'],
  BLOCK_MISPLACED: [
    '编号段与带来它的流水不符',
    'the block does not stand where the transfer it names brought it',
  ],
  BLOCKS_OVERLAP: ['编号段重叠', 'blocks overlap'],
  SERIALS_NOT_TILED: ['编号段与签发的编号不符', 'the blocks are not the serials that were issued'],
  SOURCE_USED_TWICE: ['同一来源支持了两次签发', 'a source backs two issuances'],
  TILE_ALTERED: ['日志瓦片被改动', 'a tile of the log was changed'],
  CHECKPOINT_ALTERED: [
    '检查点的根与其签名文本不符',
    'the root of the checkpoint is not the one that was signed',
  ],
  CHECKPOINT_NOT_SIGNED: ['检查点没有有效签名', 'the checkpoint bears no valid signature'],
  CHECKPOINT_MISSING: ['检查点缺失', 'a checkpoint is missing'],
  ROOT_DIFFERS: ['日志不能得出检查点的根', 'the log does not give the root of the checkpoint'],
  SUPPLY_DIFFERS_FROM_CHAIN: ['总量与链上合约不符', 'the supply is not that of the contract on chain'],
  SUPPLY_DIFFERS_FROM_CHECKPOINTS: [
    '流水的总量变动与检查点所记不符',
    'the supply changes of the journal are not those of the checkpoints',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** The difference as a sentence. */
export function sentenceOf(difference: Difference): Text {
  const [zh, en] = KINDS[difference.kind];
  const { journalId, account, instrument, place, expected, found } = difference;
  const where = (words: readonly [string, string | undefined][], mark: string) =>
    words.flatMap(([word, value]) => (value === undefined ? [] : [`${word}${value}`])).join(mark);
  const id = journalId?.toString();
  const zhWhere = where(
    [
      ['流水 ', id],
      ['账户 ', account],
      ['品种 ', instrument],
      ['', place],
      ['应为 ', expected],
      ['实为 ', found],
    ],
    '，',
  );
  const enWhere = where(
    [
      ['journal row ', id],
      ['account ', account],
      ['instrument ', instrument],
      ['', place],
      ['expected ', expected],
      ['found ', found],
    ],
    ', ',
  );
  return { zh: `${zh}：${zhWhere}`, en: `${en}: ${enWhere}` };
}
