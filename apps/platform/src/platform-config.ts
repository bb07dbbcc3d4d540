import { resolve } from 'node:path';
import { type Environment, LOG_LEVELS, type LogLevel, type MustBe, readSettings } from '@carbon/http';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';
import { PEOPLE_MUST_BE, PeopleSettings, wrongTogether } from '../../registry/src/people-settings';

const number = (fallback: number) =>
  Transform(({ value }: { value: unknown }) => (value === undefined ? fallback : Number(value)));

/** What the platform is told by its environment. Nothing has to be set. */
export class PlatformConfig extends PeopleSettings {
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

const MUST_BE: MustBe = {
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
  DEMO: ['应为 true 或 false', 'must be true or false'],
  ...PEOPLE_MUST_BE,
  LOG_LEVEL: [`应为 ${LOG_LEVELS.join('、')} 之一`, `must be one of ${LOG_LEVELS.join(', ')}`],
};

/** @throws SettingsError naming every setting that is wrong */
export function readPlatformConfig(environment: Environment): PlatformConfig {
  return readSettings(PlatformConfig, MUST_BE, demoOf(environment), (config) => [
    ...unpaired(config, 'DATABASE_URL', 'DATABASE_OWNER_URL'),
    ...unpaired(config, 'CHAIN_RPC_URL', 'CHAIN_ID'),
    ...wrongTogether(config),
  ]);
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;

/**
 * On one's own machine, with everything embedded, people try things out over plain HTTP: there no second factor is asked
 * for and cookies need no TLS, unless it is said otherwise. It is never assumed with a database of one's own, nor where
 * other machines are listened to: the mails of a demonstration, which open every account, are shown to whoever comes.
 */
function demoOf(environment: Environment): Environment {
  const embedded = (environment['DATABASE_URL'] ?? '') === '' && environment['DEMO'] !== 'false';
  const alone = LOOPBACK.test(environment['HOST'] || '127.0.0.1');
  return embedded && alone
    ? { SECOND_FACTOR: 'off', COOKIES_SECURE: 'false', ...set(environment) }
    : environment;
}

/** What is set to something. */
function set(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => (value ?? '') !== ''));
}

/** The second of two settings that are only good together, when one of them is missing. */
function unpaired<N extends keyof PlatformConfig>(config: PlatformConfig, one: N, other: N): N[] {
  return (config[one] === undefined) === (config[other] === undefined) ? [] : [other];
}
