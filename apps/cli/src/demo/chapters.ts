import type { Text } from '@carbon/kernel';
import type { Terminal } from '../terminal';

/** Begins a chapter of a story with its number and title. */
export function chapters(terminal: Terminal): (title: Text) => void {
  let number = 0;
  return (title) => terminal.say(`\n${++number}. ${terminal.tell(title)}`);
}
