import { bootstrapAdministrator, bootstrapOffice } from '@carbon/identity';
import type { Clock } from '@carbon/kernel';
import { openStandingVault } from '../../../registry/src/key-ring-file';
import { type DatabaseOptions, onDatabase } from '../operator-database';
import { EXIT, type Exit, type Terminal } from '../terminal';

export interface BootstrapOptions extends DatabaseOptions {
  readonly holder: string;
  readonly administrator: string;
  readonly checker?: string;
}

/** `carbon admin bootstrap`: the first people of the registry, whom nobody could invite. */
export async function bootstrap(
  terminal: Terminal,
  clock: Clock,
  { database: url, keys, holder, administrator, checker }: BootstrapOptions,
): Promise<Exit> {
  const vault = openStandingVault(keys);
  const first = { email: administrator, holder };
  await onDatabase(url, async (database) => {
    if (checker === undefined) await bootstrapAdministrator(database, vault, first, clock.now());
    else {
      const both = { administrator: first, checker: { email: checker, holder } };
      await bootstrapOffice(database, vault, both, clock.now());
    }
  });
  terminal.say(
    terminal.tell(
      checker === undefined
        ? { zh: `${holder} 的首位管理员已登记。`, en: `${holder} has its first administrator.` }
        : {
            zh: `${holder} 的首位管理员和首位复核员已登记。`,
            en: `${holder} has its first administrator and its first checker.`,
          },
    ),
  );
  terminal.say(
    terminal.tell({
      zh: '尚无密码者请在登录页选择“忘记密码”，通过邮件设置密码。',
      en: 'Who has no password yet sets one by mail: “forgotten password” on the page where one signs in.',
    }),
  );
  return EXIT.ok;
}
