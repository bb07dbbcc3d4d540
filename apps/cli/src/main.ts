import { Argument, Command, CommanderError, Option } from 'commander';
import { problemOfRefusal, Refusal, systemClock } from '@carbon/kernel';
import type { BootstrapOptions } from './commands/admin-bootstrap';
import { Connection, ProblemAnswer } from './connection';
import type { DatabaseOptions } from './operator-database';
import { EXIT, type Exit, languageOfEnvironment, type Terminal, terminal } from './terminal';

/**
 * The `carbon` command. Exit status: 0 done or valid; 1 not valid; 2 the input was refused (the problem document stands on
 * standard output for `calc`); 3 something needed could not be reached.
 *
 * Each command loads its own code, so that `verify` and `calc` start without a server's parts.
 */
function program(say: Terminal, finish: (exit: Exit) => void): Command {
  const root = new Command('carbon')
    .description('碳账本 Carbon Ledger')
    .option('--url <url>', 'address of the platform (else CARBON_URL, else the one started from this folder)')
    .option('--key <key>', 'API key (else CARBON_API_KEY, else the local operator key)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say.say(text.trimEnd()),
      writeErr: (text) => say.note(text.trimEnd()),
    });
  const connection = () => Connection.of(root.opts<{ url?: string; key?: string }>(), say.language);

  root
    .command('calc [name]')
    .description('try one rule by itself; without a name: list them')
    .option('--input <file>', 'JSON input, - for standard input', '-')
    .action(async (name: string | undefined, options: { input: string }) => {
      const { calc, listCalculators } = await import('./commands/calc.js');
      finish(name === undefined ? listCalculators(say) : calc(say, systemClock, name, options.input));
    });
  root
    .command('verify [bundle]')
    .description(
      'verify an evidence bundle, or the code of a receipt, offline; with --rpc also against the chain',
    )
    .option('--code <text>', 'the code of a receipt, its address, or a file with either; instead of a bundle')
    .option('--rpc <url>', 'a node of the chain')
    .option('--verifier-key <key>', 'the published key of the log: refuse bundles of any other')
    .option('--contract <address>', 'the published address of the contract')
    .option('--chain-id <id>', 'the chain of the published contract')
    .action(async (file: string | undefined, options: Record<string, string>) => {
      if (options['code'] !== undefined) {
        const { verifyCode } = await import('./commands/verify-code.js');
        finish(verifyCode(say, options['code'], options));
        return;
      }
      const { verify } = await import('./commands/verify.js');
      finish(await verify(say, file ?? '-', options));
    });
  root
    .command('import <kind> <file>')
    .description('import plants or meter-months from CSV')
    .option('--owner <holder>', 'code of the holder that owns the plants')
    .option('--partial', 'import the good rows although others are faulty', false)
    .action(async (kind: string, file: string, options: { owner?: string; partial: boolean }) => {
      const { importFile } = await import('./commands/import.js');
      finish(await importFile(say, connection(), kind, file, options));
    });
  root
    .command('issue')
    .description('issue certificates: of one plant and month, or of everything that waits')
    .option('--plant <code>', 'plant code')
    .option('--month <YYYY-MM>', 'production month')
    .action(async (options: { plant?: string; month?: string }) => {
      const { issue } = await import('./commands/issue.js');
      finish(await issue(say, connection(), options));
    });
  root
    .command('trace <code>')
    .description('the whole life of a certificate by its 32-digit code')
    .option('--json', 'as JSON', false)
    .action(async (code: string, options: { json: boolean }) => {
      const { trace } = await import('./commands/trace.js');
      finish(await trace(say, connection(), code, options));
    });
  root
    .command('evidence <code>')
    .description('write the evidence bundle of a certificate')
    .option('-o, --output <file>', 'file to write', 'bundle.json')
    .option('--step <number>', 'which step of its life, from 1 (its issue); else the last')
    .action(async (code: string, options: { output: string; step?: string }) => {
      const { evidence } = await import('./commands/evidence.js');
      finish(await evidence(say, connection(), code, options));
    });
  root
    .command('demo')
    .description(
      'tell a story on real input, on a platform of its own that is removed afterwards; the market of the running one',
    )
    .addArgument(
      new Argument(
        '[story]',
        'the life of a certificate, of credits beside certificates, a compliance year, a month of trips in a city, or a day on the running market',
      )
        .choices(['certificates', 'credits', 'allowances', 'inclusion', 'market'])
        .default('certificates'),
    )
    .option('--keep', 'keep its folder', false)
    .action(async (story: string, options: { keep: boolean }) => {
      if (story === 'market') {
        const { tellMarket } = await import('./demo/market-story.js');
        finish(await tellMarket(say, connection()));
        return;
      }
      const { demo } = await import('./demo/demo.js');
      finish(await demo(say, story, options));
    });
  addAdmin(root, say, finish);
  return root;
}

/** What the operator does on the database itself, beside the service. */
function addAdmin(root: Command, say: Terminal, finish: (exit: Exit) => void): void {
  const admin = root.command('admin').description('acts of the operator, with the database and the key file');
  const database = () =>
    new Option('--database <url>', 'of the service’s own role').env('DATABASE_URL').makeOptionMandatory();
  const keys = () =>
    new Option('--keys <file>', 'key file of the service').env('CARBON_KEYS_FILE').makeOptionMandatory();

  admin
    .command('bootstrap')
    .description('enter the first administrator of a holder, and its first checker')
    .addOption(database())
    .addOption(keys())
    .requiredOption('--holder <code>', 'code of the holder')
    .requiredOption('--administrator <email>', 'who invites everybody else')
    .option('--checker <email>', 'of the registry or a regulator: who approves everybody else')
    .action(async (options: BootstrapOptions) => {
      const { bootstrap } = await import('./commands/admin-bootstrap.js');
      finish(await bootstrap(say, systemClock, options));
    });
  admin
    .command('rotate-keys')
    .description('make a new master key and seal everything under it, while the service is stopped')
    .addOption(database())
    .addOption(keys())
    .action(async (options: DatabaseOptions) => {
      const { rotateKeys } = await import('./commands/admin-rotate-keys.js');
      finish(await rotateKeys(say, options));
    });
}

async function main(): Promise<Exit> {
  const say = terminal(languageOfEnvironment(process.env));
  let exit: Exit = EXIT.ok;
  try {
    await program(say, (code) => (exit = code)).parseAsync();
    return exit;
  } catch (error) {
    return explain(say, error);
  }
}

function explain(say: Terminal, error: unknown): Exit {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.refused;
  if (error instanceof Refusal) {
    say.say(JSON.stringify(problemOfRefusal(error, say.language), null, 2));
    return error.status === 503 ? EXIT.unreachable : EXIT.refused;
  }
  if (error instanceof ProblemAnswer) {
    say.say(JSON.stringify(error.problem, null, 2));
    return error.problem.status >= 500 ? EXIT.unreachable : EXIT.refused;
  }
  say.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.unreachable;
}

main()
  .then((exit) => (process.exitCode = exit))
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = EXIT.unreachable;
  });
