import { IsWholeNumberString, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { CHAIN_STANDINGS, type ChainStanding, type NotaryState } from '../notary';
import type { Alert } from '../persistence/alerts';
import type { CheckpointState, StoredCheckpoint } from '../persistence/checkpoints';
import type { LogStatus } from '../public-log';

const NULLABLE = { type: String, nullable: true } as const;

export class CheckpointBody {
  @ApiProperty({ description: 'Records in the log. 日志大小', example: '1024' })
  size!: string;

  @ApiProperty({ description: 'RFC 9162 root, hex. 根哈希', example: '5d…' })
  root!: string;

  @ApiProperty({ description: 'The signed note (C2SP tlog-checkpoint). 签名检查点' })
  note!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was signed. 签署时间' })
  createdAt!: string;

  @ApiProperty({
    enum: ['built', 'sent', 'mined', 'final'],
    description: 'Its way to the chain. 上链状态',
    example: 'final',
  })
  state!: CheckpointState;

  @ApiProperty({ ...NULLABLE, description: 'The anchored checkpoint that stands for it. 由哪个检查点覆盖' })
  coveredBy!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Transaction that anchored it. 上链交易' })
  transaction!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Its block. 区块高度' })
  blockNumber!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'The hash of its block. 区块哈希' })
  blockHash!: string | null;
}

export function checkpointBody(checkpoint: StoredCheckpoint): Sent<CheckpointBody> {
  return {
    size: checkpoint.size.toString(),
    root: checkpoint.root.toString('hex'),
    note: checkpoint.note,
    createdAt: checkpoint.createdAt.toISOString(),
    state: checkpoint.state,
    coveredBy: checkpoint.coveredBy?.toString() ?? null,
    transaction: checkpoint.transaction ?? null,
    blockNumber: checkpoint.block?.number.toString() ?? null,
    blockHash: checkpoint.block?.hash ?? null,
  };
}

export class AlertBody {
  @ApiProperty({ description: 'Number of the alert. 告警编号', example: '1' })
  id!: string;

  @ApiProperty({ description: 'Stable code. 代码', example: 'CHAIN_REGRESSED' })
  code!: string;

  @ApiProperty({ enum: ['warning', 'critical'], description: 'How grave it is. 级别' })
  severity!: 'warning' | 'critical';

  @ApiProperty({ description: 'The sentence in both languages. 说明', example: { zh: '…', en: '…' } })
  text!: { zh: string; en: string };

  @ApiProperty({ format: 'date-time', description: 'When it was raised. 发生时间' })
  raisedAt!: string;
}

function alertBody(alert: Alert): Sent<AlertBody> {
  return {
    id: alert.id,
    code: alert.code,
    severity: alert.severity,
    text: { ...alert.text },
    raisedAt: alert.raisedAt.toISOString(),
  };
}

export class LogStatusBody {
  @ApiProperty({ description: 'Records in the newest checkpoint. 日志大小', example: '1024' })
  size!: string;

  @ApiProperty({ ...NULLABLE, description: 'Its root, hex. 根哈希' })
  root!: string | null;

  @ApiProperty({ description: 'Records that the chain holds. 已上链大小', example: '1024' })
  anchoredSize!: string;

  @ApiProperty({ description: 'Records in the log that the chain does not hold yet. 待上链', example: '0' })
  unanchored!: string;

  @ApiProperty({ description: 'Committed records that are not in the log yet. 待入日志', example: '0' })
  unsequenced!: string;

  @ApiProperty({ ...NULLABLE, description: 'Chain. 链标识', example: '20260' })
  chainId!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Contract. 合约地址' })
  contract!: string | null;

  @ApiProperty({ description: 'The key to verify checkpoints and evidence with. 验证公钥' })
  verifierKey!: string;

  @ApiProperty({
    enum: ['stopped', 'standby', 'leader'],
    description: 'The notary of this process. 公证角色',
  })
  notary!: NotaryState['role'];

  @ApiProperty({ description: 'How anchoring stands. 上链情况', example: 'settled' })
  chain!: ChainStanding;

  @ApiProperty({ description: 'The same as a sentence. 上链情况说明', example: { zh: '…', en: '…' } })
  chainText!: { zh: string; en: string };

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When the chain is tried again. 下次重试' })
  retryAt!: string | null;

  @ApiProperty({ type: AlertBody, isArray: true, description: 'Open alerts. 未处理告警' })
  alerts!: Sent<AlertBody>[];
}

/** What the chain's node answered is left out: it may name machines. */
export function statusBody(status: LogStatus, notary: NotaryState): Sent<LogStatusBody> {
  const chain = status.binding?.haltedCode === undefined ? notary.chain : 'halted';
  return {
    size: (status.head?.size ?? 0n).toString(),
    root: status.head?.root.toString('hex') ?? null,
    anchoredSize: (status.anchored?.size ?? 0n).toString(),
    unanchored: status.unanchored.toString(),
    unsequenced: status.unsequenced.toString(),
    chainId: status.binding?.chainId.toString() ?? null,
    contract: status.binding?.contract ?? null,
    verifierKey: status.verifierKey,
    notary: notary.role,
    chain,
    chainText: { ...CHAIN_STANDINGS[chain] },
    retryAt: notary.retryAt?.toISOString() ?? null,
    alerts: status.alerts.map(alertBody),
  };
}

export class TilePath {
  @IsWholeNumberString({ description: 'Level, 0 for leaves. 层', example: '0' })
  level!: string;

  @IsWholeNumberString({ description: 'Tile of the level, from the left. 序号', example: '0' })
  index!: string;
}

export class ConsistencyQuery {
  @IsWholeNumberString({ description: 'Smaller size. 较小的大小', example: '512' })
  from!: string;

  @IsWholeNumberString({ description: 'Larger size. 较大的大小', example: '1024' })
  to!: string;
}

export class ConsistencyBody {
  @ApiProperty({ description: 'Smaller size. 较小的大小', example: '512' })
  from!: string;

  @ApiProperty({ description: 'Larger size. 较大的大小', example: '1024' })
  to!: string;

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Nodes of the RFC 9162 consistency proof, hex. 一致性证明',
  })
  proof!: string[];
}
