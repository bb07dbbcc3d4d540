import { type Environment, type MustBe, readSettings } from '@carbon/http';
import { IsNumberString, IsOptional, IsString, Matches, MinLength } from 'class-validator';

/** What the notary is told by its environment. */
export class NotaryConfig {
  /** As a member of carbon_app, never as the owner. */
  @IsString()
  @Matches(/^postgres(ql)?:\/\/\S+$/)
  DATABASE_URL!: string;

  @IsString()
  @Matches(/^https?:\/\/\S+$/)
  CHAIN_RPC_URL!: string;

  /** Asked of the node when not set. */
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  CHAIN_ID?: string;

  /** A contract that is deployed already; one is deployed when not set. */
  @IsOptional()
  @Matches(/^0x[0-9a-fA-F]{40}$/)
  CHAIN_CONTRACT?: string;

  /** Blocks after which a transaction counts as final. */
  @IsNumberString({ no_symbols: true })
  CHAIN_CONFIRMATIONS: string = '1';

  /** File with the three keys of the chain; made on first start. */
  @IsString()
  @MinLength(1)
  CHAIN_KEYS_FILE!: string;

  /** Name of the log, the origin of its checkpoints. */
  @IsString()
  @Matches(/^[^\s+]{1,200}$/)
  LOG_ORIGIN!: string;

  /** File with the key that signs checkpoints; made on first start. */
  @IsString()
  @MinLength(1)
  LOG_KEY_FILE!: string;
}

/** Each setting's sentence: what it must be. */
const MUST_BE: MustBe = {
  DATABASE_URL: ['应为 postgres:// 连接串', 'must be a postgres:// connection string'],
  CHAIN_RPC_URL: ['应为链节点的 http(s):// 地址', 'must be the http(s):// address of a chain node'],
  CHAIN_ID: ['应为十进制链标识', 'must be a chain id in decimal'],
  CHAIN_CONTRACT: ['应为 0x 开头的合约地址', 'must be the address of a contract, 0x and 40 digits'],
  CHAIN_CONFIRMATIONS: ['应为确认所需的区块数', 'must be a number of blocks'],
  CHAIN_KEYS_FILE: [
    '应为链密钥文件的路径（首次启动时生成）',
    'must be the path of the chain keys, made on first start',
  ],
  LOG_ORIGIN: [
    '应为日志名称，不含空格和加号，例如 carbon.example/log',
    'must be the name of the log without spaces or plus, e.g. carbon.example/log',
  ],
  LOG_KEY_FILE: [
    '应为签名密钥文件的路径（首次启动时生成）',
    'must be the path of the signer key, made on first start',
  ],
};

/** @throws SettingsError naming every setting that is missing or wrong */
export function readNotaryConfig(environment: Environment): NotaryConfig {
  return readSettings(NotaryConfig, MUST_BE, environment);
}
