import { type PageQuery, pageOf } from '@carbon/http';
import { fault, malformed, type PageRequest } from '@carbon/kernel';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The page request of a list by id. @throws Refusal INPUT_MALFORMED naming `cursor` */
export function idPageOf(query: PageQuery): PageRequest {
  const page = pageOf(query, ['text']);
  if (page.after === undefined || ID.test(page.after[0] ?? '')) return page;
  throw malformed([fault('cursor', 'cursor', 'is not a cursor of this list', '不是此列表的游标')]);
}
