import { createHttpApp, type HttpAppOptions } from '@carbon/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RegistryModule, type RegistryParts } from './registry.module';

/** The registry over HTTP, ready for `listen` or `inject`. Whoever opened the database closes it afterwards. */
export function createRegistryApp(
  parts: RegistryParts,
  options: Omit<HttpAppOptions, 'openApi'> = {},
): Promise<NestFastifyApplication> {
  return createHttpApp(RegistryModule.forRoot(parts), {
    ...options,
    openApi: {
      title: '碳账本 Carbon Ledger: registry',
      description:
        'Holders, accounts, instruments and the moves between them. Quantities are whole units as decimal strings. ' +
        '持有人、账户、品种与业务办理；数量为整数单位的十进制字符串。',
      version: '1',
    },
  });
}
