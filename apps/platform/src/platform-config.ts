import { resolve } from 'node:path';
import { LOG_LEVELS, type LogLevel } from '@carbon/http';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

const number = (fallback: number) =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? fallback : Number(value)));

/** What the platform is told by its environment. Nothing has to be set. */
export class PlatformConfig {
  /** TCP port; 0 takes a free one. */
  @number(3000)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT: number = 3000;

  @IsString()
  @MinLength(1)
  HOST: string = '127.0.0.1';

  /** Folder of the embedded database, the embedded chain and the keys. */
  @Transform(({ value }: { value: unknown }) => resolve(typeof value === 'string' ? value : '.carbon'))
  @IsString()
  CARBON_DATA: string = resolve('.carbon');

  /** An external database, as a member of carbon_app; without it an embedded one is run. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/)
  DATABASE_URL?: string;

  /** The same database as its owner, for migrations. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/)
  DATABASE_OWNER_URL?: string;

  /** A node of an external chain; without it an embedded one is run. */
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/)
  CHAIN_RPC_URL?: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === undefined ? undefined : Number(value)))
  @IsInt()
  @Min(1)
  CHAIN_ID?: number;

  /** Name of the log: the origin of its checkpoints. */
  @IsString()
  @Matches(/^[^\s+]{1,100}$/)
  LOG_ORIGIN: string = 'carbon-ledger.local/log';

  /** Load the demonstration data on the first start. */
  @Transform(({ value }: { value: unknown }) => value === undefined || value === 'true' || value === true)
  @IsBoolean()
  DEMO: boolean = true;

  @IsIn([...LOG_LEVELS])
  LOG_LEVEL: LogLevel = 'warn';
}

const MUST_BE: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  PORT: ['应为 0 至 65535 的整数', 'must be a whole number from 0 to 65535'],
  HOST: ['应为监听地址', 'must be an address to listen on'],
  CARBON_DATA: ['应为文件夹路径', 'must be the path of a folder'],
  DATABASE_URL: ['应为 postgres:// 连接串', 'must be a postgres:// connection string'],
  DATABASE_OWNER_URL: [
    '使用外部数据库时须与 DATABASE_URL 一并设置，为 postgres:// 连接串',
    'must be a postgres:// connection string, and be set together with DATABASE_URL',
  ],
  CHAIN_RPC_URL: ['应为 http(s):// 地址', 'must be an http(s):// address'],
  CHAIN_ID: [
    '使用外部链时须与 CHAIN_RPC_URL 一并设置，为正整数',
    'must be a positive whole number, and be set together with CHAIN_RPC_URL',
  ],
  LOG_ORIGIN: ['不得含空格或加号', 'must have no spaces and no plus signs'],
  LOG_LEVEL: [`应为 ${LOG_LEVELS.join('、')} 之一`, `must be one of ${LOG_LEVELS.join(', ')}`],
};

/** Settings that cannot be started with, a line each. Values are not repeated: some are secrets. */
export class PlatformConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** @throws PlatformConfigError naming every setting that is wrong */
export function readPlatformConfig(
  environment: Readonly<Record<string, string | undefined>>,
): PlatformConfig {
  const given = Object.fromEntries(
    [...Object.keys(MUST_BE), 'DEMO'].flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const config = plainToInstance(PlatformConfig, given);
  const wrong = new Set(validateSync(config).map((error) => error.property));
  if ((config.DATABASE_URL === undefined) !== (config.DATABASE_OWNER_URL === undefined))
    wrong.add('DATABASE_OWNER_URL');
  if ((config.CHAIN_RPC_URL === undefined) !== (config.CHAIN_ID === undefined)) wrong.add('CHAIN_ID');
  if (wrong.size > 0) {
    throw new PlatformConfigError(
      [...wrong].map((name) => `${name}: ${(MUST_BE[name] ?? ['有误', 'is not valid']).join(' / ')}`),
    );
  }
  return config;
}
