import { type Environment, LOG_LEVELS, type LogLevel, type MustBe, readSettings } from '@carbon/http';
import { isTradingMarket, type TradingMarket } from '@carbon/rules/domain';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';
import { PEOPLE_MUST_BE, PeopleSettings } from '../../registry/src/people-settings';

const USUAL_PORT = 3_001;

/** What the exchange is told by its environment. */
export class ExchangeConfig extends PeopleSettings {
  /** TCP port; 0 takes a free one. */
  @Transform(({ value }: { value: unknown }) => (value === undefined ? USUAL_PORT : Number(value)))
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT: number = USUAL_PORT;

  /** Address to listen on; only this machine when not set. */
  @IsString()
  @MinLength(1)
  HOST: string = '127.0.0.1';

  /** As a member of carbon_app, never as the owner. */
  @IsString()
  @Matches(/^postgres(ql)?:\/\/\S+$/)
  DATABASE_URL!: string;

  /** The registry's file with the keys of encryption: what sessions and signing keys are known by. */
  @IsString()
  @MinLength(1)
  CARBON_KEYS_FILE!: string;

  /** Markets this process may run, by commas; all when not set. Each is run by one process at a time. */
  @IsOptional()
  @Matches(/^[A-Z]+(,[A-Z]+)*$/)
  MARKETS?: string;

  /** JSON list of service keys, for machines of the operator (id, name, sha256, permissions). */
  @IsOptional()
  @IsString()
  API_KEYS?: string;

  /** A file that holds that list. */
  @IsOptional()
  @IsString()
  API_KEYS_FILE?: string;

  @IsIn([...LOG_LEVELS])
  LOG_LEVEL: LogLevel = 'info';
}

/** Each setting's sentence: what it must be. */
const MUST_BE: MustBe = {
  PORT: ['应为 0 至 65535 的整数', 'must be a whole number from 0 to 65535'],
  HOST: ['应为监听地址', 'must be an address to listen on'],
  DATABASE_URL: ['应为 postgres:// 连接串', 'must be a postgres:// connection string'],
  CARBON_KEYS_FILE: [
    '应为登记系统的加密主密钥文件的路径',
    'must be the path of the master keys of encryption that the registry has',
  ],
  MARKETS: ['应为以逗号分隔的市场代码，例如 CN,SZ', 'must be codes of markets divided by commas, e.g. CN,SZ'],
  API_KEYS: ['API_KEYS 与 API_KEYS_FILE 只能设置一个', 'set either API_KEYS or API_KEYS_FILE, not both'],
  API_KEYS_FILE: ['应为文件路径', 'must be the path of a file'],
  ...PEOPLE_MUST_BE,
  LOG_LEVEL: [`应为 ${LOG_LEVELS.join('、')} 之一`, `must be one of ${LOG_LEVELS.join(', ')}`],
};

/** @throws SettingsError naming every setting that is missing or wrong */
export function readExchangeConfig(environment: Environment): ExchangeConfig {
  return readSettings(ExchangeConfig, MUST_BE, environment, ({ API_KEYS, API_KEYS_FILE, MARKETS }) => [
    ...(API_KEYS !== undefined && API_KEYS_FILE !== undefined ? (['API_KEYS'] as const) : []),
    ...(MARKETS?.split(',').every(isTradingMarket) === false ? (['MARKETS'] as const) : []),
  ]);
}

/** The markets a process may run; all when undefined. */
export function marketsOf({
  MARKETS,
}: Pick<ExchangeConfig, 'MARKETS'>): readonly TradingMarket[] | undefined {
  return MARKETS?.split(',').filter(isTradingMarket);
}
