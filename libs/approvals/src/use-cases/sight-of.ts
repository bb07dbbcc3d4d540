import type { Caller } from '@carbon/http';
import { deskOf, isHolderKind } from '@carbon/identity';
import type { TaskDesk } from '../desk';
import type { Sight } from '../persistence/read-tasks';

/**
 * What of the tasks within reach a caller sees. Who runs a market reaches everybody for its market's sake: of tasks, those
 * its people may propose or approve, and none that waits for another house. Everybody else sees all within reach.
 */
export function sightOf({ kinds }: Pick<TaskDesk, 'kinds'>, { holder, permissions, reach }: Caller): Sight {
  if (holder === undefined || !isHolderKind(holder.kind) || deskOf(holder.kind) !== 'market')
    return { reach };
  const seen = kinds.all().filter((kind) => permissions.has(kind.propose) || permissions.has(kind.approve));
  return { reach, only: { kinds: seen.map(({ kind }) => kind), office: holder.id } };
}
