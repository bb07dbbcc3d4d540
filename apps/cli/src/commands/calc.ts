import { chinaDate, type Clock } from '@carbon/kernel';
import { findCalculator } from '@carbon/rules/domain';
import { calculators } from '../../../registry/src/calculators';
import { readJsonInput } from '../input-file';
import { EXIT, type Exit, type Terminal } from '../terminal';

/** `carbon calc NAME --input FILE`: one pure rule by itself. */
export function calc(terminal: Terminal, clock: Clock, name: string, file: string): Exit {
  const calculator = findCalculator(calculators, name);
  const answer = calculator.run(readJsonInput(file), { today: chinaDate(clock.now()) });
  terminal.say(JSON.stringify(answer, null, 2));
  return EXIT.ok;
}

/** `carbon calc --list` */
export function listCalculators(terminal: Terminal): Exit {
  const width = Math.max(...Object.keys(calculators).map((name) => name.length));
  for (const calculator of Object.values(calculators)) {
    terminal.say(`${calculator.name.padEnd(width)} ${terminal.tell(calculator.title)}`);
  }
  return EXIT.ok;
}
