import { calculators } from '@carbon/certificates/domain';
import { chinaDate, type Clock, Refusal } from '@carbon/kernel';
import { readJsonInput } from '../input-file';
import { EXIT, type Exit, type Terminal } from '../terminal';

/** `carbon calc NAME --input FILE`: one pure rule by itself. */
export function calc(terminal: Terminal, clock: Clock, name: string, file: string): Exit {
  const calculator = calculators[name];
  if (calculator === undefined) {
    throw new Refusal(
      'CALCULATOR_UNKNOWN',
      404,
      {
        zh: `没有名为 ${name} 的计算器；可用：${Object.keys(calculators).join('、')}`,
        en: `There is no calculator ${name}; there are: ${Object.keys(calculators).join(', ')}`,
      },
      { details: { name } },
    );
  }
  const answer = calculator.run(readJsonInput(file), { today: chinaDate(clock.now()) });
  terminal.say(JSON.stringify(answer, null, 2));
  return EXIT.ok;
}

/** `carbon calc --list` */
export function listCalculators(terminal: Terminal): Exit {
  for (const calculator of Object.values(calculators)) {
    terminal.say(`${calculator.name.padEnd(16)} ${terminal.tell(calculator.title)}`);
  }
  return EXIT.ok;
}
